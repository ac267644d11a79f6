//! Words of a question that name nothing, and what an answer assumes.

use super::{Output, role, run_on};

const ALL: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
const KEY: &str = r#""K": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Version": "2012-10-17", "Statement":
    {"Effect": "Allow", "Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}, "Action": "kms:*", "Resource": "*"}}}},
    "Default": {"Type": "AWS::KMS::Key", "Properties": {}}"#;

fn both(template: &str, action: &str, resource: &str) -> [Output; 2] {
    [&["can", "R", action, resource][..], &["who-can", action, resource]].map(|words| {
        run_on(&[("t.json", template)], &[words, &["--templates", "@t.json"]].concat())
    })
}

#[test]
fn an_action_that_does_not_exist_is_an_error() {
    let template = role(ALL, "", "");
    for (action, help) in [
        ("sqs:SendMesage", "did you mean `sqs:SendMessage`?"),
        ("sqss:SendMessage", "did you mean `sqs:SendMessage`?"),
        ("iam:AssumeRole", "did you mean `sts:AssumeRole`?"),
        ("sqs:DeleteMessageBatch", "write `sqs:DeleteMessage`, which allows this operation"),
        ("s3:Gett*", "did you mean `s3:Get*`?"),
        ("sqs:Frobnicate", "check its spelling"),
        ("sqs:Frobnicate*", "remove it, or correct the pattern"),
        ("xq*:Get*", "write an action for each service"),
        ("SendMessage", "write `service:Action`"),
    ] {
        for Output { text, code } in both(&template, action, "*") {
            assert_eq!(code, 2, "{action}: {text}");
            assert!(
                text.starts_with("error: ") && text.contains(action.split(':').next().unwrap())
            );
            assert!(text.contains(help), "{action}: {text}");
        }
    }
    for action in ["sqs:SendMessage", "SQS:sendmessage", "sqs:Send*", "*", "*:*"] {
        for Output { text, code } in both(&template, action, "*") {
            assert!(code == 0 && !text.contains("error"), "{action}: {text}");
            assert!(!text.contains("although"), "{action}: {text}");
        }
    }
}

#[test]
fn what_is_not_read_may_deny() {
    let template = role(ALL, "", r#""Transform": "Macro""#);
    let [Output { text, .. }, _] = both(&template, "sqs:SendMessage", "*");
    assert!(text.starts_with("yes: "), "{text}");
    let assumed = "assumed: nothing that is not read denies it: the transform `Macro` of `t`";
    assert!(text.contains(assumed), "{text}");
}

#[test]
fn a_wildcard_in_the_service_is_an_assumption() {
    for Output { text, code } in both(&role(ALL, "", ""), "s*:Get*", "*") {
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("assumed: `s*:Get*` is an action, although"), "{text}");
    }
}

#[test]
fn an_action_of_an_unknown_service_is_an_assumption() {
    for Output { text, code } in both(&role(ALL, "", ""), "frobnicate:Now", "*") {
        assert_eq!(code, 0, "{text}");
        let assumed = "assumed: `frobnicate:Now` is an action, although IAM has no service `frobnicate`, as of ";
        assert!(text.contains(assumed), "{text}");
    }
}

#[test]
fn a_key_s_policy_is_assumed_only_where_it_is_not_in_the_templates() {
    let template = role(ALL, KEY, "");
    let assumed = "assumed: the key's policy leaves it to the account's identity policies";
    let arn = "arn:aws:kms:eu-west-1:111122223333:key/0";
    for (action, resource, is_assumed) in [
        ("kms:Decrypt", "K", false),
        ("KMS:Decrypt", "K", false),
        ("kms:Decrypt", "Default", false),
        ("kms:Decrypt", arn, true),
        ("kms:Decrypt", "*", true),
        ("sqs:SendMessage", "*", false),
    ] {
        for Output { text, code } in both(&template, action, resource) {
            assert_eq!(code, 0, "{text}");
            assert_eq!(text.contains(assumed), is_assumed, "{action} {resource}: {text}");
        }
    }
}
