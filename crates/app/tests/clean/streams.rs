//! Every command and format with streams that are full, closed, or read by nobody: no panic, no signal.

use std::process::Command;

use crate::{clean, finish, folder, program, repository};

const QUEUE: &str =
    r#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"X": 1}}}}"#;

/// What is run, with `OUT` for a folder to write to and `FILE` for a template with a mistake.
const COMMANDS: [&[&str]; 32] = [
    &["--help"],
    &["--version"],
    &["help", "synth"],
    &["deploy"],
    &["synt"],
    &["synth", "--nope"],
    &["synth", "--output", "OUT"],
    &["synth", "--output", "OUT", "--quiet"],
    &["synth", "--output", "/dev/null/x"],
    &["synth", "--check", "-c", "environments.dev.trustSourceAccount=true"],
    &["synth", "--check", "-c", "environments.dev.baseName=Wrong"],
    &["synth", "nothing"],
    &["list"],
    &["list", "--long"],
    &["list", "--json"],
    &["list", "--commands"],
    &["migrate", "FILE"],
    &["validate", "MISSING"],
    &["validate", "FILE"],
    &["validate", "FILE", "--format", "json"],
    &["validate", "FILE", "--format", "sarif"],
    &["validate", "FILE", "--format", "github"],
    &["validate", "FILE", "--format", "junit"],
    &["access", "matrix", "--templates", "FILE"],
    &["access", "matrix", "--templates", "FILE", "--format", "markdown"],
    &["access", "matrix", "--templates", "FILE", "--format", "html"],
    &["access", "matrix", "--templates", "FILE", "--format", "json"],
    &["access", "prove", "--env", "dev"],
    &["access", "diff", "FILE", "FILE"],
    &["access", "diff", "FILE", "FILE", "--format", "json"],
    &["access", "can", "nobody", "sqs:SendMessage", "*", "--templates", "FILE"],
    &["access", "who-can", "sqs:SendMessage", "*", "--templates", "FILE"],
];

/// What becomes of the two streams, as a shell says it.
const STREAMS: [&str; 7] = [
    ">/dev/full",
    "2>/dev/full",
    ">/dev/full 2>/dev/full",
    ">&-",
    "2>&-",
    ">&- 2>&-",
    "2>&1 | true",
];

#[test]
fn no_command_panics_whatever_becomes_of_its_streams() {
    let folder = folder(&[("queue.json", QUEUE)]);
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let file = folder.path().join("queue.json").to_string_lossy().into_owned();
    for arguments in COMMANDS {
        for streams in STREAMS {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|word| word.replace("OUT", &out).replace("FILE", &file))
                .collect();
            let mut shell = Command::new("bash");
            clean(&mut shell);
            shell.env("HOME", "/nonexistent");
            let script = format!("\"$0\" \"$@\" {streams}; echo \"code ${{PIPESTATUS[0]}}\" >&3");
            let script = format!("exec 3>&1; {script}");
            let program = program(&repository());
            shell.args(["-c", &script]).arg(program.get_program()).args(&arguments);
            shell.current_dir(repository());
            let run = finish(&mut shell);
            let code = run.stdout.lines().last().unwrap_or_default();
            let is_documented = ["code 0", "code 1", "code 2", "code 3"].contains(&code);
            assert!(is_documented, "{arguments:?} {streams}: {code}\n{}", run.stderr);
            assert!(!run.stderr.contains("panicked"), "{arguments:?} {streams}\n{}", run.stderr);
            let _ = std::fs::remove_dir_all(&out);
        }
    }
}

#[test]
fn results_that_cannot_be_written_are_a_failure() {
    let folder = folder(&[("queue.json", QUEUE)]);
    for arguments in [
        "--help",
        "--version",
        "list",
        "list --long",
        "list --json",
        "validate queue.json --format json",
        "access matrix --templates queue.json",
        "access diff queue.json queue.json --format json",
        "access who-can sqs:SendMessage * --templates queue.json",
    ] {
        let mut command = program(folder.path());
        command.args(arguments.split(' '));
        if arguments.starts_with("list") {
            command.arg("--project").arg(repository());
        }
        command.stdin(std::process::Stdio::null());
        command.stdout(std::fs::File::create("/dev/full").expect("a device"));
        let output = command.output().expect("the program starts");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{arguments}: {told}");
        assert!(
            told.starts_with("error: cannot write to standard output: "),
            "{arguments}: {told}"
        );
    }
}
