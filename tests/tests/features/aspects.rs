//! Rules of the author's: they read, set and report, once everything is folded in.

use std::cell::RefCell;
use std::rc::Rc;

use constructs::diagnostic::Severity;
use constructs::prelude::*;
use constructs::{Code, Expr};
use constructs_aws::sqs::Queue;
use serde_json::json;

use crate::support::{check, filler, refused, synthesized, task_role, template, template_of};

#[test]
fn a_rule_gives_the_ids_that_are_deployed() {
    let found = template(|stack| {
        stack.aspect(|resource| {
            if resource.path() == "Stack/Dlq" {
                resource.set_logical_id("Dlq8D93C762");
            }
        });
        let dlq = stack.add("Dlq", Queue::new());
        let redrive = constructs_aws::sqs::queue::RedrivePolicy::new()
            .dead_letter_target_arn(dlq.arn())
            .max_receive_count(5);
        stack.add("Queue", Queue::new().redrive_policy(redrive));
    });
    let target = "/Resources/Queue/Properties/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt";
    check(
        &found,
        [
            ("/Resources/Dlq8D93C762/Type", json!("AWS::SQS::Queue")),
            (target, json!(["Dlq8D93C762", "Arn"])),
        ],
    );
}

#[test]
fn an_id_that_a_rule_gives_is_checked() {
    let found = refused(|app| {
        app.root().aspect(|resource| resource.set_logical_id("not an id"));
        app.stack("Stack", Stack::named("stack")).add("Queue", Queue::new());
    });
    assert!(found.iter().any(|one| one.message.contains("`not an id`")), "{found}");
}

#[test]
fn a_rule_reads_and_sets() {
    let found = template(|stack| {
        stack.aspect(|resource| {
            if resource.resource_type() == "AWS::SQS::Queue" {
                let seconds = if resource.get("FifoQueue").is_some() { 60 } else { 30 };
                resource.set("VisibilityTimeout", seconds);
                resource.remove("DelaySeconds");
                resource.set_deletion_policy(DeletionPolicy::Retain);
                resource.set_update_replace_policy(UpdateReplacePolicy::Retain);
                resource.set_metadata("Path", resource.path().to_owned());
            }
        });
        stack.add("Queue", Queue::new().delay_seconds(5));
        stack.add("Fifo", Queue::new().fifo_queue(true));
        stack.add("Filler", filler());
    });
    check(
        &found,
        [
            (
                "/Resources/Queue",
                json!({
                    "Type": "AWS::SQS::Queue", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
                    "Properties": {"VisibilityTimeout": 30}, "Metadata": {"Path": "Stack/Queue"}
                }),
            ),
            ("/Resources/Fifo/Properties/VisibilityTimeout", json!(60)),
            ("/Resources/Filler", json!({"Type": "AWS::CloudFormation::WaitConditionHandle"})),
        ],
    );
}

#[test]
fn rules_run_from_the_root_down_over_what_stands_below() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let note = |name: &'static str| {
        let seen = Rc::clone(&seen);
        move |resource: &mut constructs::ResourceMut<'_>| {
            seen.borrow_mut().push(format!("{name} {}", resource.path()))
        }
    };
    let app = App::new();
    let (one, two) = (app.stack("One", Stack::named("one")), app.stack("Two", Stack::named("two")));
    two.aspect(note("second"));
    two.aspect(note("third"));
    app.root().aspect(note("first"));
    one.add("Queue", filler());
    two.add("Queue", filler());
    assert!(app.synth().is_ok());
    let expected = ["first One/Queue", "first Two/Queue", "second Two/Queue", "third Two/Queue"];
    assert_eq!(*seen.borrow(), expected);
}

#[test]
fn rules_see_attachments_grants_and_tags() {
    let assembly = synthesized(|app| {
        let stack = app.stack("Stack", Stack::named("stack"));
        let role = stack.add("Role", task_role());
        stack.add("Attachment", PolicyAttachment::new(role, ManagedPolicy::aws("ReadOnlyAccess")));
        stack.add("Grant", Grant::new(role, [allow([Queue::SEND_MESSAGE]).on_every("a test")]));
        stack.tag("team", "chat");
        stack.aspect(|resource| {
            let count =
                |property| resource.get(property).and_then(Expr::as_list).map_or(0, <[_]>::len);
            let counts =
                format!("{} {} {}", count("ManagedPolicyArns"), count("Tags"), count("Roles"));
            resource.set_metadata("Counts", counts);
        });
    });
    let found = template_of(&assembly, "stack");
    check(
        &found,
        [
            ("/Resources/Role/Metadata/Counts", json!("1 1 0")),
            ("/Resources/RoleDefaultPolicyEC8630DA/Metadata/Counts", json!("0 0 1")),
        ],
    );
}

#[test]
fn a_rule_reports_with_place_and_help() {
    let rule = |resource: &mut constructs::ResourceMut<'_>| {
        resource.warn(Code::new("TEAM1"), "look", "at it");
        if resource.get("QueueName").is_none() {
            resource.error(Code::new("TEAM2"), "no name", "call `.queue_name(…)`");
        }
    };
    let found = refused(|app| {
        app.root().aspect(rule);
        app.stack("Stack", Stack::named("stack")).add("Queue", Queue::new());
    });
    let found: Vec<_> = found.iter().collect();
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].code.as_str(), found[0].severity), ("TEAM2", Severity::Error));
    assert_eq!((found[1].code.as_str(), found[1].severity), ("TEAM1", Severity::Warning));
    assert_eq!(found[0].place.path.as_deref(), Some("Stack/Queue"));
    assert!(found[0].place.primary().unwrap().location.file().ends_with("aspects.rs"));
}

#[test]
fn what_a_rule_sets_is_checked_and_linked() {
    let app = App::new();
    let first = app.stack("First", Stack::named("first"));
    let key = first.add("Key", filler()).attribute("Arn");
    app.stack("Second", Stack::named("second")).add("Queue", Queue::new());
    app.root().aspect(move |resource| {
        if resource.resource_type() == "AWS::SQS::Queue" {
            resource.set("KmsMasterKeyId", key.clone());
        }
    });
    let found = template_of(&app.synth().unwrap(), "second");
    check(
        &found,
        [(
            "/Resources/Queue/Properties/KmsMasterKeyId",
            json!({"Fn::ImportValue": "first:KeyArn"}),
        )],
    );
}
