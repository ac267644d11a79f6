//! The program as people and tools start it: arguments and environment in, files, text and exit code out.
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value as Json, json};
use tempfile::TempDir;

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
    program().args(arguments).output().expect("the program starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// Synthesizes with these arguments, and gives back the folder.
fn synth(arguments: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let output = program().args(["synth", "--output"]).arg(folder.path()).args(arguments).output();
    let output = output.expect("the program starts");
    assert!(output.status.success(), "{}", stderr(&output));
    folder
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (
                path.file_name().expect("a name").to_string_lossy().into_owned(),
                fs::read(&path).expect("a file"),
            )
        })
        .collect();
    files.sort();
    files
}

fn template(folder: &Path, name: &str) -> Json {
    let text = fs::read(folder.join(format!("{name}.template.json"))).expect("a template");
    serde_json::from_slice(&text).expect("JSON")
}

#[test]
fn what_is_committed_is_what_the_source_says() {
    let output = run(&["synth", "--check"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn two_runs_and_one_from_elsewhere_give_the_same_bytes() {
    let (first, second) = (synth(&[]), synth(&[]));
    assert_eq!(files(first.path()), files(second.path()));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let out = elsewhere.path().join("out");
    let mut command = program();
    let command = command.current_dir(elsewhere.path()).arg("--project").arg(project());
    let output =
        command.arg("synth").arg("--output").arg(&out).output().expect("the program starts");
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(files(first.path()), files(&out));
}

#[test]
fn every_wrong_setting_is_named_at_once_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = [
        "-c",
        "environments.dev.deletionProtecton=true",
        "-c",
        "environments.dev.database.storage=5",
        "-c",
        "environments.dev.permissionsBoundary=arn:aws:iam::111122223333:policy/*",
        "-c",
        "environments.prod.baseName=Chat",
        "-c",
        "environmnts=x",
        "-c",
        "aws:cdk:enable-path-metadata=true",
        "-c",
        "@aws-cdk/core:x=true",
    ];
    let output = program().args(["synth", "--output"]).arg(folder.path()).args(arguments).output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(files(folder.path()).is_empty());
    insta::assert_snapshot!(stderr(&output));
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    for (arguments, code) in [
        (&["synth", "--nope"][..], 2),
        (&["synth", "no-such-stack"], 2),
        (&["list", "--env", "nowhere"], 2),
        (&["list", "-c", "novalue"], 2),
        (&["list", "--project", "no/such/folder"], 2),
        (&["synth", "--output", "/dev/null/x"], 3),
        (&["synth", "--check", "-c", "environments.dev.multiAz=true"], 1),
        (&["--help"], 0),
    ] {
        assert_eq!(run(arguments).status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn check_names_the_stack_that_is_out_of_date() {
    let output = run(&["synth", "--check", "-c", "environments.dev.trustSourceAccount=true"]);
    assert!(
        stderr(&output).contains("stack `chat-dev-iam` (`chat-dev-iam.template.json`) differs")
    );
}

#[test]
fn stacks_are_listed_in_the_order_to_deploy_them() {
    let output = run(&["list", "--env", "dev"]);
    let names = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(
        names,
        "chat-dev-network\nchat-dev-database\nchat-dev-cache\nchat-dev-queues\nchat-dev-iam\n"
    );
}

#[test]
fn commands_are_quoted_for_a_shell() {
    let output =
        run(&["list", "--env", "dev", "--commands", "-c", "environments.dev.tags.owner=it's ours"]);
    let commands = String::from_utf8(output.stdout).expect("UTF-8");
    let last = commands.lines().last().expect("a line");
    insta::assert_snapshot!(last);
}

#[test]
fn a_stack_comes_with_those_that_it_needs() {
    let folder = synth(&["chat-dev-database"]);
    let names: Vec<String> = files(folder.path()).into_iter().map(|file| file.0).collect();
    let expected = [
        "chat-dev-database.template.json",
        "chat-dev-network.template.json",
        "manifest.json",
        "tree.json",
    ];
    assert_eq!(names, expected);
}

#[test]
fn external_imports_make_the_iam_stack_alone() {
    let folder = synth(&[
        "--env",
        "dev",
        "-c",
        "environments.dev.imports=external",
        "-c",
        "environments.dev.exportNames.pushQueue=shared:Push",
    ]);
    let names: Vec<String> = files(folder.path()).into_iter().map(|file| file.0).collect();
    assert_eq!(names, ["chat-dev-iam.template.json", "manifest.json", "tree.json"]);
    let text = template(folder.path(), "chat-dev-iam").to_string();
    for name in [
        "shared:Push",
        "chat-dev-queues:OfflineArn",
        "chat-dev-queues:PushDlqArn",
        "chat-dev-queues:OfflineDlqArn",
        "chat-dev-database:CredentialsId",
        "chat-dev-cache:TokenId",
    ] {
        assert!(text.contains(&json!({"Fn::ImportValue": name}).to_string()), "{name}");
    }
}

#[test]
fn the_cdk_cli_says_where_to_write_and_adds_to_the_context() {
    let folder = tempfile::tempdir().expect("a folder");
    let overflow = folder.path().join("overflow.json");
    fs::write(&overflow, json!({"environments.prod.baseName": "chat-live"}).to_string())
        .expect("a file");
    let out = folder.path().join("out");
    let context = json!({"environments.dev.multiAz": "true", "aws:cdk:bundling-stacks": ["**"]});
    let output = program()
        .arg("synth")
        .env("CDK_OUTDIR", &out)
        .env("CDK_CONTEXT_JSON", context.to_string())
        .env("CONTEXT_OVERFLOW_LOCATION_ENV", &overflow)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
    let database = template(&out, "chat-dev-database");
    assert_eq!(database["Resources"]["Instance"]["Properties"]["MultiAZ"], true);
    assert!(out.join("chat-live-iam.template.json").exists());
}

#[test]
fn account_and_region_come_from_the_cdk_cli_only_where_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = program()
        .args(["synth", "--output"])
        .arg(folder.path())
        .args([
            "-c",
            "environments.dev.account=CDK_DEFAULT_ACCOUNT",
            "-c",
            "environments.dev.region=CDK_DEFAULT_REGION",
        ])
        .env("CDK_DEFAULT_ACCOUNT", "111122223333")
        .env("CDK_DEFAULT_REGION", "eu-central-1")
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", stderr(&output));
    let manifest: Json =
        serde_json::from_slice(&fs::read(folder.path().join("manifest.json")).expect("a file"))
            .expect("JSON");
    assert_eq!(manifest["artifacts"]["dev-Iam"]["environment"], "aws://111122223333/eu-central-1");
    assert_eq!(
        manifest["artifacts"]["prod-Iam"]["environment"],
        "aws://unknown-account/unknown-region"
    );
}

/// Synthesizes into a folder that holds another assembly, and gives back what was said.
fn synth_over(change: impl FnOnce(&Path), format: &str) -> String {
    let folder = synth(&["--format", format]);
    change(folder.path());
    let output = program().args(["synth", "--output"]).arg(folder.path()).output();
    let said = stderr(&output.expect("the program starts"));
    assert_eq!(files(folder.path()), files(synth(&[]).path()), "warnings change no byte");
    said
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).expect("a file");
}

#[test]
fn a_change_that_aws_would_refuse_is_warned_of() {
    let said = synth_over(
        |folder| {
            let queues = "chat-dev-queues.template.json";
            edit(folder, queues, "\"Push\": {", "\"OldPush\": {");
            edit(folder, queues, "\"Push\",", "\"OldPush\",");
            edit(folder, "chat-dev-cache.template.json", "cache:TokenId", "cache:GoneId");
            edit(folder, "chat-dev-iam.template.json", "cache:TokenId", "cache:GoneId");
            edit(
                folder,
                "chat-dev-iam.template.json",
                "\"RoleName\": \"chat-dev-api-task-role\"",
                "\"RoleName\": \"chat-dev-api-task-role\", \"Path\": \"/old/\"",
            );
        },
        "json",
    );
    let warnings: Vec<&str> = said.lines().filter(|line| line.starts_with("warning[")).collect();
    insta::assert_snapshot!(warnings.join("\n"));
}

#[test]
fn an_assembly_in_yaml_is_compared_as_well() {
    let said = synth_over(
        |folder| {
            edit(
                folder,
                "chat-dev-queues.template.yaml",
                "QueueName: chat-dev-push-notification\n",
                "QueueName: chat-dev-push-notification\n      FifoQueue: false\n",
            )
        },
        "yaml",
    );
    assert!(
        said.contains("warning[T0104]: changing `FifoQueue` replaces `chat-dev-push-notification`"),
        "{said}"
    );
}

#[test]
fn nothing_is_said_where_nothing_is_refused() {
    assert!(!synth_over(|_| {}, "json").contains("warning"));
    assert!(
        !synth_over(|folder| fs::write(folder.join("manifest.json"), "{").expect("a file"), "json")
            .contains("warning[")
    );
}

#[test]
fn a_mistake_leads_to_its_construct_and_line() {
    let output = run(&[
        "synth",
        "--check",
        "--env",
        "dev",
        "-c",
        "environments.dev.baseName=chat-dev-very-long-name-for-rol",
        "-c",
        "environments.dev.roleNamesWithRegion=true",
        "-c",
        "environments.dev.region=ap-southeast-2",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    let second = said.split("\n\n").nth(1).expect("two mistakes");
    insta::assert_snapshot!(second, @r"
    error[C0601]: `chat-dev-very-long-name-for-rol-realtime-task-role-ap-southeast-2` has 65 characters; the limit is 64
      --> crates/app/src/stacks/iam.rs:64:26
       | dev/Iam/Realtime/Role (RealtimeRole2ACCBF61, RoleName)
       | in dev/Iam/Realtime, added at crates/app/src/stacks/iam.rs:37:42
       | in dev/Iam, added at crates/app/src/lib.rs:47:21
       | in dev, added at crates/app/src/lib.rs:24:29
      = help: shorten it, or remove it: CloudFormation generates a name
    ");
}

#[test]
fn migrate_is_a_command_of_another_program() {
    let output = run(&["migrate", "queues.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    assert!(message.starts_with("error: there is no command `migrate`\n"), "{message}");
    assert!(message.contains("`cargo run -p constructs-cli -- migrate TEMPLATE`"), "{message}");
    let help = String::from_utf8(run(&["--help"]).stdout).expect("UTF-8");
    assert!(!help.contains("migrate"), "{help}");
}
