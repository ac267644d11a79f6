//! Policy documents of an included template that a function or a text gives.

use super::included;

const READ: &str =
    "{Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: '*'}]}";
const ASSUME: &str = "{Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}";

/// A template with a role that has these documents, and a managed policy.
fn template(trust: &str, policy: &str) -> String {
    format!(
        "Parameters: {{Document: {{Type: String}}}}\nConditions: {{C: !Equals [!Ref AWS::Region, eu-west-1]}}\n\
         Mappings: {{M: {{a: {{b: c}}}}}}\nResources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      \
         AssumeRolePolicyDocument: {trust}\n      Policies: [{{PolicyName: p, PolicyDocument: {policy}}}]\n  \
         M: {{Type: AWS::IAM::ManagedPolicy, Properties: {{PolicyDocument: {policy}}}}}\n"
    )
}

/// The codes of what is wrong with these documents.
fn codes(trust: &str, policy: &str) -> Vec<String> {
    let found = included(&template(trust, policy), |_, _| {}).err();
    found.iter().flatten().map(|mistake| mistake.code.to_string()).collect()
}

#[test]
fn documents_can_be_functions_or_json_text() {
    let spaces = " ".repeat(8_000);
    for form in [
        "!If [C, DOCUMENT, DOCUMENT]",
        "!If [C, !If [C, DOCUMENT, DOCUMENT], DOCUMENT]",
        "!If [C, DOCUMENT, '{\"Version\": \"2012-10-17\"}']",
        "!Ref Document",
        "!Sub '{\"Version\": \"2012-10-17\", \"Id\": \"${Document}\"}'",
        "!Join ['', ['{', '}']]",
        "!ImportValue document",
        "!FindInMap [M, a, b]",
        "'{{resolve:ssm:/document}}'",
        "{Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}}}",
        "{Version: '2012-10-17', Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}}}",
        "{Version: '2012-10-17', Statement: !If [C, [], []]}",
        "{Version: '2012-10-17', Statement: [{Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}}}]}",
        "'{\"Version\": \"2012-10-17\", \"Statement\": []}'",
        &format!("'{{\"Version\": \"2012-10-17\",{spaces}\"Statement\": []}}'"),
    ] {
        let found = codes(&form.replace("DOCUMENT", ASSUME), &form.replace("DOCUMENT", READ));
        assert_eq!(found, Vec::<String>::new(), "{form}");
    }
}

#[test]
fn both_sides_of_a_condition_are_checked() {
    let wrong = READ.replace("s3:GetObject", "GetObject");
    assert_eq!(codes(ASSUME, &format!("!If [C, {READ}, {wrong}]")), ["A0106", "A0106"]);
    let empty = "{Version: '2012-10-17', Statement: []}";
    assert_eq!(codes(&format!("!If [C, {empty}, {ASSUME}]"), READ), ["A0305"]);
}
