//! Generated types in the hands of an author -> the template that comes out.
#![expect(clippy::expect_used, reason = "a test")]

use constructs::prelude::*;
use constructs_aws::elasticache::ReplicationGroup;
use constructs_aws::iam::{ManagedPolicy, Role};
use constructs_aws::logs::{LogGroup, LogStream};
use constructs_aws::secretsmanager::{Secret, secret::GenerateSecretString};
use constructs_aws::sqs::{Queue, queue::RedrivePolicy};
use constructs_aws::{cloudwatch, ssmmessages};

/// The template of the one stack that `describe` fills.
fn template(describe: impl FnOnce(Scope<'_>)) -> serde_json::Value {
    let app = App::new();
    describe(app.stack("Stack", Stack::named("stack")));
    let assembly = app.synth().expect("no mistakes");
    let stack = assembly.stack("stack").expect("it was added");
    serde_json::from_str(stack.template()).expect("a template is JSON")
}

/// The value at a JSON pointer.
fn at<'a>(template: &'a serde_json::Value, pointer: &str) -> &'a serde_json::Value {
    template.pointer(pointer).unwrap_or(&serde_json::Value::Null)
}

#[test]
fn properties_and_property_types_keep_the_names_of_aws() {
    let found = template(|stack| {
        let dead = stack.add("Dead", Queue::new().queue_name("dead"));
        let redrive = RedrivePolicy::new().dead_letter_target_arn(dead.arn()).max_receive_count(5);
        stack.add("Live", Queue::new().visibility_timeout(30).redrive_policy(redrive));
    });
    let live = at(&found, "/Resources/Live/Properties");
    assert_eq!(at(live, "/VisibilityTimeout"), 30);
    assert_eq!(at(live, "/RedrivePolicy/maxReceiveCount"), 5);
    let target = serde_json::json!({"Fn::GetAtt": ["Dead", "Arn"]});
    assert_eq!(*at(live, "/RedrivePolicy/deadLetterTargetArn"), target);
}

#[test]
fn accessors_ask_for_what_they_are_called_after() {
    let found = template(|stack| {
        let queue = stack.add("Queue", Queue::new());
        let secret = stack.add(
            "Secret",
            Secret::new().generate_secret_string(GenerateSecretString::new().password_length(32)),
        );
        let cache = stack.add("Cache", ReplicationGroup::new("sessions"));
        stack.add("Url", Output::new(queue.url()));
        stack.add("Name", Output::new(queue.name()));
        stack.add("SecretArn", Output::new(secret.arn()));
        stack.add("Address", Output::new(cache.primary_end_point_address()));
    });
    for (output, expected) in [
        ("Url", serde_json::json!({"Ref": "Queue"})),
        ("Name", serde_json::json!({"Fn::GetAtt": ["Queue", "QueueName"]})),
        ("SecretArn", serde_json::json!({"Fn::GetAtt": ["Secret", "Id"]})),
        ("Address", serde_json::json!({"Fn::GetAtt": ["Cache", "PrimaryEndPoint.Address"]})),
    ] {
        assert_eq!(*at(&found, &format!("/Outputs/{output}/Value")), expected, "{output}");
    }
}

#[test]
fn actions_stand_on_what_they_act_on() {
    let found = template(|stack| {
        let queue = stack.add("Queue", Queue::new());
        let role = Role::assumed_by(Principal::service("ecs-tasks.amazonaws.com"));
        let role = stack.add("Role", role);
        let send = allow([Queue::SEND_MESSAGE, Queue::GET_QUEUE_URL]).on([queue]).sid("Send");
        let pass = allow([Role::PASS_ROLE]).on([role]).sid("Pass");
        let metrics = allow([cloudwatch::PUT_METRIC_DATA]).on_any().sid("Metrics");
        let exec = allow([ssmmessages::OPEN_DATA_CHANNEL]).on_any().sid("Exec");
        let logs = allow((LogGroup::DESCRIBE_LOG_STREAMS, LogStream::PUT_LOG_EVENTS));
        let logs = logs.on_every("the groups are made at run time").sid("Logs");
        stack.add("Policy", ManagedPolicy::new([send, pass, metrics, exec, logs]));
    });
    let text = found.to_string();
    for action in ["sqs:SendMessage", "iam:PassRole", "cloudwatch:PutMetricData"] {
        assert!(text.contains(action), "{action}");
    }
}
