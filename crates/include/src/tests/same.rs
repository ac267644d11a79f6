//! A template included and synthesized alone is the same template, as values.

use constructs::Stack;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{included, included_in, template};
use constructs_fixtures::files;
use constructs_yaml::read;

/// What comes back of `text`.
fn back(text: &str) -> Json {
    let assembly = included(text, |_, _| {}).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    template(&assembly, "stack")
}

#[test]
fn everything_arrives() {
    let text = r#"
AWSTemplateFormatVersion: 2010-09-09
Description: old
Transform: [AWS::LanguageExtensions, Mine]
Metadata: {A: {Ref: NotAFunction}, cfn-lint: {config: [1, null]}}
Globals: {Function: {Timeout: !Ref Size}}
Hooks: {Fn::Transform: {Name: x}}
Unknown: 5
Parameters:
  Size: {Type: Number, Default: 5, AllowedValues: ['5', 6], MinValue: '1'}
  Names: {Type: CommaDelimitedList, Default: ''}
Mappings:
  Map: {a: {b: c, d: [1, 2]}, Fn::Transform: {Name: AWS::Include}}
Conditions:
  Is: !Equals [!Ref Size, 5]
  Both: !And [!Condition Is, Condition: Is]
  Fn::Transform: {Name: x}
Rules:
  R: {RuleCondition: !Equals [!Ref Size, '5'], Assertions: [{Assert: {Fn::Contains: [[a], !Ref Size]}}]}
Resources:
  A:
    Type: AWS::SQS::Queue
    Condition: Both
    DependsOn: [B]
    DeletionPolicy: Retain
    UpdateReplacePolicy: !If [Is, Retain, Delete]
    UpdatePolicy: {X: !Ref B}
    Metadata: {M: !Sub '${B.Arn}'}
    Properties:
      Same: !Sub '${B}${B.Arn}-${AWS::Region}-${!Literal}-${Unknown}-${ B }'
      Plain: !Sub 'nothing'
      Two: !Sub ['${X}${B}${Names}', {X: !GetAtt B.Arn, B: 1}]
      Attribute: {Fn::GetAtt: B.Arn}
      Nested: {Fn::GetAtt: [B, !Ref Size]}
      Deep: !GetAtt B.Outputs.X
      Odd: [!Ref Unknown, !GetAtt Unknown.Arn, {Ref: [1]}, {Fn::Sub: [1]}, {Ref: A1, Other: x}]
      Find: [!FindInMap [Map, a, b], {Fn::FindInMap: [Map, a, b, {DefaultValue: x}]}, !FindInMap [!Ref Size, a, b]]
      None: null
      Secret: '{{resolve:ssm:/a}}'
      Parts: !Join [':', ['{{resolve', 'ssm:/a}}']]
      Substituted: !Sub '{{resolve:ssm:/${Size}}}'
      Length: {Fn::Length: [1]}
      Json: {Fn::ToJsonString: {a: !Ref B}}
      Policy: {Statement: [{Condition: Is}, {Condition: {StringEquals: {a: b}}}]}
      Pseudo: [!Ref AWS::NoValue, !Ref AWS::NotificationARNs, !Ref AWS::AccountId]
  B: {Type: AWS::SNS::Topic, DependsOn: Macro, Properties: {}}
  C: {Type: AWS::SNS::Topic, DependsOn: B}
  D: {Type: AWS::SNS::Topic, Properties: {Fn::Transform: {Name: x, Parameters: {A: !Ref B}}}}
  Fn::ForEach::Topics: [N, [a, b], {'Topic${N}': {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref N}}}]
  Fn::Transform: {Name: AWS::Include}
Outputs:
  A: {Value: !GetAtt A.Arn, Description: d, Condition: Is, Export: {Name: !Sub '${AWS::StackName}-a'}}
  B: {Value: !Ref B, Description: !Ref Size, Export: {Name: b}, Condition: Unknown}
  Odd: {Description: none}
"#;
    let expected = read(text.as_bytes()).expect("a template").root().to_json();
    let found = back(text);
    let sections: Vec<&String> = expected.as_object().expect("an object").keys().collect();
    for section in sections {
        assert_eq!(found[section], expected[section], "{section}");
    }
    assert_eq!(found, expected);
}

#[test]
fn empty_sections_stay() {
    let text = r#"{"Parameters": {}, "Outputs": {}, "Metadata": {}, "Transform": [], "Resources": {"A": {"Type": "T"}}}"#;
    assert_eq!(back(text), serde_json::from_str::<Json>(text).expect("JSON"));
    let text = r#"{"Resources": {}, "Description": ""}"#;
    assert_eq!(back(text), json!({"Resources": {}, "Description": ""}));
}

#[test]
fn good_templates_come_back() {
    for (path, bytes) in files("cfn-lint/good") {
        let expected = read(&bytes).expect("a template").root().to_json();
        let text = String::from_utf8(bytes).expect("a text");
        // Mistakes of an adopted stack are warnings, and it comes back all the same.
        let found = included_in(Stack::named("stack").adopted(), &text, |_, _| {})
            .unwrap_or_else(|mistakes| panic!("{}: {mistakes}", path));
        assert_eq!(template(&found, "stack"), expected, "{}", path);
    }
}

/// A template that CloudFormation refuses comes back too, or it is said why not.
#[test]
fn bad_templates_come_back_or_are_refused() {
    for (path, bytes) in files("cfn-lint/bad") {
        let Ok(template) = read(&bytes) else { continue };
        let text = String::from_utf8(bytes).expect("a text");
        match included(&text, |_, _| {}) {
            Ok(found) => {
                let found = super::template(&found, "stack");
                assert_eq!(found, template.root().to_json(), "{}", path);
            }
            Err(mistakes) => assert!(mistakes.has_errors()),
        }
    }
}

#[test]
fn the_reference_apps_templates_come_back() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cdk.out");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if !entry.file_name().to_string_lossy().ends_with(".template.json") {
            continue;
        }
        count += 1;
        let text = std::fs::read_to_string(entry.path()).expect("a text");
        // What it imports is exported by no stack here, and stays as it is.
        assert_eq!(back(&text), serde_json::from_str::<Json>(&text).expect("JSON"));
    }
    assert!(count > 0);
}

#[test]
fn a_reference_as_the_argument_of_an_attribute_comes_back() {
    for argument in
        [json!({"Ref": "A"}), json!({"Fn::GetAtt": ["A", "Arn"]}), json!([{"Ref": "A"}])]
    {
        let value = json!({"Fn::GetAtt": argument});
        let expected = json!({"Resources": {
            "A": {"Type": "AWS::SQS::Queue"},
            "T": {"Type": "AWS::SQS::Queue", "Properties": {"V": value}},
        }});
        assert_eq!(back(&expected.to_string()), expected);
    }
}

fn any_value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        "[a-zA ${}!.:]{0,12}".prop_map(Json::from),
        prop_oneof!["A", "B", "P", "C", "A.Arn", "X", "AWS::Region"].prop_map(Json::from),
        Just(json!("${A}-${B.Arn}-${AWS::Region}${P}")),
    ];
    leaf.prop_recursive(4, 30, 4, |inner| {
        let name = prop_oneof![
            "Ref",
            "Fn::GetAtt",
            "Fn::Sub",
            "Fn::If",
            "Fn::Join",
            "Condition",
            "Fn::FindInMap",
            "k"
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            (name, inner.clone()).prop_map(|(name, value)| json!({name: value})),
            (inner.clone(), inner).prop_map(|(a, b)| json!({"x": a, "y": b})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Only the references of the template itself could be refused: a circle, say.
    #[test]
    fn whatever_a_property_holds_comes_back(value in any_value(), attribute in any_value()) {
        let expected = json!({
            "Parameters": {"P": {"Type": "String"}},
            "Conditions": {"C": {"Fn::Equals": [1, {"Ref": "P"}]}},
            "Mappings": {"M": {"a": {"b": "c"}}},
            "Resources": {
                "A": {"Type": "AWS::SQS::Queue"}, "B": {"Type": "AWS::SQS::Queue"},
                "T": {"Type": "AWS::SQS::Queue", "Properties": {"V": value}, "CreationPolicy": attribute},
            },
            "Outputs": {"O": {"Value": value}},
        });
        prop_assert_eq!(back(&expected.to_string()), expected);
    }
}
