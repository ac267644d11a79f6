//! What roles must not be.

use super::{Variant, remove, set};

const TRUST: &str = "/Resources/ApiRole506D152F/Properties/AssumeRolePolicyDocument/Statement/0";
const API_ROLE: &str = "/Resources/ApiRole506D152F/Properties";
const PUSH: &str = "/Resources/Push/Properties";

/// Names, edits, the rule that they break, and where.
pub(super) fn variants() -> Vec<Variant> {
    vec![
        Variant::new(
            "trust-in-another-service",
            "dev-iam",
            [set((TRUST, "/Principal/Service"), r#""ec2.amazonaws.com""#)],
            "only_ecs_tasks_assume",
            (TRUST, "/Principal/Service"),
        ),
        Variant::new(
            "trust-in-two-services",
            "dev-iam",
            [set(
                (TRUST, "/Principal/Service"),
                r#"["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"]"#,
            )],
            "only_ecs_tasks_assume",
            (TRUST, "/Principal/Service/1"),
        ),
        Variant::new(
            "trust-in-an-account",
            "dev-iam",
            [set((TRUST, "/Principal/AWS"), r#""111122223333""#)],
            "only_ecs_tasks_assume",
            (TRUST, "/Principal/AWS"),
        ),
        Variant::new(
            "trust-in-everybody",
            "dev-iam",
            [set((TRUST, "/Principal"), r#""*""#)],
            "only_ecs_tasks_assume",
            (TRUST, "/Principal"),
        ),
        Variant::new(
            "trust-for-more-than-assuming",
            "dev-iam",
            [set((TRUST, "/Action"), r#"["sts:AssumeRole", "sts:TagSession"]"#)],
            "only_ecs_tasks_assume",
            (TRUST, "/Action/1"),
        ),
        Variant::new(
            "inline-policy-in-a-role",
            "dev-iam",
            [set(
                (API_ROLE, "/Policies"),
                r#"[{"PolicyName": "chat-dev-more", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}]}}]"#,
            )],
            "no_inline_policies",
            (API_ROLE, "/Policies"),
        ),
        Variant::new(
            "inline-policy-of-its-own",
            "dev-iam",
            [set(
                ("", "/Resources/More"),
                r#"{"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "chat-dev-more", "Roles": [{"Ref": "ApiRole506D152F"}], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}]}}}"#,
            )],
            "no_inline_policies",
            ("", "/Resources/More/Type"),
        ),
        Variant::new(
            "a-user",
            "dev-iam",
            [set(
                ("", "/Resources/Somebody"),
                r#"{"Type": "AWS::IAM::User", "Properties": {"UserName": "chat-dev-somebody"}}"#,
            )],
            "no_users",
            ("", "/Resources/Somebody/Type"),
        ),
        Variant::new(
            "an-administrator",
            "dev-iam",
            [set(
                (API_ROLE, "/ManagedPolicyArns/1"),
                r#""arn:aws:iam::aws:policy/AdministratorAccess""#,
            )],
            "no_administrator_access",
            (API_ROLE, "/ManagedPolicyArns/1"),
        ),
        Variant::new(
            "an-administrator-in-sub",
            "dev-iam",
            [set(
                (API_ROLE, "/ManagedPolicyArns/1"),
                r#"{"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess"}"#,
            )],
            "no_administrator_access",
            (API_ROLE, "/ManagedPolicyArns/1/Fn::Sub"),
        ),
        Variant::new(
            "an-administrator-in-if",
            "dev-iam",
            [set(
                (API_ROLE, "/ManagedPolicyArns/1"),
                r#"{"Fn::If": ["Debug", {"Fn::Join": ["", ["arn:aws:iam::aws:policy/", "AdministratorAccess"]]}, {"Ref": "AWS::NoValue"}]}"#,
            )],
            "no_administrator_access",
            (API_ROLE, "/ManagedPolicyArns/1/Fn::If/1/Fn::Join/1/1"),
        ),
        Variant::new(
            "an-administrator-by-a-parameter",
            "dev-iam",
            [
                set(
                    ("", "/Parameters"),
                    r#"{"Debug": {"Type": "String", "Default": "arn:aws:iam::aws:policy/AdministratorAccess"}}"#,
                ),
                set((API_ROLE, "/ManagedPolicyArns/1"), r#"{"Ref": "Debug"}"#),
            ],
            "no_administrator_access",
            ("", "/Parameters/Debug/Default"),
        ),
        Variant::new(
            "role-with-the-name-of-another-app",
            "dev-iam",
            [set((API_ROLE, "/RoleName"), r#""shop-api-task-role""#)],
            "names_begin_with_the_base_name",
            (API_ROLE, "/RoleName"),
        ),
        Variant::new(
            "policy-without-a-name",
            "dev-iam",
            [remove(("", "/Resources/RealtimePolicyFA800F44/Properties/ManagedPolicyName"))],
            "names_begin_with_the_base_name",
            ("", "/Resources/RealtimePolicyFA800F44/Properties"),
        ),
        Variant::new(
            "role-that-is-not-exported",
            "dev-iam",
            [remove(("", "/Outputs/ApiTaskRoleArn"))],
            "role_arns_are_exported",
            ("", "/Resources/ApiRole506D152F"),
        ),
        Variant::new(
            "role-whose-output-is-no-export",
            "dev-iam",
            [remove(("", "/Outputs/WorkersTaskRoleArn/Export"))],
            "role_arns_are_exported",
            ("", "/Resources/WorkersRoleEE95DBF0"),
        ),
        Variant::new(
            "queue-with-the-name-of-another-app",
            "dev-queues",
            [set((PUSH, "/QueueName"), r#""shop-push""#)],
            "names_begin_with_the_base_name",
            (PUSH, "/QueueName"),
        ),
    ]
}
