//! The escape hatches for every part of a template that has no type of its own.

use constructs::prelude::*;
use constructs::{Entry, Expr, GenericResource, Mapping, Predicate, Str, equals, length, verbatim};
use serde_json::{Value as Json, json};

use crate::support::{check, filler, keys, refused, synthesized, template, template_of};

/// The template of the stack that `stack` and `describe` make.
fn template_with(stack: Stack, describe: impl FnOnce(Scope<'_>)) -> Json {
    template_of(&synthesized(|app| describe(app.stack("Stack", stack))), "stack")
}

fn stack() -> Stack {
    Stack::named("stack")
}

#[test]
fn sections_without_a_type_of_their_own() {
    let stack = stack()
        .format_version("2010-09-09")
        .description("")
        .section("Globals", Object::new().with("Function", Object::new().with("Timeout", 30)))
        .section("Resources", Object::new());
    let expected = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "",
        "Globals": {"Function": {"Timeout": 30}},
        "Resources": {},
    });
    assert_eq!(template_with(stack, |_| {}), expected);
}

#[test]
fn a_section_set_as_a_whole_stands_in_place_of_what_has_a_type() {
    let stack = stack()
        .description("typed")
        .section("Description", 5)
        .section("Metadata", "text")
        .metadata("typed", true)
        .section("Outputs", "none");
    let found = template_with(stack, |stack| {
        stack.add("Resource", filler());
        stack.add("Output", Output::new("value"));
    });
    check(
        &found,
        [("/Description", json!(5)), ("/Metadata", json!("text")), ("/Outputs", json!("none"))],
    );
}

#[test]
fn constructs_join_a_section_that_is_an_object() {
    let first = Object::new().with("Type", "AWS::SNS::Topic");
    let stack = stack().section("Resources", Object::new().with("First", first));
    let found = template_with(stack, |stack| {
        stack.add("Second", filler());
        stack.add("Loop", Entry::new("Resources", "Fn::ForEach::Loop", ["a", "b"]));
        stack.add("Hook", Entry::new("Hooks", "Deployment", true));
    });
    assert_eq!(keys(&found, "/Resources"), ["First", "Fn::ForEach::Loop", "Second"]);
    check(&found, [("/Hooks/Deployment", json!(true))]);
}

#[test]
fn transforms_stay_as_they_are_written() {
    let transform = |stack: Stack| {
        template_with(stack, |stack| {
            stack.add("Resource", filler());
        })["Transform"]
            .clone()
    };
    assert_eq!(transform(stack()), Json::Null);
    assert_eq!(transform(stack().transform("A")), json!("A"));
    assert_eq!(transform(stack().transform(["A"])), json!(["A"]));
    assert_eq!(transform(stack().transform("A").transform("B")), json!(["A", "B"]));
    let include = Object::new()
        .with("Name", "AWS::Include")
        .with("Parameters", Object::new().with("Location", "s3://a/b"));
    let expected = json!({"Name": "AWS::Include", "Parameters": {"Location": "s3://a/b"}});
    assert_eq!(transform(stack().transform(include)), expected);
}

#[test]
fn the_language_extensions_come_first_and_once() {
    let transform = |stack: Stack| {
        template_with(stack, |stack| {
            stack.add("Resource", filler().raw("Count", length::<Str>(["a"])));
        })["Transform"]
            .clone()
    };
    assert_eq!(transform(stack()), json!("AWS::LanguageExtensions"));
    assert_eq!(transform(stack().transform("A")), json!(["AWS::LanguageExtensions", "A"]));
    assert_eq!(transform(stack().transform(["A"])), json!(["AWS::LanguageExtensions", "A"]));
    let named = ["A", "AWS::LanguageExtensions"];
    assert_eq!(transform(stack().transform(named)), json!(named));
}

#[test]
fn resource_attributes_of_any_form() {
    let found = template(|stack| {
        let policy = stack.add("Policy", Parameter::string());
        let other = stack.add("Other", filler());
        let resource = GenericResource::new("AWS::SNS::Topic")
            .raw("TopicName", "hidden")
            .deletion_policy(DeletionPolicy::Retain)
            .depends_on(other)
            .raw_attribute("DeletionPolicy", policy.value())
            .raw_attribute("DependsOn", [Text::logical_id(other)])
            .raw_attribute("Properties", Object::new().with("Fn::Transform", "Macro"))
            .raw_attribute("UpdatePolicy", Object::new().with("New", Expr::from(["a", "b"])));
        stack.add("Topic", resource);
    });
    let expected = json!({
        "Type": "AWS::SNS::Topic",
        "DeletionPolicy": {"Ref": "Policy"},
        "DependsOn": ["Other"],
        "Properties": {"Fn::Transform": "Macro"},
        "UpdatePolicy": {"New": ["a", "b"]},
    });
    check(&found, [("/Resources/Topic", expected)]);
}

#[test]
fn names_that_nothing_in_the_tree_has() {
    let found = template(|stack| {
        let topic: Text = Value::by_name("FromMacro");
        let arn: Text = Value::attribute_by_name("FromMacro", "TopicArn");
        let resource = GenericResource::new("AWS::SNS::Subscription")
            .raw("TopicArn", topic)
            .raw("Endpoint", arn)
            .raw("Macro", Expr::function(String::from("Fn::Mine"), 1.into()));
        stack.add("Subscription", resource);
    });
    let expected = json!({
        "TopicArn": {"Ref": "FromMacro"},
        "Endpoint": {"Fn::GetAtt": ["FromMacro", "TopicArn"]},
        "Macro": {"Fn::Mine": 1},
    });
    check(&found, [("/Resources/Subscription/Properties", expected)]);
}

#[test]
fn parameters_outputs_and_conditions_of_any_form() {
    let found = template(|stack| {
        let size = Parameter::string().raw("Default", 5).raw("MaxLength", "12");
        let size = stack.add("Size", size);
        let odd = Condition::new(Predicate::raw(Expr::function("Fn::Odd", size.value().into())));
        let odd = stack.add("Odd", odd);
        let output = Output::new("replaced")
            .condition(odd)
            .raw("Value", Expr::from([1, 2]))
            .raw("Export", Object::new().with("Name", 7));
        stack.add("Output", output);
        stack.add("Resource", filler());
    });
    let parameter = json!({"Type": "String", "Default": 5, "MaxLength": "12"});
    let output = json!({"Condition": "Odd", "Value": [1, 2], "Export": {"Name": 7}});
    check(
        &found,
        [
            ("/Parameters/Size", parameter),
            ("/Conditions/Odd", json!({"Fn::Odd": {"Ref": "Size"}})),
            ("/Outputs/Output", output),
        ],
    );
}

#[test]
fn what_is_verbatim_is_its_authors() {
    let found = template(|stack| {
        let name = stack.add("Name", Parameter::string());
        let secret: Text = verbatim("{{resolve:ssm:/chat/image:3}}");
        let document = Object::new()
            .with("Nothing", Expr::Null)
            .with("Count", length::<Str>(["a"]))
            .with("Name", name.value());
        let resource = filler().raw("Secret", text!("a-{}", &secret)).raw("All", {
            let document: Value<constructs::Json> = verbatim(document);
            document
        });
        stack.add("Resource", resource);
    });
    let all = json!({"Nothing": null, "Count": {"Fn::Length": ["a"]}, "Name": {"Ref": "Name"}});
    check(
        &found,
        [
            ("/Resources/Resource/Properties/Secret", json!("a-{{resolve:ssm:/chat/image:3}}")),
            ("/Resources/Resource/Properties/All", all),
            ("/Transform", Json::Null),
        ],
    );
}

/// CloudFormation looks ids up in one section at a time; parameters and resources share theirs, for `Ref`.
#[test]
fn ids_are_unique_in_their_section() {
    let found = template(|stack| {
        stack.add("Name", filler());
        stack.add("NameOutput", Output::new("x").logical_id("Name"));
        stack.add("NameCondition", Condition::new(equals(REGION, "x")).logical_id("Name"));
        stack.add("NameMapping", Mapping::new().row("a", [("b", 1)]).logical_id("Name"));
    });
    for section in ["Resources", "Outputs", "Conditions", "Mappings"] {
        assert_eq!(keys(&found, &format!("/{section}")), ["Name"]);
    }
    let mistakes = refused(|app| {
        let stack = app.stack("Stack", stack());
        stack.add("Name", filler());
        stack.add("Other", Parameter::string().logical_id("Name"));
    });
    assert!(mistakes.to_string().contains("C0204"), "{mistakes}");
    let mistakes = refused(|app| {
        let stack = app.stack("Stack", stack());
        stack.add("Name", filler());
        stack.add("Other", Entry::new("Resources", "Name", true));
    });
    assert!(mistakes.to_string().contains("C0204"), "{mistakes}");
}

/// The mistakes of a template that is already deployed are warnings, and the template is written.
#[test]
fn an_adopted_stack_is_warned_of() {
    let describe = |stack: Stack| {
        let app = App::new();
        let stack = app.stack("Stack", stack);
        stack.add("Role", crate::support::task_role().role_name("not a name"));
        stack.add("Nothing", filler().raw("Nothing", Expr::Null));
        app.synth()
    };
    let refused = describe(stack()).expect_err("two mistakes");
    assert_eq!(refused.len(), 2, "{refused}");
    let assembly = describe(stack().adopted()).expect("two warnings");
    assert_eq!(assembly.warnings().len(), 2);
    let template = template_of(&assembly, "stack");
    check(&template, [("/Resources/Role/Properties/RoleName", json!("not a name"))]);
}

#[test]
fn what_depends_on_a_condition_may_have_the_name_of_another() {
    let found = template(|stack| {
        let here = stack.add("Here", Condition::new(equals(REGION, "eu-central-1")));
        let role = || crate::support::task_role().role_name("same");
        stack.add("One", role().condition(here));
        stack.add("Other", role().raw_attribute("Condition", "Elsewhere"));
        stack.add("OneName", Output::new("a").export("same").condition(here));
        stack.add("OtherName", Output::new("b").export("same"));
    });
    assert_eq!(keys(&found, "/Resources"), ["One", "Other"]);
}

#[test]
fn a_document_that_stands_is_kept_and_grows() {
    let written = |statements: Expr| {
        let statement = Object::new().with("Version", "2012-10-17").with("Statement", statements);
        let mut document = PolicyDocument::raw(statement);
        document.push(allow_named(["a:B"]).on_any());
        Expr::from(document)
    };
    let one = Object::new().with("Effect", "Deny").with("Action", ["c:D"]).with("Resource", "*");
    let found = template(|stack| {
        stack.add("One", filler().raw("Document", written(one.clone().into())));
        stack.add("Several", filler().raw("Document", written(Expr::from([one]))));
    });
    let expected = json!([
        {"Effect": "Deny", "Action": ["c:D"], "Resource": "*"},
        {"Effect": "Allow", "Action": "a:B", "Resource": "*"},
    ]);
    for id in ["One", "Several"] {
        let pointer = format!("/Resources/{id}/Properties/Document/Statement");
        check(&found, [(&*pointer, expected.clone())]);
    }
}
