//! Acknowledgements of findings, and the `Metadata` that they become.

use constructs::prelude::*;
use constructs::{Code, Object};
use constructs_aws::sqs::Queue;
use serde_json::json;

use crate::support::{check, task_role, template_of};

#[test]
fn they_are_at_the_resource_in_the_scope_or_at_the_stack() {
    let app = App::new();
    app.root().acknowledge("W1", "everywhere");
    let stack = app.stack("Stack", Stack::named("stack").acknowledge("W2", "in the stack"));
    let part = stack.scope("Part");
    part.acknowledge("W3", "in the part");
    part.add(
        "Queue",
        Queue::new().acknowledge(Code::new("W4"), "at the queue").logical_id("Queue"),
    );
    let role = part.add("Role", task_role().metadata("owner", "chat").logical_id("Role"));
    app.scope_at(role).acknowledge("no_inline_policies", "at the role");
    let found = template_of(&app.synth().unwrap(), "stack");
    let of_part = json!({"code": "W3", "reason": "in the part", "scope": "Stack/Part"});
    check(
        &found,
        [
            (
                "/Metadata/constructs/acknowledged",
                json!([
                    {"code": "W1", "reason": "everywhere", "scope": "/"},
                    {"code": "W2", "reason": "in the stack"},
                ]),
            ),
            (
                "/Resources/Queue/Metadata/constructs/acknowledged",
                json!([
                    {"code": "W4", "reason": "at the queue"}, of_part,
                ]),
            ),
            (
                "/Resources/Role/Metadata",
                json!({"owner": "chat", "constructs": {"acknowledged": [
                    of_part, {"code": "no_inline_policies", "reason": "at the role"},
                ]}}),
            ),
        ],
    );
}

#[test]
fn they_stand_beside_reasons_and_beside_metadata_that_is_set_as_a_whole() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    stack.section("Metadata", Object::new().with("owner", "chat"));
    stack.acknowledge("W1", "why");
    let send = allow([Queue::SEND_MESSAGE]).on_every("all of them");
    stack.add("Policy", ManagedPolicy::new([send]).acknowledge("W2", "why").logical_id("Policy"));
    let found = template_of(&app.synth().unwrap(), "stack");
    check(
        &found,
        [
            (
                "/Metadata",
                json!({"owner": "chat", "constructs": {"acknowledged": [{"code": "W1", "reason": "why"}]}}),
            ),
            ("/Resources/Policy/Metadata/constructs/acknowledged/0/code", json!("W2")),
        ],
    );
    assert!(found.pointer("/Resources/Policy/Metadata/constructs/reasons").is_some());
}

#[test]
fn one_without_a_reason_is_a_mistake() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    stack.add("Queue", Queue::new().acknowledge("W1", " "));
    stack.acknowledge("", "why");
    let found = app.synth().unwrap_err();
    let told: Vec<_> = found.iter().map(|one| (one.code.as_str(), one.message.as_str())).collect();
    let expected = [
        ("C0111", "an acknowledgement names no code"),
        ("C0111", "the acknowledgement of `W1` gives no reason"),
    ];
    assert_eq!(told, expected);
}
