//! Text of others in every output: it starts no line, steers no terminal, runs no command of a CI system.

use crate::{CDK_JSON, Run, finish, folder, program, run};

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

fn assert_harmless(run: &Run, what: &str) {
    for (stream, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        let is_unsafe =
            |c: char| (c.is_control() && c != '\n') || ('\u{2028}'..='\u{202e}').contains(&c);
        assert!(!text.contains(is_unsafe), "{what}, {stream}: {text:?}");
        assert!(!text.contains("##["), "{what}, {stream}: {text}");
        let mut commands = text.lines().filter(|line| line.trim_start().starts_with("::"));
        let is_ours = |line: &str| {
            ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start))
        };
        let wrong = commands.find(|line| !(what.contains("github") && is_ours(line)));
        assert_eq!(wrong, None, "{what}, {stream}");
    }
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
        assert_harmless(&run, arguments);
    }
}

#[test]
fn text_of_arguments_is_harmless_in_every_error() {
    let word = "x\n::stop-commands::y\u{1b}[31m\u{9b}\u{202e} ##[add-mask]z";
    let name = format!("{word}.json").replace('/', "");
    let folder = folder(&[("cdk.json", CDK_JSON), (&name, "{\"Resources\": {\"A\": 1}}")]);
    for arguments in [
        &[word][..],
        &["synth", word],
        &["synth", "--output", "/dev/null/\n::x"],
        &["synth", "--env", word],
        &["synth", "--today", word],
        &["synth", &format!("--{word}")],
        &["list", "--project", word],
        &["list", "-c", word],
        &["list", "-c", &format!("{word}=1")],
        &["list", "-c", &format!("environments.{word}.baseName=Wrong")],
        &["validate", word],
        &["validate", &name],
        &["validate", &name, "--format", "json"],
        &["validate", &name, "--format", "github"],
        &["validate", &name, "--format", "junit"],
        &["validate", "--rules", word, &name],
        &["migrate", word],
        &["migrate", &name],
        &["access", "prove", "--matrix", word],
        &["access", "prove", "--matrix", &name],
        &["access", "matrix", "--templates", word],
        &["access", "can", word, "sqs:SendMessage", "*"],
        &["access", "can", "dev/Iam/ApiTask", word, "*"],
        &["access", "can", "dev/Iam/ApiTask", "sqs:SendMessage", word],
        &["access", "who-can", "sqs:*", word],
        &["access", "diff", &format!("git:{word}"), "x"],
        &["access", "diff", word, word],
    ] {
        let run = run(folder.path(), arguments);
        assert!(matches!(run.code(), Some(0..=3)), "{arguments:?}: {:?}", run.status);
        assert_harmless(&run, &format!("{arguments:?}"));
    }
    let mut command = program(folder.path());
    let run = finish(command.arg("list").env("CDK_CONTEXT_JSON", format!("{{\"{word}\": 1}}")));
    assert_harmless(&run, "CDK_CONTEXT_JSON");
}
