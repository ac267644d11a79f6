//! Text of others in every output: it starts no line, steers no terminal, runs no command of a CI system.

use crate::{folder, run};

/// A newline, a command for GitHub's runner, an escape, a C1 control, and a change of the reading direction.
const HOSTILE: &str = "x\\n::stop-commands::y\\u001b[31m\\u009b31m\\u202e ##[add-mask]z";

/// A role whose every name is hostile.
fn template() -> String {
    format!(
        r#"{{"Resources": {{
  "Queue{HOSTILE}": {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "{HOSTILE}", "{HOSTILE}": 1}}}},
  "Role": {{"Type": "AWS::IAM::Role", "Metadata": {{"aws:cdk:path": "::{HOSTILE}/Resource"}}, "Properties": {{
    "RoleName": "role",
    "AssumeRolePolicyDocument": {{"Statement": {{"Effect": "Allow", "Principal": {{"Service": "{HOSTILE}.amazonaws.com"}}, "Action": "sts:AssumeRole"}}}},
    "Policies": [{{"PolicyName": "{HOSTILE}", "PolicyDocument": {{"Statement": [
      {{"Sid": "{HOSTILE}", "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:{HOSTILE}"], "Resource": "arn:aws:sqs:eu-west-1:111122223333:{HOSTILE}", "Condition": {{"StringEquals": {{"{HOSTILE}": "{HOSTILE}"}}}}}},
      {{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}}]}}}}]}}}}}}}}"#
    )
}

#[test]
fn text_of_templates_is_harmless_in_every_output() {
    let old = r#"{"Resources": {}}"#;
    let script = r#"{"Resources": {"A": {"Type": "A::B::C", "Properties": {"P": "a\n::error::x\n ##[x]\nb"}}}}"#;
    let files = [("role.json", &*template()), ("old.json", old), ("script.json", script)];
    let folder = folder(&files);
    for arguments in [
        "validate role.json",
        "validate role.json --format json",
        "validate role.json --format sarif",
        "validate role.json --format github",
        "validate role.json --format junit",
        "migrate role.json",
        "migrate script.json",
        "access matrix --templates role.json",
        "access matrix --templates role.json --format markdown",
        "access matrix --templates role.json --format html",
        "access matrix --templates role.json --format json",
        "access diff old.json role.json",
        "access diff old.json role.json --format json",
        "access diff role.json old.json --no-new-access",
        "access can role sqs:SendMessage * --templates role.json",
        "access can role sqs:SendMessage arn:aws:sqs:eu-west-1:111122223333:q --templates role.json",
        "access can nobody sqs:SendMessage * --templates role.json",
        "access who-can sqs:SendMessage * --templates role.json",
        "access who-can sqs:PurgeQueue * --templates role.json",
    ] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let run = run(folder.path(), &words);
        assert!(matches!(run.code(), Some(0..=3)), "{arguments}: {:?}", run.status);
        run.assert_harmless(arguments);
    }
}

#[test]
fn text_of_arguments_is_harmless_in_every_error() {
    let word = "x\n::stop-commands::y\u{1b}[31m\u{9b}\u{202e} ##[add-mask]z";
    let name = format!("{word}.json").replace('/', "");
    let folder = folder(&[(&name, "{\"Resources\": {\"A\": 1}}")]);
    for arguments in [
        &[word][..],
        &["migrate", word],
        &["migrate", &name],
        &["validate", word],
        &["validate", "--regions", word, &name],
        &["validate", &format!("--today={word}"), &name],
        &["validate", &name],
        &["access", "--env", word, "matrix", "--templates", &name],
    ] {
        let run = run(folder.path(), arguments);
        assert!(matches!(run.code(), Some(0..=3)), "{arguments:?}: {:?}", run.status);
        run.assert_harmless(&format!("{arguments:?}"));
    }
}
