//! Unusual templates that break no rule: empty sections and lists, references to other templates, loops.

use constructs_guard::TemplateText;

use crate::support::findings;

/// Names and templates.
const TEMPLATES: &[(&str, &str)] = &[
    ("empty", r#"{"Resources": {}}"#),
    ("none", r#"{}"#),
    ("desc", r#"{"Description": "x"}"#),
    ("topic", r#"{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}"#),
    (
        "role-empty-policies",
        r#"{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "shop-r", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}, "Policies": []}}}, "Outputs": {"O": {"Value": {"Fn::GetAtt": ["R", "Arn"]}, "Export": {"Name": "shop-iam:R"}}}}"#,
    ),
    (
        "role-empty-arns",
        r#"{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "shop-r", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}, "ManagedPolicyArns": []}}}, "Outputs": {"O": {"Value": {"Fn::GetAtt": ["R", "Arn"]}, "Export": {"Name": "shop-iam:R"}}}}"#,
    ),
    (
        "role-arns-if",
        r#"{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "shop-r", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}, "ManagedPolicyArns": {"Fn::If": ["A", [], {"Ref": "AWS::NoValue"}]}}}}, "Outputs": {"O": {"Value": {"Fn::GetAtt": ["R", "Arn"]}, "Export": {"Name": "shop-iam:R"}}}}"#,
    ),
    (
        "api-role-no-refs",
        r#"{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "shop-api-task-role", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}, "ManagedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}}}, "Outputs": {"O": {"Value": {"Fn::GetAtt": ["R", "Arn"]}, "Export": {"Name": "shop-iam:R"}}}}"#,
    ),
    (
        "api-role-foreign-ref",
        r#"{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "shop-api-task-role", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}, "ManagedPolicyArns": [{"Ref": "Param"}, {"Fn::ImportValue": "x"}]}}}, "Outputs": {"O": {"Value": {"Fn::GetAtt": ["R", "Arn"]}, "Export": {"Name": "shop-iam:R"}}}}"#,
    ),
    (
        "workers-role-foreign-ref",
        r#"{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "shop-workers-task-role", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}, "ManagedPolicyArns": [{"Ref": "Param"}]}}}, "Outputs": {"O": {"Value": {"Fn::GetAtt": ["R", "Arn"]}, "Export": {"Name": "shop-iam:R"}}}}"#,
    ),
    (
        "single-statement",
        r#"{"Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"ManagedPolicyName": "shop-p", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": {"Fn::ImportValue": "a"}}}}}}, "Outputs": {"O": {"Value": "a", "Export": {"Name": "shop-iam:R"}}}}"#,
    ),
    (
        "deny-only",
        r#"{"Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}}}}}"#,
    ),
    (
        "exports-sub",
        r#"{"Resources": {"Q": {"Type": "AWS::SNS::Topic", "Properties": {}}}, "Outputs": {"O": {"Value": "a", "Export": {"Name": {"Fn::Sub": "${AWS::StackName}:x"}}}}}"#,
    ),
    (
        "foreach",
        r#"{"Transform": "AWS::LanguageExtensions", "Resources": {"Fn::ForEach::X": ["A", ["b"], {"T${A}": {"Type": "AWS::SNS::Topic"}}]}}"#,
    ),
    (
        "params",
        r#"{"Parameters": {"P": {"Type": "String"}}, "Mappings": {"M": {"a": {"b": "c"}}}, "Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Ref": "P"}}]}}}}}"#,
    ),
    (
        "params-list",
        r#"{"Parameters": {"P": {"Type": "Number", "Default": 1}}, "Mappings": {"M": {"a": {"b": ["c", "d"]}}}, "Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Ref": "P"}}]}}}}}"#,
    ),
    (
        "bucket-policy",
        r#"{"Resources": {"B": {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": "*"}]}}}}}"#,
    ),
    (
        "secret-att",
        r#"{"Resources": {"S": {"Type": "AWS::SecretsManager::Secret", "Properties": {"GenerateSecretString": {}}}}}"#,
    ),
    (
        "empty-mapping",
        r#"{"Mappings": {}, "Parameters": {}, "Outputs": {}, "Conditions": {}, "Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Ref": "P"}}]}}}}}"#,
    ),
    (
        "condition-number",
        r#"{"Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Ref": "P"}, "Condition": {"Bool": {"aws:SecureTransport": true}}}]}}}}}"#,
    ),
];

#[test]
fn what_is_odd_but_right_breaks_no_rule() {
    let templates: Vec<TemplateText> =
        TEMPLATES.iter().map(|(name, text)| TemplateText::new(*name, *text)).collect();
    assert_eq!(findings(&templates), []);
}
