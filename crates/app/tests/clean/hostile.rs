//! Text of others in the errors of every command: it starts no line, steers no terminal, runs no command of a CI system.
//!
//! The tests of the program `constructs` check the output of the commands that read templates.

use crate::{CDK_JSON, finish, folder, program, run};

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
        run.assert_harmless(&format!("{arguments:?}"));
    }
    let mut command = program(folder.path());
    let run = finish(command.arg("list").env("CDK_CONTEXT_JSON", format!("{{\"{word}\": 1}}")));
    run.assert_harmless("CDK_CONTEXT_JSON");
}
