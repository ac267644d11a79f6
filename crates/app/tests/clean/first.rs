//! What somebody meets who knows the `cdk` CLI.

use std::fs;

use crate::{CDK_JSON, finish, folder, names, program, run};

#[test]
fn settings_on_the_command_line_need_no_inner_quotes() {
    let project = folder(&[("cdk.json", CDK_JSON)]);
    for argument in [
        "environments.dev.account=111122223333",
        "environments.dev.account=000022223333",
        "environments.dev.account=\"111122223333\"",
        "environments.dev={\"baseName\": \"chat-dev\", \"account\": \"111122223333\"}",
    ] {
        let run = run(project.path(), &["list", "--long", "-c", argument]);
        assert_eq!(run.code(), Some(0), "{argument}: {}", run.stderr);
        assert!(run.stdout.contains("22223333/any region"), "{argument}: {}", run.stdout);
    }
    let argument = "environments.dev.database.storage=5";
    assert_eq!(run(project.path(), &["list", "-c", argument]).code(), Some(1));
    let argument = "environments.dev.database.storage=50";
    assert_eq!(run(project.path(), &["list", "-c", argument]).code(), Some(0));
}

#[test]
fn stacks_are_selected_by_scope_and_pattern() {
    let project = folder(&[("cdk.json", CDK_JSON)]);
    for (words, count) in [("dev", 5), ("dev/*", 5), ("*/Iam", 5), ("chat-*-queues", 1)] {
        let run = run(project.path(), &["list", words]);
        assert_eq!(run.stdout.lines().count(), count, "{words}: {}{}", run.stdout, run.stderr);
    }
    let run = run(project.path(), &["synth", "zzz"]);
    assert_eq!(run.code(), Some(2));
    for name in ["network", "database", "cache", "queues", "iam"] {
        assert_eq!(run.stderr.matches(&format!("chat-dev-{name}")).count(), 1, "{}", run.stderr);
    }
}

#[test]
fn under_the_cdk_cli_a_run_without_mistakes_says_nothing() {
    let project = folder(&[("cdk.json", CDK_JSON)]);
    let synth = |name: &str| {
        let mut command = program(project.path());
        command.args(["synth", "-c", &format!("environments.dev.baseName={name}")]);
        finish(command.env("CDK_OUTDIR", project.path().join("out")))
    };
    let run = synth("chat-dev");
    assert_eq!((run.code(), &*run.stdout, &*run.stderr), (Some(0), "", ""));
    assert_eq!(names(&project.path().join("out")).len(), 7);
    let run = synth("Wrong");
    assert_eq!(run.code(), Some(1));
    assert!(run.stderr.contains("error[S0102]"), "{}", run.stderr);
}

#[test]
fn a_matrix_can_be_tried_and_help_can_be_found() {
    let project = folder(&[("cdk.json", CDK_JSON)]);
    let matrix = concat!(env!("CARGO_MANIFEST_DIR"), "/permissions.yaml");
    let proof = run(project.path(), &["access", "prove", "--matrix", matrix]);
    assert_eq!(proof.code(), Some(0), "{}", proof.stderr);
    for word in ["deploy", "diff", "init", "new", "destroy", "watch", "doctor"] {
        let run = run(project.path(), &[word]);
        assert_eq!(run.code(), Some(2));
        assert!(run.stderr.contains("  = help: run `"), "{word}: {}", run.stderr);
    }
    let help = run(project.path(), &["help"]);
    assert!(help.code() == Some(0) && help.stdout.contains("Usage: app "), "{}", help.stdout);
    let version = run(project.path(), &["--version"]);
    assert!(version.stdout.starts_with("app (constructs "), "{}", version.stdout);
    let guard = run(project.path(), &["validate"]);
    assert!(!guard.stdout.contains("--features guard"), "{}", guard.stdout);
}

#[test]
fn the_cdk_json_of_the_repository_can_be_watched() {
    let text = fs::read_to_string(crate::repository().join("cdk.json")).expect("a file");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert!(json["watch"]["include"].is_array());
}
