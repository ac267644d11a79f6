//! Conditions, what they are made of, and what they are asked for.

use constructs::prelude::*;
use constructs::{and, equals, not, or};
use constructs_aws::sqs::Queue;
use serde_json::json;

use crate::support::{check, template};

#[test]
fn conditions_are_made_of_functions_and_of_each_other() {
    let found = template(|stack| {
        stack.add("Queue", Queue::new());
        let here = stack.add("Here", Condition::new(equals(REGION, "eu-central-1")));
        let there = stack.add("There", Condition::new(not(here)));
        stack.add("Both", Condition::new(and([here, there])));
        stack.add("One", Condition::new(or([equals(ACCOUNT, "1"), not(there)])));
    });
    check(
        &found,
        [
            ("/Conditions/Here", json!({"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-central-1"]})),
            ("/Conditions/There", json!({"Fn::Not": [{"Condition": "Here"}]})),
            (
                "/Conditions/Both",
                json!({"Fn::And": [{"Condition": "Here"}, {"Condition": "There"}]}),
            ),
            (
                "/Conditions/One",
                json!({"Fn::Or": [
                    {"Fn::Equals": [{"Ref": "AWS::AccountId"}, "1"]}, {"Fn::Not": [{"Condition": "There"}]}
                ]}),
            ),
        ],
    );
}

#[test]
fn conditions_stand_on_resources_outputs_and_values() {
    let found = template(|stack| {
        let here = stack.scope("Part").add("Here", Condition::new(equals(REGION, "eu-central-1")));
        let timeout = if_(here, 30, NO_VALUE);
        let queue = Queue::new().condition(here).visibility_timeout(timeout);
        let queue = stack.add("Queue", queue.queue_name(if_(here, "a", text!("{}-b", REGION))));
        stack.add("Url", Output::new(queue.url()).condition(here));
    });
    let id = "PartHere2FFB8358";
    check(
        &found,
        [
            ("/Resources/Queue/Condition", json!(id)),
            ("/Outputs/Url/Condition", json!(id)),
            (
                "/Resources/Queue/Properties/VisibilityTimeout",
                json!({"Fn::If": [id, 30, {"Ref": "AWS::NoValue"}]}),
            ),
            (
                "/Resources/Queue/Properties/QueueName",
                json!({"Fn::If": [id, "a", {"Fn::Sub": "${AWS::Region}-b"}]}),
            ),
        ],
    );
}
