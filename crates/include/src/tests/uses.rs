//! What is done with an included template.

use constructs::codes;
use constructs::iam::Role;
use constructs::{App, Diagnostics, GenericResource, Object, Output, Resource, Stack, if_};
use serde_json::json;

use super::{included, template};
use crate::Include;

const LEGACY: &str = "
Parameters:
  Stage: {Type: String}
  Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
Conditions:
  IsProduction: !Equals [!Ref Stage, production]
Mappings:
  Sizes: {production: {size: large}}
Resources:
  Push: {Type: AWS::SQS::Queue}
  Reader:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: 'ecs-tasks.amazonaws.com'}}]}}
Outputs:
  PushArn: {Value: !GetAtt Push.Arn, Export: {Name: push-arn}}
";

fn codes(mistakes: &Diagnostics) -> Vec<&str> {
    mistakes.iter().map(|mistake| mistake.code.as_str()).collect()
}

#[test]
fn typed_references_are_used_in_the_stack() {
    let assembly = included(LEGACY, |stack, legacy| {
        let push = legacy.resource::<GenericResource>("Push");
        let size = legacy.mapping("Sizes").find(legacy.parameter("Stage"), "size");
        let production = legacy.condition("IsProduction");
        let topic = GenericResource::new("AWS::SNS::Topic")
            .condition(production)
            .depends_on(legacy.resource::<Role>("Reader"))
            .raw("Name", if_(production, push.attribute("QueueName"), size))
            .raw("Subnets", legacy.list_parameter("Subnets").value())
            .raw("Arn", legacy.output("PushArn"))
            .raw("Role", legacy.resource::<Role>("Reader").arn());
        stack.add("Topic", topic);
        stack.add("Waits", GenericResource::new("AWS::SNS::Topic").depends_on(&legacy));
    });
    let template = template(&assembly.expect("no mistakes"), "stack");
    let expected = json!({
        "Type": "AWS::SNS::Topic",
        "Condition": "IsProduction",
        "DependsOn": "Reader",
        "Properties": {
            "Name": {"Fn::If": ["IsProduction", {"Fn::GetAtt": ["Push", "QueueName"]},
                {"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "size"]}]},
            "Subnets": {"Ref": "Subnets"},
            "Arn": {"Fn::GetAtt": ["Push", "Arn"]},
            "Role": {"Fn::GetAtt": ["Reader", "Arn"]},
        },
    });
    assert_eq!(template["Resources"]["Topic"], expected);
    assert_eq!(template["Resources"]["Waits"]["DependsOn"], json!(["Push", "Reader"]));
}

#[test]
fn another_stack_imports_what_the_template_exports() {
    let app = App::new();
    let legacy = app.stack("Old", Stack::named("old")).add("Legacy", Include::template(LEGACY));
    let new = app.stack("New", Stack::named("new"));
    let push = legacy.resource::<GenericResource>("Push");
    let topic = GenericResource::new("AWS::SNS::Topic").raw("Arn", legacy.output("PushArn"));
    new.add("Topic", topic.raw("Name", push.attribute("QueueName")));
    let assembly = app.synth().expect("no mistakes");
    let properties = &template(&assembly, "new")["Resources"]["Topic"]["Properties"];
    assert_eq!(properties["Arn"], json!({"Fn::ImportValue": "push-arn"}));
    assert_eq!(properties["Name"], json!({"Fn::ImportValue": "old:PushQueueName"}));
}

#[test]
fn an_author_adds_to_what_is_included() {
    let text = "{Resources: {A: {Type: T, DependsOn: [B]}, B: {Type: T}}}";
    let assembly = included(text, |stack, legacy| {
        let first = stack.add("First", GenericResource::new("T"));
        stack.aspect(|resource| {
            if resource.path() == "Stack/Legacy/Resources/A" {
                resource.set("Added", Object::new().with("x", 1));
            }
        });
        let app_scope = stack.scope("Wait");
        app_scope.depends_on(first);
        let _ = legacy;
    });
    let template = template(&assembly.expect("no mistakes"), "stack");
    assert_eq!(template["Resources"]["A"]["Properties"], json!({"Added": {"x": 1}}));
}

#[test]
fn dependencies_of_both_are_kept() {
    for (written, expected) in [("[B]", json!(["B", "First"])), ("B", json!(["B", "First"]))] {
        let app = App::new();
        let stack = app.stack("Stack", Stack::named("stack"));
        let first = stack.add("First", GenericResource::new("T"));
        let text =
            format!("{{Resources: {{A: {{Type: T, DependsOn: {written}}}, B: {{Type: T}}}}}}");
        let legacy = stack.scope("Later");
        legacy.depends_on(first);
        legacy.add("Legacy", Include::template(text));
        let template = template(&app.synth().expect("no mistakes"), "stack");
        assert_eq!(template["Resources"]["A"]["DependsOn"], expected);
    }
}

#[test]
fn names_and_types_that_are_wrong_are_reported() {
    let mistakes = included(LEGACY, |stack, legacy| {
        let _ = legacy.resource::<Role>("Push");
        let _ = legacy.parameter("Subnets");
        let _ = legacy.list_parameter("Stage");
        let _ = legacy.condition("IsProducton");
        let _ = legacy.mapping("Nothing");
        let push = legacy.resource::<GenericResource>("Psh");
        stack.add("Push2", Output::new(push.attribute("Arn")));
        stack.add("None", Output::new(legacy.output("None")));
    });
    let mistakes = mistakes.expect_err("mistakes");
    let messages: Vec<String> = mistakes
        .iter()
        .map(|found| {
            format!("{}: {}; {}", found.code, found.message, found.help.clone().unwrap_or_default())
        })
        .collect();
    let expected = [
        "C0110: the resource `Push` of the included template is of the type `AWS::SQS::Queue`, not `AWS::IAM::Role`; name the type that it has, or `GenericResource` for any",
        "C0110: the parameter `Subnets` of the included template is of the type `List<AWS::EC2::Subnet::Id>`, not a single value; use `list_parameter`",
        "C0110: the parameter `Stage` of the included template is of the type `String`, not a list; use `parameter`",
        "C0109: the included template has no condition `IsProducton`; did you mean `IsProduction`?",
        "C0109: the included template has no mapping `Nothing`; it has `Sizes`",
        "C0109: the included template has no resource `Psh`; did you mean `Push`?",
        "C0109: the included template has no output `None`; it has `PushArn`",
    ];
    assert_eq!(messages, expected);
    let line = mistakes.iter().next().and_then(|found| found.place.primary()).expect("a line");
    assert!(line.location.file().ends_with("uses.rs"));
}

#[test]
fn a_text_that_is_no_template_is_reported_once() {
    let mistakes = included("a: [\n", |_, legacy| {
        let _ = legacy.resource::<Role>("Push");
    });
    let mistakes = mistakes.expect_err("a mistake");
    assert_eq!(codes(&mistakes), [codes::INCLUDED_TEXT.as_str()]);
    let expected = "error[C0108]: the included template can't be read: the YAML is not well-formed: while parsing a node, did not find expected node content, at line 2, column 1\n  --> crates/include/src/tests/mod.rs:";
    assert!(mistakes.to_string().starts_with(expected), "{mistakes}");
}

#[test]
fn circles_in_a_template_are_found() {
    let texts = [
        "{Resources: {A: {Type: T, DependsOn: B}, B: {Type: T, Properties: {X: !Ref A}}}}",
        "{Resources: {A: {Type: T, Properties: {X: !Sub '${B.Arn}-x'}}, B: {Type: T, DependsOn: [A]}}}",
        "{Resources: {A: {Type: T, Properties: {X: {Fn::GetAtt: B.Arn}}}, B: {Type: T, Metadata: {X: !GetAtt [A, x]}}}}",
        "{Resources: {A: {Type: T, Properties: {X: !Sub ['${B}${x}', {x: 1}]}}, B: {Type: T, UpdatePolicy: {X: !Ref A}}}}",
    ];
    for text in texts {
        let mistakes = included(text, |_, _| {}).expect_err("a circle");
        assert_eq!(codes(&mistakes), ["C0302"], "{text}");
    }
}

#[test]
fn ids_of_the_stack_and_of_the_template_collide() {
    let mistakes = included(LEGACY, |stack, _| {
        stack.add("Push", GenericResource::new("AWS::SQS::Queue"));
    });
    assert_eq!(codes(&mistakes.expect_err("a collision")), ["C0204"]);
}

#[test]
fn two_templates_share_a_stack() {
    let app = App::new();
    let stack = Stack::named("stack").description("mine").transform("A").metadata("mine", 1);
    let stack = app.stack("Stack", stack);
    stack.add("One", Include::template("{Transform: B, Description: one, Metadata: {x: 1}, Hooks: {a: 1}, Resources: {A: {Type: T}}}"));
    stack.add(
        "Two",
        Include::template(
            "{Transform: [B, C], Metadata: {y: 1}, Hooks: {b: 1}, Resources: {B: {Type: T}}}",
        ),
    );
    let found = template(&app.synth().expect("no mistakes"), "stack");
    let expected = json!({
        "Transform": ["A", "B", "C"], "Description": "mine", "Metadata": {"mine": 1, "x": 1, "y": 1},
        "Hooks": {"a": 1, "b": 1}, "Resources": {"A": {"Type": "T"}, "B": {"Type": "T"}},
    });
    assert_eq!(found, expected);

    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    stack.add("One", Include::template("{Metadata: {x: 1}, Resources: {A: {Type: T}}}"));
    stack.add("Two", Include::template("{Metadata: {x: 2}, Resources: {B: {Type: T}}}"));
    let mistakes = app.synth().expect_err("a collision");
    assert_eq!(codes(&mistakes), ["C0209"]);
    assert!(mistakes.to_string().contains("`Metadata.x`"), "{mistakes}");
}
