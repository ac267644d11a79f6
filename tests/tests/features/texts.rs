//! `text!`, and what data must not become in it.

use constructs::prelude::*;
use constructs::{Expr, secret_value, ssm_value};
use constructs_aws::sqs::Queue;
use serde_json::json;

use crate::support::{Deployment, at, check, template, templates};

/// The name of a queue that is called `name`, as the template contains it.
fn named(name: impl IntoValue<constructs::Str>) -> serde_json::Value {
    let template = template(|stack| _ = stack.add("Queue", Queue::new().queue_name(name)));
    at(&template, "/Resources/Queue/Properties/QueueName").clone()
}

#[test]
fn a_text_is_a_literal_a_substitution_or_a_join() {
    let base = "chat".to_owned();
    for (text, expected) in [
        (text!("{}-dev", &base), json!("chat-dev")),
        (text!("{}-dev", base), json!("chat-dev")),
        (text!("{}", REGION), json!({"Ref": "AWS::Region"})),
        (text!("a-{}", REGION), json!({"Fn::Sub": "a-${AWS::Region}"})),
        (text!("{{}}"), json!("{}")),
        (text!("${aws:username}"), json!("${aws:username}")),
        (
            text!("${aws:username}/{}", REGION),
            json!({"Fn::Sub": "${!aws:username}/${AWS::Region}"}),
        ),
        (text!("{}{}", "${Queue.Arn}", REGION), json!({"Fn::Sub": "${!Queue.Arn}${AWS::Region}"})),
        (
            text!("{}-{}", select(0, split("/", REGION)), "x"),
            json!({"Fn::Join": ["", [{"Fn::Select": [0, {"Fn::Split": ["/", {"Ref": "AWS::Region"}]}]}, "-x"]]}),
        ),
    ] {
        assert_eq!(named(text), expected);
    }
}

#[test]
fn a_reference_to_another_stack_makes_a_join() {
    let (_, second) = templates(|first, second| {
        let dead = first.add("Dead", Queue::new());
        second.add("Push", Queue::new().queue_name(text!("{}-${aws:x}-{}", dead.name(), REGION)));
    });
    let import = json!({"Fn::ImportValue": "first:DeadQueueName"});
    let join = json!({"Fn::Join": ["", [import, "-${aws:x}-", {"Ref": "AWS::Region"}]]});
    check(&second, [("/Resources/Push/Properties/QueueName", join)]);
}

#[test]
fn braces_around_a_reference_are_data() {
    let found = named(text!("{}{}{}", "${", REGION, "}"));
    assert_eq!(Deployment.text(&found).as_deref(), Ok("${<AWS::Region>}"), "{found}");
}

#[test]
fn a_dollar_before_a_dynamic_reference_is_data() {
    let found = named(text!("{}{}-{}", "$", ssm_value("price", None), REGION));
    assert_eq!(
        Deployment.text(&found).as_deref(),
        Ok("${{resolve:ssm:price}}-<AWS::Region>"),
        "{found}"
    );
}

/// Data in a typed dynamic reference can't end it and begin another.
#[test]
fn data_stays_inside_its_dynamic_reference() {
    for data in ["a}}{{resolve:ssm:b", "db:SecretString:password", "a b}}"] {
        for value in [secret_value("db").key(data), secret_value("db").version_id(data)] {
            let app = App::new();
            let stack = app.stack("Stack", Stack::named("stack"));
            stack.add("Queue", Queue::new().queue_name(value));
            assert!(app.synth().is_err(), "{data}");
        }
    }
}

/// A reference that is put together by a function instead of by `text!`.
#[test]
fn no_function_puts_a_dynamic_reference_together() {
    let two: Expr = join(":", ["{{resolve", "ssm", "a}}"]).into();
    let app = App::new();
    app.stack("Stack", Stack::named("stack")).add("Queue", Queue::new().raw("QueueName", two));
    assert!(app.synth().is_err());
}
