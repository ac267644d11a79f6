//! Tags on their way down the tree.

use constructs::prelude::*;
use constructs::{GenericResource, TagOptions, Tagging};
use constructs_aws::sqs::{Queue, QueuePolicy};
use constructs_aws::ssm;
use serde_json::json;

use crate::support::{check, task_role, template, template_of};

#[test]
fn the_nearest_tag_wins_and_the_resources_own_over_all() {
    let app = App::new();
    app.root().tag("level", "app");
    app.root().tag("owner", "app");
    let stack = app.stack("Stack", Stack::named("stack"));
    stack.tag("level", "stack");
    let part = stack.scope("Part");
    part.tag("level", "part");
    part.add("Default", Queue::new());
    stack.add("Outer", Queue::new());
    part.add("Own", Queue::new().tags([("level", "own")]).logical_id("Own"));
    part.add("Role", task_role().tag("level", "role").logical_id("Role"));
    let found = template_of(&app.synth().unwrap(), "stack");
    let tag = |level: &str| json!({"Key": "level", "Value": level});
    let owner = json!({"Key": "owner", "Value": "app"});
    check(
        &found,
        [
            ("/Resources/Part/Properties/Tags", json!([tag("part"), owner])),
            ("/Resources/Outer/Properties/Tags", json!([tag("stack"), owner])),
            ("/Resources/Own/Properties/Tags", json!([tag("own"), owner])),
            ("/Resources/Role/Properties/Tags", json!([tag("role"), owner])),
        ],
    );
}

#[test]
fn what_takes_no_tags_gets_none_and_maps_get_maps() {
    let found = template(|stack| {
        stack.tag("team", "chat");
        stack.tag("region", REGION);
        let statement = allow([Queue::SEND_MESSAGE]).on_every("a test").principal(Principal::any());
        let document = constructs::iam::PolicyDocument::new([statement]);
        stack.add("Policy", QueuePolicy::new(document, ["https://queue"]));
        stack.add("Parameter", ssm::Parameter::new(ssm::parameter::Type::STRING, "x"));
        stack.add("Unknown", GenericResource::new("Custom::Part"));
        stack.add(
            "Map",
            GenericResource::new("Custom::Part")
                .tagging(Tagging::Map("Labels"))
                .raw("Labels", Object::new().with("team", "own")),
        );
        stack.add(
            "Group",
            GenericResource::new("AWS::AutoScaling::AutoScalingGroup")
                .tagging(Tagging::AutoScaling("Tags")),
        );
    });
    let region = json!({"Ref": "AWS::Region"});
    check(
        &found,
        [
            ("/Resources/Policy/Properties/Tags", json!(null)),
            ("/Resources/Unknown/Properties", json!(null)),
            ("/Resources/Parameter/Properties/Tags", json!({"team": "chat", "region": region})),
            ("/Resources/Map/Properties/Labels", json!({"team": "own", "region": region})),
            (
                "/Resources/Group/Properties/Tags",
                json!([
                    {"Key": "team", "Value": "chat", "PropagateAtLaunch": true},
                    {"Key": "region", "Value": region, "PropagateAtLaunch": true}
                ]),
            ),
        ],
    );
}

#[test]
fn a_tag_can_be_for_some_types_only() {
    let found = template(|stack| {
        stack.tag_with("queues", "yes", TagOptions::default().only("AWS::SQS::Queue"));
        stack.tag_with("others", "yes", TagOptions::default().except("AWS::SQS::Queue"));
        stack.add("Queue", Queue::new());
        stack.add("Role", task_role());
    });
    check(
        &found,
        [
            ("/Resources/Queue/Properties/Tags", json!([{"Key": "queues", "Value": "yes"}])),
            ("/Resources/Role/Properties/Tags", json!([{"Key": "others", "Value": "yes"}])),
        ],
    );
}

#[test]
fn a_later_tag_of_one_scope_wins() {
    let found = template(|stack| {
        stack.tag("team", "one");
        stack.tag("team", "two");
        stack.add("Queue", Queue::new());
    });
    check(&found, [("/Resources/Queue/Properties/Tags", json!([{"Key": "team", "Value": "two"}]))]);
}
