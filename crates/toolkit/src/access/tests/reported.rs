//! Inputs that got wrong answers, in `tests/cases/access`. Each kind of fault has its neighbors in `neighbors`.

use std::path::{Path, PathBuf};

use super::{Output, run};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/access")
}

fn diff(old: &str, new: &str) -> Output {
    run(&folder(), &["diff", &format!("@{old}"), &format!("@{new}"), "--no-new-access"])
}

#[test]
fn differences() {
    let mut all = String::new();
    for (old, new, code) in [
        ("arn-condition-old.yaml", "arn-condition-new.yaml", 1),
        ("trust-parameter-old.yaml", "trust-parameter-new.yaml", 1),
        ("lambda-permission-old.yaml", "lambda-permission-new.yaml", 1),
        ("boundary-old.json", "policies-if.json", 1),
        ("boundary-old.json", "boundary-if.json", 1),
        ("principal-order-old.json", "principal-order-new.json", 0),
        ("cidr-old.json", "cidr-new.json", 0),
        ("condition-removed/old", "condition-removed/new", 1),
        ("two-stacks-of-one-name/old", "two-stacks-of-one-name/new", 1),
        ("long-expressions/old", "long-expressions/new", 1),
    ] {
        let Output { text, code: found } = diff(old, new);
        assert_eq!(found, code, "{old} {new}\n{text}");
        let (changes, _) = text.split_once("\nnot covered:").unwrap_or((&text, ""));
        all += &format!("$ diff {old} {new}\n{changes}\n");
    }
    insta::assert_snapshot!(all);
}

#[test]
fn questions() {
    let mut all = String::new();
    for (file, command, answer) in [
        ("deny-arn-condition.json", "can R sqs:SendMessage *", "no"),
        ("sam-policies.yaml", "who-can iam:PassRole *", "sam-policies.FRole"),
        ("action-parameter.json", "can R s3:GetObject *", "depends"),
        ("deny-parameter.json", "can R sqs:SendMessage Q", "depends"),
        ("policies-if.json", "can R s3:GetObject *", "depends"),
        ("boundary-if.json", "can R s3:GetObject *", "depends"),
        ("key-policy.json", "can R kms:Decrypt K", "no"),
        ("short-arn.json", "can Role sqs:SendMessage Q", "yes"),
        ("assembly", "can Role sqs:SendMessage Orders", "yes"),
        ("empty-symbol.json", "can R s3:ListBucket arn:aws:s3:::bucket", "depends"),
    ] {
        let path = format!("@{file}");
        let mut words: Vec<&str> = command.split(' ').collect();
        words.extend(["--templates", &path]);
        let Output { text, code } = run(&folder(), &words);
        assert!(text.starts_with(answer), "{file}: {text}");
        assert_eq!(code, 0, "{file}");
        all += &format!("$ {command} --templates {file}\n{text}\n");
    }
    insta::assert_snapshot!(all);
}
