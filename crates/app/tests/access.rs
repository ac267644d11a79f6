//! `access` as people and tools start it.
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_app"));
    constructs_fixtures::program::clean(&mut command);
    command.current_dir(project());
    command
}

fn run(arguments: &[&str]) -> Output {
    program().arg("access").args(arguments).output().expect("the program starts")
}

fn stdout(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_tables_are_those_of_the_module() {
    insta::assert_snapshot!(stdout(&["matrix", "--env", "dev"]));
    let markdown = stdout(&["matrix", "--env", "dev", "--format", "markdown"]);
    for row in [
        "| Pull ECR images | ✓ | - | - | - |",
        "| Write logs | ✓ | ✓ | ✓ | ✓ |",
        "| SQS SendMessage | - | ✓ | ✓ | DLQ only |",
        "| ECR repos | All | - | - | - |",
        "| Push queue | - | Send | Send+Receive | Receive |",
        "| Push DLQ | - | - | - | Send |",
    ] {
        assert!(markdown.contains(row), "{row}\n{markdown}");
    }
    assert!(stdout(&["matrix", "--format", "html"]).contains("<td>Send+Receive</td>"));
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&["matrix", "--format", "json"])).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    let plain = stdout(&["matrix", "--templates", "cdk.out/chat-dev-iam.template.json"]);
    assert!(plain.contains("sqs:SendMessage"), "{plain}");
}

#[test]
fn the_proof_is_explained_and_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("evidence.json");
    let path = file.to_str().expect("a path");
    let text = stdout(&["prove", "--today", "2026-11-25", "--evidence", path]);
    insta::assert_snapshot!(text);
    let evidence = fs::read_to_string(&file).expect("the evidence");
    let again = stdout(&["prove", "--today", "2026-11-25", "--evidence", path]);
    assert_eq!(text, again);
    assert_eq!(evidence, fs::read_to_string(&file).expect("the evidence"));
    let json: serde_json::Value = serde_json::from_str(&evidence).expect("JSON");
    assert_eq!(json["environments"][0]["verdict"], "proved");
    assert_eq!(json["templates"].as_array().map(Vec::len), Some(10));
}

#[test]
fn questions_are_answered() {
    insta::assert_snapshot!(
        [
            stdout(&["can", "API", "sqs:SendMessage", "Push queue", "--env", "dev"]),
            stdout(&["can", "dev/Iam/Api/Role", "sqs:ReceiveMessage", "dev/Queues/Push"]),
            stdout(&["can", "Workers", "cloudwatch:PutMetricData", "*", "--env", "prod"]),
            stdout(&[
                "can",
                "Workers",
                "cloudwatch:PutMetricData",
                "*",
                "--env",
                "prod",
                "--context",
                "cloudwatch:namespace=chat-prod"
            ]),
            stdout(&["who-can", "sqs:DeleteMessage", "Push queue", "--env", "dev"]),
            stdout(&["who-can", "s3:GetObject", "*", "--env", "dev"]),
        ]
        .join("---\n")
    );
    for arguments in [
        &["can", "Nobody", "sqs:SendMessage", "*"][..],
        &["can", "API", "sqs:SendMessage", "*"],
        &["can", "API", "SendMessage", "*", "--env", "dev"],
        &["who-can", "sqs:SendMessage", "Queues/Pusch", "--env", "dev"],
        &["can", "API", "sqs:SendMessage", "*", "--env", "dev", "--context", "key"],
        &["prove", "--today", "tomorrow"],
        &["diff", "cdk.out", "no/such/folder"],
        &["diff", "cdk.out", "git:--output=x"],
    ] {
        let output = run(arguments);
        assert!([Some(2), Some(3)].contains(&output.status.code()), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("help:"), "{arguments:?}");
    }
}

#[test]
fn a_difference_is_told_in_words() {
    let same = stdout(&["diff", "cdk.out", "cdk.out"]);
    assert!(same.starts_with("nobody in these templates gained or lost anything\n"), "{same}");
    assert!(same.contains("\nassumed, not proved:\n"), "{same}");
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(project().join("cdk.out")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        let text = fs::read_to_string(&path).expect("a file");
        fs::write(
            folder.path().join(name),
            text.replacen("\"sqs:SendMessage\"", "\"sqs:PurgeQueue\"", 1),
        )
        .expect("a copy");
    }
    let new = folder.path().to_str().expect("a path");
    insta::assert_snapshot!(stdout(&["diff", "cdk.out", new]));
    assert_eq!(run(&["diff", "cdk.out", new, "--no-new-access"]).status.code(), Some(1));
    assert_eq!(run(&["diff", "cdk.out", "cdk.out", "--no-new-access"]).status.code(), Some(0));
}

#[test]
fn a_matrix_that_says_less_stops_synth_and_names_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        fs::read_to_string(project().join("crates/app/permissions.yaml")).expect("the matrix");
    let text = text
        .replace("cells: {API: Send, Realtime: Send+Receive, Workers: Receive}\n  - row: Push DLQ", "cells: {Realtime: Send+Receive, Workers: Receive}\n  - row: Push DLQ")
        .replace("resources: [Push queue, Offline queue]\n    cells: {API: yes, Realtime: yes, Workers: DLQ only}", "resources: [Push queue, Offline queue]\n    cells: {API: Push queue, Realtime: yes, Workers: DLQ only}")
        .replace("cells: {API: yes, Realtime: yes, Workers: yes on Queues and DLQs}", "cells: {API: Push queue, Realtime: yes, Workers: yes on Queues and DLQs}");
    fs::write(folder.path().join("base.yaml"), text).expect("a matrix");
    let mut command = program();
    command
        .args(["access", "prove", "--env", "dev", "--project"])
        .arg(project().canonicalize().expect("a path"));
    let output = command
        .current_dir(folder.path())
        .args(["--matrix", "base.yaml"])
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    insta::assert_snapshot!(text);
    let page = fs::read_to_string(project().join("docs/permissions.md")).expect("the page");
    let error = text.split("\n\n").next().expect("an error");
    assert!(page.contains(error), "the page does not show this output:\n{error}");
}

#[test]
fn queries_go_line_by_line() {
    let mut child = program()
        .args(["access", "query"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let allow = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}"#;
    let input = format!("nonsense\n{{\"op\":\"implies\",\"p1\":{allow},\"p2\":{allow}}}\n");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines.len() == 2 && lines[0].contains("\"error\"") && lines[1].contains("proved"),
        "{text}"
    );
}

/// A role that may do `action` on a queue that it names.
fn role(action: &str) -> String {
    format!(
        r#"{{"Resources": {{
  "Push": {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "push"}}}},
  "Role": {{"Type": "AWS::IAM::Role", "Metadata": {{"aws:cdk:path": "prod/Shop/Api/Resource"}}, "Properties": {{
    "RoleName": "shop-api",
    "AssumeRolePolicyDocument": {{"Statement": {{"Effect": "Allow", "Principal": {{"Service": "ecs-tasks.amazonaws.com"}}, "Action": "sts:AssumeRole"}}}},
    "Policies": [{{"PolicyName": "p", "PolicyDocument": {{"Statement": [
      {{"Effect": "Allow", "Action": "{action}", "Resource": {{"Fn::Sub": "arn:${{AWS::Partition}}:sqs:${{AWS::Region}}:${{AWS::AccountId}}:push"}}}}]}}}}]}}}}}}}}"#
    )
}

/// The program in a folder of its own.
fn in_folder(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = program();
    command.arg("access").args(arguments).current_dir(folder);
    command.args(["--project", "."]).output().expect("the program starts")
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn revisions_folders_and_templates_are_states() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let outside = in_folder(folder, &["diff", "git:HEAD", "cdk.out"]);
    assert_eq!(outside.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&outside.stderr).contains("`.` is in no git repository"));
    fs::create_dir(folder.join("cdk.out")).expect("a folder");
    fs::write(folder.join("cdk.out/shop.template.json"), role("sqs:SendMessage")).expect("a file");
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "cdk.out"]);
    git(folder, &["commit", "--quiet", "-m", "first"]);
    fs::write(folder.join("wide.json"), role("sqs:*")).expect("a file");
    let told = |arguments: &[&str]| {
        let output = in_folder(folder, arguments);
        let (out, err) = (output.stdout, output.stderr);
        let text = [out, err].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        format!("$ {}\n{text}= {}\n", arguments.join(" "), output.status.code().unwrap_or(-1))
    };
    let same = "nobody in these templates gained or lost anything\n";
    for old in ["git:HEAD", "git:HEAD:cdk.out", "git:HEAD:./cdk.out/shop.template.json", "cdk.out"]
    {
        assert!(told(&["diff", old, "cdk.out/shop.template.json"]).contains(same), "{old}");
    }
    let mut all = told(&["diff", "git:HEAD", "wide.json", "--no-new-access"]);
    all += &told(&["diff", "git:nowhere", "wide.json"]);
    all += &told(&["diff", "git:HEAD:elsewhere", "wide.json"]);
    all += &told(&["diff", "git:HEAD:../x", "wide.json"]);
    all += &told(&["diff", "git:", "wide.json"]);
    insta::assert_snapshot!(all);
    let json = in_folder(folder, &["diff", "git:HEAD", "wide.json", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json["changes"][0]["subject"], "prod/Shop/Api/Resource");
    assert_eq!(json["changes"][0]["gained"][0]["text"], "`sqs:*` on `<shop.Push>`");
}

#[test]
fn questions_take_stages_nested_stacks_and_any_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::create_dir(folder.join("assembly-prod")).expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
    write(
        "manifest.json",
        r#"{"artifacts": {"assembly-prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-prod"}}}}"#,
    );
    write(
        "assembly-prod/manifest.json",
        r#"{"artifacts": {"Shop": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1", "metadata": {"/prod/Shop/Queue/Resource": [{"type": "aws:cdk:logicalId", "data": "Push"}]}, "properties": {"templateFile": "shop.template.json"}}}}"#,
    );
    let nested = r#""Nested": {"Type": "AWS::CloudFormation::Stack", "Metadata": {"aws:asset:path": "nested.template.json"}, "Properties": {"Parameters": {"Queue": {"Fn::GetAtt": ["Push", "Arn"]}}}}, "Role":"#;
    write(
        "assembly-prod/shop.template.json",
        &role("sqs:SendMessage").replacen("\"Role\":", nested, 1),
    );
    write(
        "assembly-prod/nested.template.json",
        r#"{"Parameters": {"Queue": {"Type": "String"}}, "Resources": {"Worker": {"Type": "AWS::IAM::Role", "Properties": {
  "Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement": [
    {"Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": {"Ref": "Queue"}}]}}]}}}}"#,
    );
    let mut all = String::new();
    for arguments in [
        &["who-can", "sqs:ReceiveMessage", "Push"][..],
        &["who-can", "sqs:*", "arn:aws:sqs:eu-west-1:111122223333:push"],
        &["can", "shop-api", "sqs:SendMessage", "push"],
        &["can", "arn:aws:iam::111122223333:role/shop-api", "sqs:SendMessage", "Push"],
        &["can", "Api", "sqs:PurgeQueue", "push"],
        &["can", "Worker", "sqs:ReceiveMessage", "arn:aws:sqs:eu-west-1:111122223333:push"],
        &["can", "shop-aip", "sqs:SendMessage", "push"],
        &["can", "shop-api", "sqs:SendMessage", "pusch"],
        &["can", "shop-api", "sqs:SendMessage", "export shop:Arn"],
        &["can", "shop-api", "sqs:SendMessage", "arn:aws:sqs:push"],
    ] {
        let output = in_folder(folder, &[arguments, &["--templates", "."]].concat());
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8_lossy(&told).into_owned();
        all +=
            &format!("$ {}\n{told}= {}\n", arguments.join(" "), output.status.code().unwrap_or(-1));
    }
    insta::assert_snapshot!(all);
}
