//! Condition keys that know their type, by the JSON that comes out; and actions as AWS spells them.

use constructs::iam::condition::aws;
use constructs::prelude::*;
use constructs_aws::condition::{ec2, kms, sqs};
use constructs_aws::{action, secretsmanager::Secret, sqs::Queue};
use serde_json::{Value as Json, json};

use crate::support::{at, template};

fn statement(describe: impl FnOnce(Scope<'_>) -> Statement) -> Json {
    let template = template(|stack| {
        let statement = describe(stack);
        stack.add("Policy", ManagedPolicy::new([statement]));
    });
    at(&template, "/Resources/Policy/Properties/PolicyDocument/Statement/0").clone()
}

#[test]
fn a_typed_key_becomes_the_operator_of_its_type() {
    let found = statement(|stack| {
        let secret = stack.add("Secret", Secret::new());
        allow([Secret::GET_SECRET_VALUE])
            .on([secret])
            .when(aws::SOURCE_VPCE.equals(["vpce-1", "vpce-2"]))
            .when(aws::SECURE_TRANSPORT.bool(true))
            .when(aws::SOURCE_IP.not_ip_address("10.0.0.0/8"))
            .when(aws::MULTI_FACTOR_AUTH_AGE.less_than(3600).if_exists())
            .when(aws::PRINCIPAL_ARN.like(text!("arn:{}:iam::{}:role/x", PARTITION, ACCOUNT)))
            .when(sqs::resource_tag("team").equals("chat"))
            .when(aws::TAG_KEYS.for_all_values().like("team-*"))
            .when(aws::TAG_KEYS.null(false))
            .when(kms::encryption_context("tenant").not_equals("a"))
            .when(ec2::ROLE_DELIVERY.greater_than_equals(2))
    });
    let expected = json!({
        "StringEquals": {"aws:SourceVpce": ["vpce-1", "vpce-2"], "aws:ResourceTag/team": "chat"},
        "Bool": {"aws:SecureTransport": "true"},
        "NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"},
        "NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"},
        "ArnLike": {"aws:PrincipalArn": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/x"}},
        "ForAllValues:StringLike": {"aws:TagKeys": "team-*"},
        "Null": {"aws:TagKeys": "false"},
        "StringNotEquals": {"kms:EncryptionContext:tenant": "a"},
        "NumericGreaterThanEquals": {"ec2:RoleDelivery": "2"},
    });
    assert_eq!(*at(&found, "/Condition"), expected);
}

#[test]
fn a_named_action_is_its_constant() {
    const RECEIVE: constructs::Action<Queue> = action!("sqs:ReceiveMessage");
    let found = statement(|stack| {
        let queue = stack.add("Queue", Queue::new());
        allow([action!("sqs:SendMessage"), RECEIVE, Queue::GET_QUEUE_URL]).on([queue])
    });
    assert_eq!(
        *at(&found, "/Action"),
        json!(["sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage"])
    );
    let found = statement(|_| {
        let sent = allow([action!("ssm:SendCommand" on ec2::Instance)]);
        sent.on([Arn::<constructs_aws::ec2::Instance>::pattern("arn:aws:ec2:*:*:instance/*")])
    });
    assert_eq!(*at(&found, "/Action"), json!("ssm:SendCommand"));
    let found = statement(|_| allow([action!("sqs:ListQueues")]).on_any());
    assert_eq!(*at(&found, "/Action"), json!("sqs:ListQueues"));
}
