//! Checks that hostile templates end the check without a panic.

use constructs_schema::check_template;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn check(template: &Json) -> usize {
    let text = template.to_string();
    let Ok(template) = constructs_yaml::read(text.as_bytes()) else { return 0 };
    check_template(template.root()).len()
}

fn resource(kind: &str, properties: Json) -> Json {
    json!({"Resources": {"R": {"Type": kind, "Properties": properties}}})
}

#[test]
fn conditions_in_conditions_end() {
    let mut value = json!("x");
    for level in 0..40 {
        value = json!({"Fn::If": [format!("C{level}"), value, {"Ref": "AWS::NoValue"}]});
    }
    let conditions: serde_json::Map<String, Json> = (0..40)
        .map(|at| (format!("C{at}"), json!({"Fn::Or": [{"Condition": format!("C{}", (at + 1) % 40)}, {"Condition": format!("C{at}")}]})))
        .collect();
    let tags: Vec<Json> = (0..40)
        .map(|at| json!({"Fn::If": [format!("C{at}"), {"Key": "a"}, value.clone()]}))
        .collect();
    let mut template = resource("AWS::SQS::Queue", json!({"QueueName": value, "Tags": tags}));
    template["Conditions"] = conditions.into();
    check(&template);
}

#[test]
fn a_schema_that_contains_itself_ends() {
    let mut statement = json!({"ByteMatchStatement": {}});
    for _ in 0..20 {
        statement = json!({"AndStatement": {"Statements": [statement, {"NotStatement": {"Statement": {}}}]}});
    }
    let rule = json!({"Name": "a", "Priority": 1, "Statement": statement});
    check(&resource("AWS::WAFv2::WebACL", json!({"Rules": [rule]})));
}

#[test]
fn many_of_everything_ends() {
    let items: Vec<Json> =
        (0..50_000).map(|at| json!({"Key": format!("k{at}"), "Valu": "v"})).collect();
    check(&resource("AWS::SQS::Queue", json!({ "Tags": items })));
    let references: Vec<Json> =
        (0..50_000).map(|at| json!({"Ref": format!("Missing{at}")})).collect();
    check(&resource("AWS::IAM::Group", json!({ "ManagedPolicyArns": references })));
    let ring: serde_json::Map<String, Json> = (0..5_000)
        .map(|at| {
            (
                format!("R{at}"),
                json!({"Type": "AWS::SNS::Topic", "DependsOn": format!("R{}", (at + 1) % 5_000)}),
            )
        })
        .collect();
    check(&json!({ "Resources": ring }));
}

#[test]
fn odd_shapes_are_no_trouble() {
    for section in
        ["Parameters", "Conditions", "Mappings", "Resources", "Outputs", "Globals", "Transform"]
    {
        for odd in [
            json!(null),
            json!([]),
            json!("x"),
            json!({"A": null}),
            json!({"A": []}),
            json!({"A": {"Type": {}}}),
        ] {
            let mut template = resource("AWS::SQS::Queue", json!({"QueueName": {"Fn::If": ["A"]}}));
            template[section] = odd;
            check(&template);
        }
    }
}

/// Values that look like parts of templates.
fn value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "[a-zA-Z:${}.!]{0,12}".prop_map(Json::from),
        Just(json!({"Ref": "AWS::NoValue"})),
    ];
    let key = prop_oneof![
        "[A-Z][a-zA-Z]{0,8}",
        prop::sample::select(vec![
            "Ref",
            "Fn::If",
            "Fn::GetAtt",
            "Fn::Sub",
            "Fn::FindInMap",
            "Tags",
            "Key",
            "Value",
            "Policies",
            "Fn::Transform",
            "RedrivePolicy",
            "AssumeRolePolicyDocument",
            "Code",
            "Environment",
            "Variables",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(key.clone(), inner, 0..4)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_template_makes_it_panic(properties in value(), conditions in value(), outputs in value()) {
        for kind in ["AWS::SQS::Queue", "AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Serverless::Function"] {
            let mut template = resource(kind, properties.clone());
            template["Conditions"] = conditions.clone();
            template["Outputs"] = outputs.clone();
            check(&template);
        }
    }
}
