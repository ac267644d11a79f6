//! Roles: whom they trust, what they carry, and what their statements look like.

use constructs::iam::{PolicyDocument, allow_except, condition, deny_named_except};
use constructs::prelude::*;
use constructs::{Action, AnyResource};
use constructs_aws::secretsmanager::Secret;
use constructs_aws::sqs::Queue;
use constructs_aws::ssmmessages;
use serde_json::{Value as Json, json};

use crate::support::{at, check, task_role, template};

/// The trust policy's statements of a role.
fn trust(role: Role) -> Json {
    let found = template(|stack| _ = stack.add("Role", role));
    at(&found, "/Resources/Role/Properties/AssumeRolePolicyDocument/Statement").clone()
}

/// The statements of a managed policy.
fn statements(document: impl constructs::iam::IntoDocument) -> Json {
    let found = template(|stack| _ = stack.add("Policy", ManagedPolicy::new(document)));
    at(&found, "/Resources/Policy/Properties/PolicyDocument/Statement").clone()
}

#[test]
fn every_principal_is_trusted_in_its_way() {
    let provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    for (principal, action, expected) in [
        (
            Principal::service("ecs-tasks.amazonaws.com"),
            "AssumeRole",
            json!({"Service": "ecs-tasks.amazonaws.com"}),
        ),
        (
            Principal::arn("arn:aws:iam::111122223333:user/a"),
            "AssumeRole",
            json!({"AWS": "arn:aws:iam::111122223333:user/a"}),
        ),
        (
            Arn::<Role>::imported("prod:Role").into(),
            "AssumeRole",
            json!({"AWS": {"Fn::ImportValue": "prod:Role"}}),
        ),
        (
            Principal::account("111122223333"),
            "AssumeRole",
            json!({"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::111122223333:root"}}),
        ),
        (
            Principal::account(ACCOUNT),
            "AssumeRole",
            json!({"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}),
        ),
        (
            Principal::web_identity(provider),
            "AssumeRoleWithWebIdentity",
            json!({"Federated": provider}),
        ),
        (Principal::canonical_user("79a5"), "AssumeRole", json!({"CanonicalUser": "79a5"})),
        (Principal::any(), "AssumeRole", json!("*")),
    ] {
        let expected =
            json!([{"Effect": "Allow", "Principal": expected, "Action": format!("sts:{action}")}]);
        assert_eq!(trust(Role::assumed_by(principal)), expected);
    }
}

#[test]
fn principals_bring_their_conditions() {
    let saml = "arn:aws:iam::111122223333:saml-provider/idp";
    assert_eq!(
        trust(Role::assumed_by(Principal::saml(saml))),
        json!([{
            "Effect": "Allow", "Principal": {"Federated": saml}, "Action": "sts:AssumeRoleWithSAML",
            "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}
        }])
    );
    assert_eq!(
        trust(Role::assumed_by(Principal::organization("o-1"))),
        json!([{
            "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}
        }])
    );
    let ours = condition::string_equals("aws:SourceAccount", ACCOUNT);
    assert_eq!(
        trust(
            Role::assumed_by(Principal::service("a.amazonaws.com").when(ours))
                .also_assumed_by(Principal::service("b.amazonaws.com"))
        ),
        json!([
            {
                "Effect": "Allow", "Principal": {"Service": "a.amazonaws.com"}, "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
            },
            {"Effect": "Allow", "Principal": {"Service": "b.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ])
    );
}

#[test]
fn principals_of_one_action_are_one_statement() {
    let role = task_role()
        .also_assumed_by(Principal::service("a.amazonaws.com"))
        .also_assumed_by(Principal::arn("arn:aws:iam::111122223333:user/a"));
    assert_eq!(
        trust(role),
        json!([{
            "Effect": "Allow",
            "Principal": {
                "AWS": "arn:aws:iam::111122223333:user/a",
                "Service": ["a.amazonaws.com", "ecs-tasks.amazonaws.com"]
            },
            "Action": "sts:AssumeRole"
        }])
    );
}

#[test]
fn a_role_trusts_a_role() {
    let found = template(|stack| {
        let one = stack.add("One", task_role());
        stack.add("Two", Role::assumed_by(one));
    });
    let pointer = "/Resources/Two/Properties/AssumeRolePolicyDocument/Statement/0/Principal";
    check(&found, [(pointer, json!({"AWS": {"Fn::GetAtt": ["One", "Arn"]}}))]);
}

#[test]
fn a_role_carries_all_that_cloudformation_knows() {
    let found = template(|stack| {
        let boundary = stack
            .add("Boundary", ManagedPolicy::new([allow([Queue::SEND_MESSAGE]).on_every("a test")]));
        let inline = allow([Queue::SEND_MESSAGE]).on([Arn::literal("arn:aws:sqs:::a")]);
        let role = task_role()
            .role_name("api")
            .description("Runs the API")
            .path("/chat/")
            .max_session_duration(7_200)
            .permissions_boundary(boundary)
            .managed_policies([ManagedPolicy::aws("A")])
            .inline_policy("send", [inline.clone()])
            .inline_policy(text!("{}-more", REGION), [inline])
            .tag("team", "chat");
        stack.add("Role", role);
    });
    let document = json!({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:::a"}]
    });
    let role = "/Resources/Role/Properties";
    let mut properties = at(&found, role).clone();
    properties["AssumeRolePolicyDocument"].take();
    assert_eq!(
        properties,
        json!({
            "AssumeRolePolicyDocument": null,
            "RoleName": "api",
            "Description": "Runs the API",
            "Path": "/chat/",
            "MaxSessionDuration": 7200,
            "PermissionsBoundary": {"Ref": "Boundary"},
            "ManagedPolicyArns": [{"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/A"}],
            "Policies": [
                {"PolicyName": "send", "PolicyDocument": document},
                {"PolicyName": {"Fn::Sub": "${AWS::Region}-more"}, "PolicyDocument": document}
            ],
            "Tags": [{"Key": "team", "Value": "chat"}]
        })
    );
}

#[test]
fn statements_of_every_form() {
    let queue = || Arn::<Queue>::literal("arn:aws:sqs:::a");
    let any: [Action<AnyResource>; 1] = [ssmmessages::OPEN_DATA_CHANNEL];
    for (statement, expected) in [
        (
            allow(any).on_any(),
            json!({"Effect": "Allow", "Action": "ssmmessages:OpenDataChannel", "Resource": "*"}),
        ),
        (
            deny([Queue::SEND_MESSAGE, Queue::DELETE_QUEUE]).on_except([queue()]),
            json!({"Effect": "Deny", "Action": ["sqs:DeleteQueue", "sqs:SendMessage"], "NotResource": "arn:aws:sqs:::a"}),
        ),
        (
            allow_except([Queue::DELETE_QUEUE]).on(queue()),
            json!({"Effect": "Allow", "NotAction": "sqs:DeleteQueue", "Resource": "arn:aws:sqs:::a"}),
        ),
        (
            deny_named_except(["iam:*"]).on_every("a test"),
            json!({"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}),
        ),
        (
            allow((Queue::SEND_MESSAGE, Secret::GET_SECRET_VALUE)).on_every("a test"),
            json!({"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue", "sqs:SendMessage"], "Resource": "*"}),
        ),
        (
            allow([Queue::SEND_MESSAGE]).and([Queue::GET_QUEUE_URL]).on(vec![queue()]).sid("Send"),
            json!({"Sid": "Send", "Effect": "Allow", "Action": ["sqs:GetQueueUrl", "sqs:SendMessage"], "Resource": "arn:aws:sqs:::a"}),
        ),
        (
            allow_named(["s3:Get*"]).on([text!(
                "arn:{}:s3:::{}/${aws:username}/*",
                PARTITION,
                "homes"
            )]),
            json!({
                "Effect": "Allow", "Action": "s3:Get*",
                "Resource": {"Fn::Sub": "arn:${AWS::Partition}:s3:::homes/${!aws:username}/*"}
            }),
        ),
    ] {
        assert_eq!(statements([statement])[0], expected);
    }
}

#[test]
fn conditions_of_every_form() {
    let statement = allow([Queue::SEND_MESSAGE])
        .on_every("a test")
        .when(condition::string_equals("aws:RequestedRegion", ["a", "b"]))
        .when(condition::string_equals("aws:PrincipalTag/team", "chat"))
        .when(condition::string_like("aws:TagKeys", "x-*").for_all_values())
        .when(condition::string_like("aws:TagKeys", "y-*").for_any_value().if_exists())
        .when(condition::numeric_less_than("aws:MultiFactorAuthAge", 3600).if_exists())
        .when(condition::bool("aws:SecureTransport", true))
        .when(condition::null("aws:TokenIssueTime", false))
        .when(condition::arn_like("aws:SourceArn", text!("arn:{}:sqs:*", PARTITION)));
    assert_eq!(
        statements([statement])[0]["Condition"],
        json!({
            "StringEquals": {"aws:RequestedRegion": ["a", "b"], "aws:PrincipalTag/team": "chat"},
            "ForAllValues:StringLike": {"aws:TagKeys": "x-*"},
            "ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "y-*"},
            "NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"},
            "Bool": {"aws:SecureTransport": "true"},
            "Null": {"aws:TokenIssueTime": "false"},
            "ArnLike": {"aws:SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:sqs:*"}}
        })
    );
}

#[test]
fn a_reason_is_kept_in_the_template() {
    let found = template(|stack| {
        let statement =
            allow([Queue::SEND_MESSAGE]).on_every("queues are made at run time").sid("Send");
        stack.add("Policy", ManagedPolicy::new([statement]));
    });
    let reason = json!("queues are made at run time");
    check(&found, [("/Resources/Policy/Metadata/constructs/reasons/Send", reason)]);
}

/// IAM refuses `Resource` in a trust policy.
#[test]
fn a_trust_policy_names_no_resource() {
    let trust = allow_named(["sts:AssumeRole"]).on_every("a test").principal(Principal::any());
    let app = App::new();
    app.stack("Stack", Stack::named("stack")).add("Role", Role::with_trust([trust]));
    assert!(app.synth().is_err());
}

/// Every reason is kept, in whichever document of the role its statement is.
#[test]
fn reasons_of_several_documents_are_all_kept() {
    let send = |why: &str| [allow([Queue::SEND_MESSAGE]).on_every(why)];
    let role = task_role().inline_policy("one", send("first")).inline_policy("two", send("second"));
    let found = template(|stack| _ = stack.add("Role", role));
    let reasons = at(&found, "/Resources/Role/Metadata/constructs/reasons").to_string();
    assert!(reasons.contains("first") && reasons.contains("second"), "{reasons}");
}

/// `Principal` and `NotPrincipal` exclude each other; neither takes over the principals of the other.
#[test]
fn a_statement_speaks_of_some_or_of_all_but_some() {
    let (one, two) = (|| Principal::account("111122223333"), || Principal::account("444455556666"));
    let send = || allow([Queue::SEND_MESSAGE]).on_every("a test");
    for statement in
        [send().not_principal(one()).principal(two()), send().principal(two()).not_principal(one())]
    {
        let app = App::new();
        let part = constructs::GenericResource::new("Custom::Policy");
        let document = constructs::Expr::from(PolicyDocument::new([statement]));
        app.stack("Stack", Stack::named("stack")).add("Part", part.raw("Document", document));
        assert!(app.synth().is_err());
    }
}
