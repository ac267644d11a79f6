//! Intrinsic functions, pseudo-parameters and dynamic references, each as CloudFormation spells it.

use constructs::prelude::*;
use constructs::{
    Double, Expr, GenericResource, Int, List, Mapping, NOTIFICATION_ARNS, STACK_ID, Str,
    URL_SUFFIX, availability_zones, base64, cidr, concat, import_value, length, secret_value,
    ssm_secure_value, ssm_value, substitute, to_json_string,
};
use constructs_aws::sqs::Queue;
use serde_json::{Value as Json, json};

use crate::support::{synthesized, template, template_of};

/// What an expression comes to in a template that has a queue `Queue`.
fn lowered(expr: impl FnOnce(Scope<'_>) -> Expr) -> Json {
    let template = template(|stack| {
        let value = expr(stack);
        stack.add("Part", GenericResource::new("Custom::Part").raw("Value", value));
    });
    template["Resources"]["Part"]["Properties"]["Value"].clone()
}

#[track_caller]
fn check(expr: impl Into<Expr>, expected: Json) {
    let expr = expr.into();
    assert_eq!(lowered(|_| expr), expected);
}

#[test]
fn pseudo_parameters_are_references() {
    for (pseudo, name) in [
        (ACCOUNT, "AWS::AccountId"),
        (PARTITION, "AWS::Partition"),
        (REGION, "AWS::Region"),
        (STACK_ID, "AWS::StackId"),
        (STACK_NAME, "AWS::StackName"),
        (URL_SUFFIX, "AWS::URLSuffix"),
    ] {
        check(pseudo, json!({"Ref": name}));
    }
    check(NOTIFICATION_ARNS, json!({"Ref": "AWS::NotificationARNs"}));
    check(IntoValue::<Str>::into_expr(NO_VALUE), json!({"Ref": "AWS::NoValue"}));
}

#[test]
fn functions_of_values() {
    check(join("-", ["a", "b"]), json!({"Fn::Join": ["-", ["a", "b"]]}));
    check(join("-", (REGION, "b")), json!({"Fn::Join": ["-", [{"Ref": "AWS::Region"}, "b"]]}));
    check(split(",", REGION), json!({"Fn::Split": [",", {"Ref": "AWS::Region"}]}));
    check(select::<Str>(1, ["a", "b"]), json!({"Fn::Select": [1, ["a", "b"]]}));
    check(
        select(0, availability_zones(REGION)),
        json!({"Fn::Select": [0, {"Fn::GetAZs": {"Ref": "AWS::Region"}}]}),
    );
    check(availability_zones(""), json!({"Fn::GetAZs": ""}));
    check(base64("x"), json!({"Fn::Base64": "x"}));
    check(base64(text!("{}!", REGION)), json!({"Fn::Base64": {"Fn::Sub": "${AWS::Region}!"}}));
    check(cidr("10.0.0.0/16", 4, 8), json!({"Fn::Cidr": ["10.0.0.0/16", 4, 8]}));
    check(import_value("prod:PushArn"), json!({"Fn::ImportValue": "prod:PushArn"}));
    check(
        import_value(text!("{}:A", STACK_NAME)),
        json!({"Fn::ImportValue": {"Fn::Sub": "${AWS::StackName}:A"}}),
    );
    check(
        substitute("${A}-${AWS::Region}", [("A", "x")]),
        json!({"Fn::Sub": ["${A}-${AWS::Region}", {"A": "x"}]}),
    );
    check(substitute("${AWS::Region}", empty()), json!({"Fn::Sub": "${AWS::Region}"}));
    check(concat([text!("{}", REGION), "x".into()]), json!({"Fn::Sub": "${AWS::Region}x"}));
}

#[test]
fn references_to_resources() {
    let of = |expr: fn(constructs_aws::sqs::QueueRef) -> Expr| {
        lowered(|stack| expr(stack.add("Queue", Queue::new())))
    };
    assert_eq!(of(|queue| queue.url().into()), json!({"Ref": "Queue"}));
    assert_eq!(of(|queue| queue.arn().into()), json!({"Fn::GetAtt": ["Queue", "Arn"]}));
    assert_eq!(of(|queue| text!("{}/x", queue.arn()).into()), json!({"Fn::Sub": "${Queue.Arn}/x"}));
    assert_eq!(
        of(|queue| text!("{}", queue.arn()).into()),
        json!({"Fn::GetAtt": ["Queue", "Arn"]})
    );
}

#[test]
fn language_extensions_name_their_transform_and_capability() {
    let lookup = |stack: Scope<'_>| stack.add("Map", Mapping::new().row("a", [("b", "c")]));
    type Use = (&'static str, fn(Scope<'_>) -> Expr, Json);
    let uses: [Use; 3] = [
        ("length", |_| length::<Str>(["a", "b"]).into(), json!({"Fn::Length": ["a", "b"]})),
        (
            "json",
            |_| to_json_string(Object::new().with("a", 1)).into(),
            json!({"Fn::ToJsonString": {"a": 1}}),
        ),
        (
            "default",
            |stack| {
                let map = stack.add("Map", Mapping::new().row("a", [("b", "c")]));
                map.find_or("x", "y", "z").into()
            },
            json!({"Fn::FindInMap": ["Map", "x", "y", {"DefaultValue": "z"}]}),
        ),
    ];
    for (name, expr, expected) in uses {
        let assembly = synthesized(|app| {
            let stack = app.stack("Stack", Stack::named("stack"));
            let value = expr(stack);
            stack.add("Part", GenericResource::new("Custom::Part").raw("Value", value));
            app.stack("Plain", Stack::named("plain"))
                .add("Part", GenericResource::new("Custom::Part"));
        });
        let template = template_of(&assembly, "stack");
        assert_eq!(template["Resources"]["Part"]["Properties"]["Value"], expected, "{name}");
        assert_eq!(template["Transform"], json!("AWS::LanguageExtensions"), "{name}");
        assert_eq!(assembly.stack("stack").unwrap().capabilities(), ["CAPABILITY_AUTO_EXPAND"]);
        assert_eq!(template_of(&assembly, "plain")["Transform"], Json::Null, "{name}");
        assert!(assembly.stack("plain").unwrap().capabilities().is_empty());
    }
    let plain = template(|stack| {
        let found = lookup(stack).find("a", "b");
        stack.add("Part", GenericResource::new("Custom::Part").raw("Value", found));
    });
    assert_eq!(plain["Transform"], Json::Null);
}

#[test]
fn scalars_keep_their_json_types() {
    check(30, json!(30));
    check(-1_i64, json!(-1));
    check(i64::MAX, json!(i64::MAX));
    check(0.5, json!(0.5));
    check(1e300, json!(1e300));
    check(true, json!(true));
    check("30", json!("30"));
    check(IntoValue::<Double>::into_expr(2), json!(2));
    check(IntoValue::<Int>::into_expr(7_u8), json!(7));
    check(IntoValue::<List<Str>>::into_expr(empty()), json!([]));
}

#[test]
fn dynamic_references_are_written_out() {
    let arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf";
    let secret =
        |rest: &str| json!(format!("{{{{resolve:secretsmanager:{arn}:SecretString:{rest}}}}}"));
    check(secret_value(arn), secret("::"));
    check(secret_value(arn).key("password"), secret("password::"));
    check(
        secret_value(arn).key("password").version_stage("AWSPREVIOUS"),
        secret("password:AWSPREVIOUS:"),
    );
    check(secret_value(arn).version_id("01234567"), secret("::01234567"));
    check(ssm_value("/chat/size", None), json!("{{resolve:ssm:/chat/size}}"));
    check(ssm_value("/chat/size", Some(3)), json!("{{resolve:ssm:/chat/size:3}}"));
    check(ssm_secure_value("token", Some(1)), json!("{{resolve:ssm-secure:token:1}}"));
    check(text!("x-{}", ssm_value("a", None)), json!("x-{{resolve:ssm:a}}"));
    let of_a_queue = lowered(|stack| {
        let queue = stack.add("Queue", Queue::new());
        text!("{}?{}", secret_value(queue.arn()).key("user"), REGION).into()
    });
    let expected = "{{resolve:secretsmanager:${Queue.Arn}:SecretString:user::}}?${AWS::Region}";
    assert_eq!(of_a_queue, json!({"Fn::Sub": expected}));
}
