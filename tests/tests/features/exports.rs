//! Outputs, and values that go from stack to stack.

use constructs::prelude::*;
use constructs::{GenericResource, List, Str};
use constructs_aws::sqs::Queue;
use serde_json::{Value as Json, json};

use crate::support::{check, filler, keys, refused, synthesized, template, template_of, templates};

#[test]
fn outputs_show_and_export() {
    let found = template(|stack| {
        let queue = stack.add("Queue", Queue::new());
        stack.add("Plain", Output::new("x"));
        stack.add("Url", Output::new(queue.url()).description("Where to send").export("chat:Url"));
        stack.add("Named", Output::new(queue.arn()).export(text!("{}-arn", STACK_NAME)));
    });
    check(
        &found,
        [
            ("/Outputs/Plain", json!({"Value": "x"})),
            (
                "/Outputs/Url",
                json!({"Description": "Where to send", "Value": {"Ref": "Queue"}, "Export": {"Name": "chat:Url"}}),
            ),
            ("/Outputs/Named/Export/Name", json!({"Fn::Sub": "${AWS::StackName}-arn"})),
        ],
    );
}

#[test]
fn a_value_of_another_stack_is_exported_and_imported_once() {
    let (first, second) = templates(|first, second| {
        let push = first.scope("Group").add("Push", Queue::new());
        second.add("A", Queue::new().queue_name(push.name()));
        second.add("B", Queue::new().queue_name(push.name()));
        second.add("C", Queue::new().queue_name(push.url()));
    });
    let id = &keys(&first, "/Resources")[0].clone();
    let outputs: Json =
        [(format!("Export{id}QueueName"), "QueueName"), (format!("Export{id}Ref"), "")]
            .into_iter()
            .map(|(output, attribute)| {
                let value = match attribute {
                    "" => json!({"Ref": id}),
                    attribute => json!({"Fn::GetAtt": [id, attribute]}),
                };
                let name = output.replacen("Export", "first:", 1);
                (output, json!({"Value": value, "Export": {"Name": name}}))
            })
            .collect();
    assert_eq!(first["Outputs"], outputs);
    let import = json!({"Fn::ImportValue": format!("first:{id}QueueName")});
    check(
        &second,
        [
            ("/Resources/A/Properties/QueueName", import.clone()),
            ("/Resources/B/Properties/QueueName", import),
        ],
    );
}

#[test]
fn an_export_that_its_author_declared_serves_other_stacks() {
    let (first, second) = templates(|first, second| {
        let push = first.add("Push", Queue::new());
        second.add("Queue", Queue::new().queue_name(push.name()).kms_master_key_id(push.arn()));
        first.add("Name", Output::new(push.name()).export("chat-push-name"));
    });
    assert_eq!(keys(&first, "/Outputs"), ["ExportPushArn", "Name"]);
    check(
        &second,
        [
            ("/Resources/Queue/Properties/QueueName", json!({"Fn::ImportValue": "chat-push-name"})),
            (
                "/Resources/Queue/Properties/KmsMasterKeyId",
                json!({"Fn::ImportValue": "first:PushArn"}),
            ),
        ],
    );
}

#[test]
fn lists_are_joined_here_and_split_there() {
    let (first, second) = templates(|first, second| {
        let part = first.add("Part", GenericResource::new("Custom::Part"));
        let names = part.attribute_of::<List<Str>>("Names");
        first.add("Local", filler().raw("Names", names.clone()));
        second.add("All", filler().raw("Names", names.clone()));
        second.add("One", filler().raw("Name", select(0, names.clone())));
        second.add("Text", filler().raw("Text", join(",", names)));
    });
    let import = json!({"Fn::Split": ["||", {"Fn::ImportValue": "first:PartNames"}]});
    check(
        &first,
        [
            ("/Resources/Local/Properties/Names", json!({"Fn::GetAtt": ["Part", "Names"]})),
            (
                "/Outputs/ExportPartNames",
                json!({
                    "Value": {"Fn::Join": ["||", {"Fn::GetAtt": ["Part", "Names"]}]},
                    "Export": {"Name": "first:PartNames"}
                }),
            ),
        ],
    );
    check(
        &second,
        [
            ("/Resources/All/Properties/Names", import.clone()),
            ("/Resources/One/Properties/Name", json!({"Fn::Select": [0, import]})),
            ("/Resources/Text/Properties/Text", json!({"Fn::Join": [",", import]})),
        ],
    );
}

#[test]
fn a_reference_in_an_output_makes_an_export_too() {
    let (_, second) = templates(|first, second| {
        let push = first.add("Push", Queue::new());
        second.add("Filler", filler().metadata("Arn", push.arn()));
        second.add("Arn", Output::new(push.arn()).export("again"));
    });
    check(
        &second,
        [
            ("/Outputs/Arn/Value", json!({"Fn::ImportValue": "first:PushArn"})),
            ("/Resources/Filler/Metadata/Arn", json!({"Fn::ImportValue": "first:PushArn"})),
            ("/Outputs/Arn/Export/Name", json!("again")),
        ],
    );
}

#[test]
fn a_stack_comes_after_those_it_imports_from() {
    let assembly = synthesized(|app| {
        let last = app.stack("Last", Stack::named("last"));
        let middle = app.stack("Middle", Stack::named("middle"));
        let first = app.scope("dev").stack("First", Stack::named("first"));
        let one = first.add("Push", Queue::new());
        let two = middle.add("Push", Queue::new().queue_name(one.name()));
        last.add("Push", Queue::new().queue_name(two.name()));
    });
    let names: Vec<&str> = assembly.stacks().map(|stack| stack.name()).collect();
    assert_eq!(names, ["first", "middle", "last"]);
    assert_eq!(assembly.stack("last").unwrap().dependencies(), ["Middle"]);
    assert_eq!(assembly.stack("middle").unwrap().dependencies(), ["dev-First"]);
}

/// The output that an export needs has an id like any other.
#[test]
fn an_export_does_not_take_the_id_of_an_authors_output() {
    let describe = |app: &App| {
        let first = app.stack("First", Stack::named("first"));
        let push = first.add("Push", Queue::new());
        first.add("ExportPushArn", Output::new("mine"));
        app.stack("Second", Stack::named("second"))
            .add("Queue", Queue::new().queue_name(push.arn()));
    };
    let app = App::new();
    describe(&app);
    if let Ok(assembly) = app.synth() {
        let found = template_of(&assembly, "first");
        assert_eq!(keys(&found, "/Outputs").len(), 2, "{found:#}");
    }
}

/// An output's id has 255 characters at most, like any other.
#[test]
fn the_id_of_an_export_is_a_logical_id() {
    let found = refused(|app| {
        let push = app.stack("First", Stack::named("f")).add("p".repeat(249), filler());
        app.stack("Second", Stack::named("s"))
            .add("Queue", filler().raw("A", push.attribute("Id")));
    });
    assert_eq!(found.len(), 1, "{found}");
}
