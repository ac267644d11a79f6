//! Grants: gathered into one policy for each role.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;
use serde_json::json;

use crate::support::{at, check, keys, task_role, template, templates};

#[test]
fn grants_to_one_role_become_one_policy() {
    let found = template(|stack| {
        let role = stack.add("Role", task_role());
        let (one, two) = (stack.add("One", Queue::new()), stack.add("Two", Queue::new()));
        stack.add("Grant1", Grant::new(role, [allow([Queue::SEND_MESSAGE]).on([one])]));
        stack.add(
            "Grant2",
            Grant::new(
                role,
                [
                    allow([Queue::SEND_MESSAGE]).on([two]),
                    deny([Queue::DELETE_QUEUE]).on([one]).sid("Keep"),
                ],
            ),
        );
    });
    assert_eq!(keys(&found, "/Resources"), ["One", "Role", "RoleDefaultPolicyEC8630DA", "Two"]);
    let arn = |id: &str| json!({"Fn::GetAtt": [id, "Arn"]});
    check(
        &found,
        [(
            "/Resources/RoleDefaultPolicyEC8630DA",
            json!({
                "Type": "AWS::IAM::Policy",
                "Properties": {
                    "PolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [
                            {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": [arn("One"), arn("Two")]},
                            {"Sid": "Keep", "Effect": "Deny", "Action": "sqs:DeleteQueue", "Resource": arn("One")}
                        ]
                    },
                    "PolicyName": "RoleDefaultPolicyEC8630DA",
                    "Roles": [{"Ref": "Role"}]
                }
            }),
        )],
    );
}

#[test]
fn a_grant_from_another_stack_stands_with_its_role() {
    let (first, second) = templates(|first, second| {
        let queue = first.add("Queue", Queue::new());
        let role = second.add("Role", task_role());
        first.add("Grant", Grant::new(role, [allow([Queue::SEND_MESSAGE]).on([queue])]));
    });
    assert_eq!(keys(&first, "/Resources"), ["Queue"]);
    let resource =
        "/Resources/RoleDefaultPolicyEC8630DA/Properties/PolicyDocument/Statement/0/Resource";
    check(&second, [(resource, json!({"Fn::ImportValue": "first:QueueArn"}))]);
}

#[test]
fn grants_to_a_role_made_elsewhere_stand_in_their_own_stack() {
    let arn = || Arn::<Role>::literal("arn:aws:iam::111122223333:role/team/api");
    let (first, second) = templates(|first, second| {
        for stack in [first, second] {
            let queue = stack.add("Queue", Queue::new());
            for id in ["Send", "Again"] {
                stack.add(
                    id,
                    Grant::new(Role::imported(arn()), [allow([Queue::SEND_MESSAGE]).on([queue])]),
                );
            }
        }
    });
    for found in [first, second] {
        assert_eq!(keys(&found, "/Resources"), ["Queue", "Send"]);
        check(
            &found,
            [
                ("/Resources/Send/Type", json!("AWS::IAM::Policy")),
                ("/Resources/Send/Properties/Roles", json!(["api"])),
                ("/Resources/Send/Properties/PolicyName", json!("Send")),
                (
                    "/Resources/Send/Properties/PolicyDocument/Statement/0/Action",
                    json!("sqs:SendMessage"),
                ),
            ],
        );
        assert_eq!(
            at(&found, "/Resources/Send/Properties/PolicyDocument/Statement")
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }
}

/// `as_written` keeps statements apart, in a grant too.
#[test]
fn a_grant_as_written_stays_as_written() {
    use constructs::iam::PolicyDocument;
    let found = template(|stack| {
        let role = stack.add("Role", task_role());
        let send =
            |at| allow([Queue::SEND_MESSAGE]).on([Arn::literal(format!("arn:aws:sqs:::q{at}"))]);
        stack.add("Grant", Grant::new(role, PolicyDocument::new([send(1), send(2)]).as_written()));
    });
    let statements = "/Resources/RoleDefaultPolicyEC8630DA/Properties/PolicyDocument/Statement";
    assert_eq!(at(&found, statements).as_array().unwrap().len(), 2);
}

/// What is granted counts as the role's inline policies do: 10,240 characters, all together.
#[test]
fn grants_count_as_inline_policies() {
    let arns = |from: usize| {
        (from..from + 55).map(|at| format!("arn:aws:sqs:eu-central-1:111122223333:{at:0>60}"))
    };
    let send = |from| [allow_named(["sqs:SendMessage"]).on(arns(from))];
    for role in [task_role(), task_role().inline_policy("inline", send(0))] {
        let app = App::new();
        let stack = app.stack("Stack", Stack::named("stack"));
        let role = stack.add("Role", role);
        stack.add("One", Grant::new(role, send(100)));
        stack.add("Two", Grant::new(role, send(200)));
        let found = app.synth().expect_err("more than 10,240 characters");
        assert_eq!(found.iter().map(|found| found.code.as_str()).collect::<Vec<_>>(), ["C0604"]);
    }
}
