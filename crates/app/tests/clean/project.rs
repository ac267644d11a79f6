//! A project that is missing or incomplete, and settings from several places.

use std::fs;

use crate::{CDK_JSON, finish, folder, names, program, run};

#[test]
fn without_a_cdk_json_every_command_that_needs_it_fails() {
    let empty = folder(&[]);
    for arguments in [
        &["synth", "--project", "."][..],
        &["synth", "--check", "--project", "."],
        &["list", "--project", "."],
        &["validate", "--project", "."],
        &["access", "matrix", "--project", "."],
        &["access", "prove", "--project", "."],
        &["access", "who-can", "sqs:*", "*", "--project", "."],
    ] {
        let run = run(empty.path(), arguments);
        assert_eq!(run.code(), Some(2), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.starts_with("error: there is no `cdk.json` in `.`"), "{}", run.stderr);
    }
    assert!(names(empty.path()).is_empty());
}

#[test]
fn an_app_without_stacks_writes_nothing() {
    let project = folder(&[("cdk.json", CDK_JSON)]);
    assert_eq!(run(project.path(), &["synth"]).code(), Some(0));
    let before = names(&project.path().join("cdk.out"));
    fs::write(project.path().join("cdk.json"), "{\"app\": \"x\"}").expect("a file");
    for arguments in [
        &["synth"][..],
        &["synth", "--check"],
        &["list"],
        &["validate"],
        &["access", "matrix"],
        &["access", "prove"],
    ] {
        let run = run(project.path(), arguments);
        assert_eq!(run.code(), Some(1), "{arguments:?}");
        assert!(run.stderr.contains("the app has no stacks"), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(names(&project.path().join("cdk.out")), before);
}

#[test]
fn an_environment_that_the_context_lacks_is_an_error() {
    for (context, problem) in [
        ("", "there is no environment `dev`: the context has no `environments`"),
        (
            "\"environments\": {}",
            "there is no environment `dev`: `environments` in the context is empty",
        ),
        (
            "\"environments\": []",
            "there is no environment `dev`: `environments` in the context is not an object",
        ),
        ("\"environments\": {\"dew\": {\"baseName\": \"x\"}}", "there is no environment `dev`"),
    ] {
        let project = folder(&[("cdk.json", &format!("{{\"context\": {{{context}}}}}"))]);
        for arguments in [
            &["synth", "--env", "dev"][..],
            &["list", "--env", "dev"],
            &["validate", "--env", "dev"],
            &["access", "prove", "--env", "dev"],
        ] {
            let run = run(project.path(), arguments);
            assert_eq!(run.code(), Some(2), "{arguments:?}: {}", run.stderr);
            assert!(run.stderr.starts_with(&format!("error: {problem}\n")), "{}", run.stderr);
            assert!(run.stderr.contains("  = help: "), "{}", run.stderr);
        }
    }
}

#[test]
fn an_environment_of_templates_that_are_named_is_an_error() {
    let queue = r#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}"#;
    let project = folder(&[("cdk.json", CDK_JSON), ("queue.json", queue)]);
    for arguments in [
        "validate queue.json --env dev",
        "access --env dev diff queue.json queue.json",
        "access --env dev query",
        "access --env dev matrix --templates queue.json",
        "access can --env dev Queue sqs:SendMessage * --templates queue.json",
        "access who-can --env dev sqs:SendMessage * --templates queue.json",
    ] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let run = run(project.path(), &words);
        assert_eq!(run.code(), Some(2), "{arguments}: {}", run.stderr);
        assert!(run.stderr.contains("`--env dev` selects stacks of the app"), "{}", run.stderr);
    }
}

#[test]
fn a_selection_removes_other_templates_only_where_told() {
    let both = CDK_JSON.replace("\"dev\"", "\"prod\": {\"baseName\": \"chat-prod\"}, \"dev\"");
    let project = folder(&[("cdk.json", &both)]);
    assert_eq!(run(project.path(), &["synth"]).code(), Some(0));
    let out = project.path().join("cdk.out");
    let before = names(&out);
    for selection in [&["--env", "dev"][..], &["dev"], &["dev/*"], &["chat-dev-iam"]] {
        let refused = run(project.path(), &[&["synth"], selection].concat());
        assert_eq!(refused.code(), Some(2), "{selection:?}");
        assert!(refused.stderr.contains("add `--only` to remove them"), "{}", refused.stderr);
        assert_eq!(names(&out), before, "{selection:?}");
        let check = run(project.path(), &[&["synth", "--check"], selection].concat());
        assert_eq!(check.code(), Some(0), "{selection:?}: {}", check.stderr);
    }
    let changed = ["synth", "dev", "--check", "-c", "environments.dev.trustSourceAccount=true"];
    assert_eq!(run(project.path(), &changed).code(), Some(1));
    assert_eq!(run(project.path(), &["synth", "dev/*", "--only"]).code(), Some(0));
    assert!(names(&out).iter().all(|name| !name.contains("prod")));
    assert_eq!(run(project.path(), &["synth", "dev"]).code(), Some(0), "nothing else is there");
}

#[test]
fn a_wrong_setting_is_located_in_the_file_that_has_it() {
    let wrong = CDK_JSON
        .replace("\"chat-dev\"", "\"Chat\"")
        .replace("\"dev\": {", "\"dev\": {\n        \"mulitAz\": true,");
    let project = folder(&[("cdk.json", &wrong)]);
    let told = run(project.path(), &["list"]).stderr;
    assert!(told.contains("  --> cdk.json:7:9\n   | context.environments.dev.baseName"), "{told}");
    assert!(told.contains("  --> cdk.json:6:9\n   | context.environments.dev.mulitAz"), "{told}");
    let project = folder(&[
        ("cdk.json", CDK_JSON),
        ("cdk.context.json", "{\n  \"environments.dev.region\": \"nowhere\"\n}"),
    ]);
    let mut command = program(project.path());
    let context = r#"{"environments.dev.region": "nowhere"}"#;
    let told = finish(command.arg("list").env("CDK_CONTEXT_JSON", context)).stderr;
    assert!(told.contains("  --> cdk.context.json:2:3\n"), "{told}");
    let told = run(project.path(), &["list", "-c", "environments.dev.region=nowhere"]).stderr;
    assert!(told.contains("  = it comes from `-c environments.dev.region=nowhere`"), "{told}");
    let told = run(project.path(), &["list", "-c", "environmnts.dev.region=eu-west-1"]).stderr;
    assert!(told.contains("  = it comes from `-c environmnts.dev.region=eu-west-1`"), "{told}");
    let mut command = program(project.path());
    let told = finish(command.arg("list").env("CDK_CONTEXT_JSON", r#"{"environmnts": 1}"#)).stderr;
    assert!(told.contains("  = it comes from the `cdk` CLI"), "{told}");
}

#[test]
fn keys_of_the_cdk_cli_are_its_own() {
    let home = folder(&[(".cdk.json", r#"{"context": {"mine": 1}}"#)]);
    let project = folder(&[
        (
            "cdk.json",
            &CDK_JSON.replace("\"environments\"", "\"cli-telemetry\": false, \"environments\""),
        ),
        ("cdk.context.json", r#"{"acknowledged-issue-numbers": [1], "hosted": {"a": 1}}"#),
    ]);
    let context = r#"{"acknowledged-issue-numbers": [1], "cli-telemetry": false, "hosted": {"a": 1}, "mine": 1,
        "watch": {}, "toolkitStackName": "x", "aws:cdk:enable-path-metadata": true, "@aws-cdk/x": 1}"#;
    let mut command = program(project.path());
    command.arg("list").env("CDK_CONTEXT_JSON", context).env("HOME", home.path());
    let run = finish(&mut command);
    assert_eq!(run.code(), Some(0), "{}", run.stderr);
    let mut command = program(project.path());
    let run = finish(command.arg("list").env("CDK_CONTEXT_JSON", r#"{"mine": 1}"#));
    assert_eq!(run.code(), Some(1), "without the file nobody knows whose it is");
}

#[test]
fn arguments_of_any_depth_are_errors() {
    let project = folder(&[("cdk.json", CDK_JSON)]);
    for (separator, count) in [(".", 50_000), (".", 60), ("", 100_000), (".a.", 30_000)] {
        let key = ["a"; 1].join("") + &format!("{separator}a").repeat(count);
        let run = run(project.path(), &["list", "-c", &format!("{key}=1")]);
        assert!(matches!(run.code(), Some(1 | 2)), "{separator}, {count}: {:?}", run.status);
    }
    for value in ["[".repeat(100_000), "{\"a\":".repeat(20_000)] {
        let run = run(project.path(), &["list", "-c", &format!("environments.dev.tags={value}")]);
        assert_eq!(run.code(), Some(1), "{:?}", run.status);
    }
}
