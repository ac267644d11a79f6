//! What single permissions must not grant.

use super::{Variant, remove, set};

const API: &str = "/Resources/ApiPolicyD8C9C2B0/Properties/PolicyDocument/Statement";
const SECRETS: &str = "/Resources/SecretsAccess/Properties/PolicyDocument/Statement";
const WORKERS: &str = "/Resources/WorkersPolicyB45E7C50/Properties/PolicyDocument/Statement";

/// Names, edits, the rule that they break, and where.
pub(super) fn variants() -> Vec<Variant> {
    vec![
        Variant::new(
            "decrypt-via-any-service",
            "dev-iam",
            [set((SECRETS, "/2/Condition/StringEquals/kms:ViaService"), r#""*.amazonaws.com""#)],
            "decrypt_only_via_a_service",
            (SECRETS, "/2/Condition/StringEquals/kms:ViaService"),
        ),
        Variant::new(
            "decrypt-where-no-service-is-named",
            "dev-iam",
            [set(
                (SECRETS, "/2/Condition"),
                r#"{"StringEquals": {"kms:CallerAccount": "111122223333"}}"#,
            )],
            "decrypt_only_via_a_service",
            (SECRETS, "/2/Condition/StringEquals"),
        ),
        Variant::new(
            "metrics-of-another-app",
            "dev-iam",
            [set((API, "/1/Condition/StringEquals/cloudwatch:namespace"), r#""chat-prod""#)],
            "metrics_only_in_the_namespace",
            (API, "/1/Condition/StringEquals/cloudwatch:namespace"),
        ),
        Variant::new(
            "metrics-of-every-app",
            "dev-iam",
            [remove((API, "/1/Condition"))],
            "metrics_only_in_the_namespace",
            (API, "/1"),
        ),
        Variant::new(
            "metrics-like-any",
            "dev-iam",
            [set((API, "/1/Condition"), r#"{"StringLike": {"cloudwatch:namespace": "*"}}"#)],
            "metrics_only_in_the_namespace",
            (API, "/1/Condition"),
        ),
        Variant::new(
            "secret-by-a-pattern",
            "dev-iam",
            [set(
                (SECRETS, "/0/Resource/0"),
                r#""arn:aws:secretsmanager:eu-west-1:111122223333:secret:chat-dev-*""#,
            )],
            "secrets_by_arn",
            (SECRETS, "/0/Resource/0"),
        ),
        Variant::new(
            "secret-by-a-pattern-in-sub",
            "dev-iam",
            [set(
                (SECRETS, "/0/Resource"),
                r#"{"Fn::Sub": "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:chat-dev-db-??????"}"#,
            )],
            "secrets_by_arn",
            (SECRETS, "/0/Resource/Fn::Sub"),
        ),
        Variant::new(
            "queue-by-a-text",
            "dev-iam",
            [set(
                (API, "/0/Resource/0"),
                r#""arn:aws:sqs:eu-west-1:111122223333:chat-dev-push-notification""#,
            )],
            "queues_by_import",
            (API, "/0/Resource/0"),
        ),
        Variant::new(
            "queue-by-a-text-in-sub",
            "dev-iam",
            [set(
                (API, "/0/Resource/0"),
                r#"{"Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:chat-dev-push-notification"}"#,
            )],
            "queues_by_import",
            (API, "/0/Resource/0/Fn::Sub"),
        ),
        Variant::new(
            "queue-from-a-parameter",
            "dev-iam",
            [set((API, "/0/Resource/0"), r#"{"Ref": "Queue"}"#)],
            "queues_by_import",
            (API, "/0/Resource/0/Ref"),
        ),
        Variant::new(
            "import-of-something-else",
            "dev-iam",
            [set((API, "/0/Resource/0"), r#"{"Fn::ImportValue": "chat-dev-cache:TokenId"}"#)],
            "imported_queues_are_queues",
            (API, "/0/Resource/0/Fn::ImportValue"),
        ),
        Variant::new(
            "import-of-a-queue-for-a-secret",
            "dev-iam",
            [set((SECRETS, "/0/Resource/1"), r#"{"Fn::ImportValue": "chat-dev-queues:PushArn"}"#)],
            "imported_secrets_are_secrets",
            (SECRETS, "/0/Resource/1/Fn::ImportValue"),
        ),
        Variant::new(
            "workers-send-to-a-main-queue",
            "dev-iam",
            [set((WORKERS, "/1/Resource/0"), r#"{"Fn::ImportValue": "chat-dev-queues:PushArn"}"#)],
            "workers_send_to_dead_letter_queues_only",
            (WORKERS, "/1/Resource/0/Fn::ImportValue"),
        ),
        Variant::new(
            "workers-send-to-a-main-queue-in-sub",
            "dev-iam",
            [set(
                (WORKERS, "/1/Resource/0"),
                r#"{"Fn::Sub": ["${Queue}", {"Queue": {"Fn::ImportValue": "chat-dev-queues:PushArn"}}]}"#,
            )],
            "workers_send_to_dead_letter_queues_only",
            (WORKERS, "/1/Resource/0/Fn::Sub/1/Queue/Fn::ImportValue"),
        ),
        Variant::new(
            "workers-send-while-they-consume",
            "dev-iam",
            [
                set((WORKERS, "/0/Action/0"), r#""sqs:SendMessage""#),
                remove((WORKERS, "/0/Resource/1")),
            ],
            "workers_send_to_dead_letter_queues_only",
            (WORKERS, "/0/Resource/0/Fn::ImportValue"),
        ),
        Variant::new(
            "api-receives-by-a-policy-that-attaches-itself",
            "dev-iam",
            [set(
                ("", "/Resources/Receive"),
                r#"{"Type": "AWS::IAM::ManagedPolicy", "Properties": {
                        "ManagedPolicyName": "chat-dev-receive", "Roles": ["chat-dev-api-task-role"],
                        "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                            "Effect": "Allow", "Action": "sqs:ReceiveMessage",
                            "Resource": {"Fn::ImportValue": "chat-dev-queues:PushArn"}
                        }]}
                    }}"#,
            )],
            "api_does_not_consume",
            ("", "/Resources/Receive/Properties/PolicyDocument/Statement/0/Action"),
        ),
        Variant::new(
            "api-receives",
            "dev-iam",
            [set((API, "/0/Action/0"), r#""sqs:ReceiveMessage""#)],
            "api_does_not_consume",
            (API, "/0/Action/0"),
        ),
        Variant::new(
            "api-deletes-in-lower-case",
            "dev-iam",
            [set((API, "/0/Action/0"), r#""sqs:deletemessage""#)],
            "api_does_not_consume",
            (API, "/0/Action/0"),
        ),
    ]
}
