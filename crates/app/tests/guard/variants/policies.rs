//! What policies must not say, and every way in which an intrinsic function hides a wildcard.

use super::{Variant, remove, set};

const API: &str = "/Resources/ApiPolicyD8C9C2B0/Properties/PolicyDocument/Statement";
const SECRETS: &str = "/Resources/SecretsAccess/Properties/PolicyDocument/Statement";
const REALTIME: &str = "/Resources/RealtimePolicyFA800F44/Properties/PolicyDocument/Statement";
const TRUST: &str = "/Resources/ApiRole506D152F/Properties/AssumeRolePolicyDocument/Statement/0";
const API_ROLE: &str = "/Resources/ApiRole506D152F/Properties";

/// Names, edits, the rule that they break, and where.
pub(super) fn variants() -> Vec<Variant> {
    vec![
        Variant::new(
            "policy-without-version",
            "dev-iam",
            [remove(("", "/Resources/ApiPolicyD8C9C2B0/Properties/PolicyDocument/Version"))],
            "policy_version",
            ("", "/Resources/ApiPolicyD8C9C2B0/Properties/PolicyDocument"),
        ),
        Variant::new(
            "policy-of-an-old-version",
            "dev-iam",
            [set(
                ("", "/Resources/ApiPolicyD8C9C2B0/Properties/PolicyDocument/Version"),
                r#""2008-10-17""#,
            )],
            "policy_version",
            ("", "/Resources/ApiPolicyD8C9C2B0/Properties/PolicyDocument/Version"),
        ),
        Variant::new(
            "trust-without-version",
            "dev-iam",
            [remove((API_ROLE, "/AssumeRolePolicyDocument/Version"))],
            "policy_version",
            (API_ROLE, "/AssumeRolePolicyDocument"),
        ),
        Variant::new(
            "statement-without-effect",
            "dev-iam",
            [remove((API, "/0/Effect"))],
            "policy_effect",
            (API, "/0"),
        ),
        Variant::new(
            "effect-that-is-none",
            "dev-iam",
            [set((API, "/0/Effect"), r#""ALLOW""#)],
            "policy_effect",
            (API, "/0/Effect"),
        ),
        Variant::new(
            "trust-without-effect",
            "dev-iam",
            [remove((TRUST, "/Effect"))],
            "policy_effect",
            (TRUST, ""),
        ),
        Variant::new(
            "statement-in-fn-if",
            "dev-iam",
            [set(
                (API, "/4"),
                r#"{"Fn::If": ["Debug", {"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Ref": "AWS::NoValue"}]}"#,
            )],
            "policy_effect",
            (API, "/4"),
        ),
        Variant::new(
            "not-action",
            "dev-iam",
            [set((API, "/0/NotAction"), r#""iam:*""#), remove((API, "/0/Action"))],
            "policy_names_no_exceptions",
            (API, "/0/NotAction"),
        ),
        Variant::new(
            "not-resource",
            "dev-iam",
            [
                set((API, "/0/NotResource"), r#""arn:aws:sqs:eu-west-1:111122223333:other""#),
                remove((API, "/0/Resource")),
            ],
            "policy_names_no_exceptions",
            (API, "/0/NotResource"),
        ),
        Variant::new(
            "not-principal",
            "dev-iam",
            [
                set((TRUST, "/NotPrincipal"), r#"{"AWS": "111122223333"}"#),
                remove((TRUST, "/Principal")),
            ],
            "policy_names_no_exceptions",
            (TRUST, "/NotPrincipal"),
        ),
        Variant::new(
            "every-action",
            "dev-iam",
            [set((REALTIME, "/0/Action"), r#""*""#)],
            "policy_actions_are_named",
            (REALTIME, "/0/Action"),
        ),
        Variant::new(
            "every-action-of-a-service",
            "dev-iam",
            [set((REALTIME, "/0/Action"), r#""sqs:*""#)],
            "policy_actions_are_named",
            (REALTIME, "/0/Action"),
        ),
        Variant::new(
            "every-action-in-a-list",
            "dev-iam",
            [set((REALTIME, "/0/Action/1"), r#""sqs:*""#)],
            "policy_actions_are_named",
            (REALTIME, "/0/Action/1"),
        ),
        Variant::new(
            "action-wildcard-in-sub",
            "dev-iam",
            [set((REALTIME, "/0/Action/1"), r#"{"Fn::Sub": "sqs:*"}"#)],
            "policy_actions_are_named",
            (REALTIME, "/0/Action/1"),
        ),
        Variant::new(
            "action-wildcard-in-join",
            "dev-iam",
            [set((REALTIME, "/0/Action/1"), r#"{"Fn::Join": [":", ["sqs", "*"]]}"#)],
            "policy_actions_are_named",
            (REALTIME, "/0/Action/1"),
        ),
        Variant::new(
            "action-wildcard-in-if",
            "dev-iam",
            [set((REALTIME, "/0/Action"), r#"{"Fn::If": ["Debug", "sqs:*", "sqs:SendMessage"]}"#)],
            "policy_actions_are_named",
            (REALTIME, "/0/Action"),
        ),
        Variant::new(
            "every-resource",
            "dev-iam",
            [set((API, "/0/Resource"), r#""*""#)],
            "policy_resources_are_named",
            (API, "/0/Resource"),
        ),
        Variant::new(
            "every-resource-in-a-list",
            "dev-iam",
            [set((API, "/0/Resource/1"), r#""*""#)],
            "policy_resources_are_named",
            (API, "/0/Resource/1"),
        ),
        Variant::new(
            "every-resource-of-an-account",
            "dev-iam",
            [set((API, "/0/Resource/1"), r#""arn:aws:sqs:*:*:*""#)],
            "policy_resources_are_named",
            (API, "/0/Resource/1"),
        ),
        Variant::new(
            "every-resource-of-a-service",
            "dev-iam",
            [set((API, "/0/Resource/1"), r#""arn:aws:sqs:*""#)],
            "policy_resources_are_named",
            (API, "/0/Resource/1"),
        ),
        Variant::new(
            "resource-wildcard-in-sub",
            "dev-iam",
            [set((API, "/0/Resource"), r#"{"Fn::Sub": "*"}"#)],
            "policy_resources_are_named",
            (API, "/0/Resource/Fn::Sub"),
        ),
        Variant::new(
            "resource-wildcard-in-sub-of-an-arn",
            "dev-iam",
            [set(
                (API, "/0/Resource"),
                r#"{"Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:*"}"#,
            )],
            "policy_resources_are_named",
            (API, "/0/Resource/Fn::Sub"),
        ),
        Variant::new(
            "resource-wildcard-in-a-variable-of-sub",
            "dev-iam",
            [set((API, "/0/Resource/0"), r#"{"Fn::Sub": ["${All}", {"All": "*"}]}"#)],
            "policy_resources_are_named",
            (API, "/0/Resource/0/Fn::Sub/1/All"),
        ),
        Variant::new(
            "resource-wildcard-in-join",
            "dev-iam",
            [set(
                (API, "/0/Resource/0"),
                r#"{"Fn::Join": [":", ["arn:aws:sqs:eu-west-1:111122223333", "*"]]}"#,
            )],
            "policy_resources_are_named",
            (API, "/0/Resource/0/Fn::Join/1/1"),
        ),
        Variant::new(
            "resource-wildcard-in-join-of-one",
            "dev-iam",
            [set((API, "/0/Resource/0"), r#"{"Fn::Join": ["", ["*"]]}"#)],
            "policy_resources_are_named",
            (API, "/0/Resource/0/Fn::Join/1/0"),
        ),
        Variant::new(
            "resource-wildcard-in-if",
            "dev-iam",
            [set(
                (API, "/0/Resource"),
                r#"{"Fn::If": ["Debug", "*", {"Fn::ImportValue": "chat-dev-queues:PushArn"}]}"#,
            )],
            "policy_resources_are_named",
            (API, "/0/Resource/Fn::If/1"),
        ),
        Variant::new(
            "resource-wildcard-in-the-other-branch",
            "dev-iam",
            [set(
                (API, "/0/Resource/0"),
                r#"{"Fn::If": ["Debug", {"Ref": "AWS::NoValue"}, ["*"]]}"#,
            )],
            "policy_resources_are_named",
            (API, "/0/Resource/0/Fn::If/2/0"),
        ),
        Variant::new(
            "resource-wildcard-in-if-in-if",
            "dev-iam",
            [set(
                (API, "/0/Resource/0"),
                r#"{"Fn::If": ["A", {"Fn::If": ["B", {"Ref": "AWS::NoValue"}, {"Fn::Sub": "*"}]}, {"Ref": "AWS::NoValue"}]}"#,
            )],
            "policy_resources_are_named",
            (API, "/0/Resource/0/Fn::If/1/Fn::If/2/Fn::Sub"),
        ),
        Variant::new(
            "resource-wildcard-in-if-in-join",
            "dev-iam",
            [set(
                (SECRETS, "/1/Resource"),
                r#"{"Fn::Join": ["", ["arn:aws:ssm:eu-west-1:111122223333:", {"Fn::If": ["A", "*", "parameter/chat-dev/*"]}]]}"#,
            )],
            "policy_resources_are_named",
            (SECRETS, "/1/Resource/Fn::Join/1/1/Fn::If/1"),
        ),
        Variant::new(
            "resource-wildcard-in-select",
            "dev-iam",
            [set(
                (API, "/0/Resource/0"),
                r#"{"Fn::Select": [1, ["arn:aws:sqs:eu-west-1:111122223333:push", "*"]]}"#,
            )],
            "policy_resources_are_named",
            (API, "/0/Resource/0/Fn::Select/1/1"),
        ),
        Variant::new(
            "resource-wildcard-in-split",
            "dev-iam",
            [set((API, "/0/Resource"), r#"{"Fn::Split": [",", "*,*"]}"#)],
            "policy_resources_are_named",
            (API, "/0/Resource/Fn::Split/1"),
        ),
        Variant::new(
            "resource-wildcard-in-get-att",
            "dev-iam",
            [set((API, "/0/Resource/0"), r#"{"Fn::GetAtt": ["Custom", "Everything"]}"#)],
            "policy_resources_are_named",
            (API, "/0/Resource/0/Fn::GetAtt/1"),
        ),
        Variant::new(
            "resource-made-by-a-macro",
            "dev-iam",
            [set((API, "/0/Resource/0"), r#"{"Fn::Transform": {"Name": "Everything"}}"#)],
            "policy_resources_are_named",
            (API, "/0/Resource/0"),
        ),
        Variant::new(
            "logs-without-a-reason",
            "dev-iam",
            [remove(("", "/Resources/ApiPolicyD8C9C2B0/Metadata"))],
            "policy_resources_are_named",
            (API, "/2/Resource"),
        ),
        Variant::new(
            "more-than-logs-for-the-reason-of-logs",
            "dev-iam",
            [set((API, "/2/Action"), r#"["logs:PutLogEvents", "logs:DeleteLogGroup"]"#)],
            "policy_resources_are_named",
            (API, "/2/Resource"),
        ),
        Variant::new(
            "exec-and-more-on-every-resource",
            "dev-iam",
            [set((API, "/3/Action/0"), r#""ecs:ExecuteCommand""#)],
            "policy_resources_are_named",
            (API, "/3/Resource"),
        ),
        Variant::new(
            "wildcard-from-a-parameter",
            "dev-iam",
            [set(("", "/Parameters"), r#"{"Queue": {"Type": "String", "Default": "*"}}"#)],
            "policy_inputs_are_named",
            ("", "/Parameters/Queue/Default"),
        ),
        Variant::new(
            "wildcard-from-a-mapping",
            "dev-iam",
            [set(("", "/Mappings"), r#"{"Queues": {"dev": {"Arn": "*"}}}"#)],
            "policy_inputs_are_named",
            ("", "/Mappings/Queues/dev/Arn"),
        ),
    ]
}
