//! Shows the messages for broken templates.

#![expect(clippy::unwrap_used, reason = "a template of the test's own")]

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_schema::check_template;

fn check(text: &[u8], file: &str) -> String {
    let template = constructs_yaml::read(text).unwrap();
    let in_file = |mut diagnostic: Diagnostic| {
        diagnostic.place.file = Some(file.to_owned());
        diagnostic
    };
    check_template(template.root()).into_iter().map(in_file).collect::<Diagnostics>().to_string()
}

#[test]
fn a_broken_template_reads_like_this() {
    insta::assert_snapshot!(check(include_bytes!("broken.yaml"), "broken.yaml"));
}

#[test]
fn a_template_without_resources_says_so() {
    let text = check(b"{\"Conditions\": []}", "empty.json");
    let expected = "error[F0303]: the template has no section `Resources`\n  --> empty.json:1:1";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("error[F0302]: the section `Conditions` is not an object"), "{text}");
}

#[test]
fn what_transforms_and_registries_bring_is_not_judged() {
    let text = br#"{
        "Transform": ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31", "MyMacro"],
        "Resources": {
            "Fn::ForEach::Queues": ["Name", ["a", "b"], {"${Name}Queue": {"Type": "AWS::SQS::Queue"}}],
            "Custom": {"Type": "Custom::Thing", "Properties": {"ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:f", "Any": {"Ref": "aQueue"}}},
            "Module": {"Type": "My::Own::Bucket::MODULE", "Properties": {"Any": 1}},
            "Third": {"Type": "Initech::TPS::Report", "Properties": {"Any": {"Fn::GetAtt": ["ModuleBucket", "Arn"]}}},
            "Function": {"Type": "AWS::Serverless::Function", "Properties": {
                "Handler": "a.b", "Runtime": "python3.13", "CodeUri": ".",
                "Environment": {"Variables": {"A": {"Fn::GetAtt": ["FunctionRole", "Arn"]}}}}},
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {
                "DisplayName": {"Fn::ToJsonString": {"a": {"Fn::Length": [1, 2]}}},
                "TopicName": {"Fn::FindInMap": ["No", "a", "b", {"DefaultValue": "x"}]},
                "Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://a/b"}}}}
        }
    }"#;
    insta::assert_snapshot!(check(text, "t.json"), @r"
    note[F0120]: `Initech::TPS::Report` is a third-party resource type
      --> t.json:7:23
       | /Resources/Third/Type
      = help: its properties are not checked; run `aws cloudformation describe-type` to see its schema
    ");
}

#[test]
fn the_results_of_functions_have_the_type_of_their_place() {
    let template = |value: &str| {
        let text = format!(
            "Resources:\n  E: {{Type: AWS::EC2::VPCEndpoint, Properties: {{VpcId: vpc-12345678, ServiceName: s}}}}\n  Q: {{Type: AWS::SQS::Queue}}\n  T: {{Type: AWS::SNS::Topic, Properties: {{TopicName: {value}}}}}\n"
        );
        check(text.as_bytes(), "t.yaml")
    };
    for valid in [
        "!Join ['-', !GetAtt E.DnsEntries]",
        "!Select [0, !GetAtt E.DnsEntries]",
        "!Sub '${Q.Arn}'",
        "!Select [0, !Split ['-', !GetAtt Q.Arn]]",
    ] {
        assert_eq!(template(valid), "", "{valid}");
    }
    for (wrong, code) in [
        ("!Split ['-', a]", "F0212"),
        ("!GetAZs ''", "F0212"),
        ("!Join ['-', !GetAtt Q.Arn]", "F0505"),
        ("!Join ['-', [!GetAtt E.DnsEntries]]", "F0505"),
        ("!Sub '${E.DnsEntries}'", "F0505"),
        ("!Select [0, !Split ['-', !GetAtt E.DnsEntries]]", "F0505"),
    ] {
        let found = template(wrong);
        assert!(found.starts_with(&format!("error[{code}]")), "{wrong}\n{found}");
    }
}
