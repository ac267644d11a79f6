//! Every command with streams that are full, closed, or read by nobody: no panic, no signal.

use std::process::{Command, Stdio};

use constructs_fixtures::program::clean;

use crate::{finish, folder, program};

const QUEUE: &str =
    r#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"X": 1}}}}"#;

const COMMANDS: [&str; 8] = [
    "--help",
    "synth",
    "access prove",
    "migrate queue.json",
    "migrate queue.json --output new",
    "migrate missing.json",
    "validate queue.json",
    "access matrix --templates queue.json",
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
    for arguments in COMMANDS {
        for streams in STREAMS {
            let mut shell = Command::new("bash");
            clean(&mut shell);
            let script =
                format!("exec 3>&1; \"$0\" \"$@\" {streams}; echo \"code ${{PIPESTATUS[0]}}\" >&3");
            shell.args(["-c", &script]).arg(program(folder.path()).get_program());
            shell.args(arguments.split(' ')).current_dir(folder.path());
            let run = finish(&mut shell);
            let code = run.stdout.lines().last().unwrap_or_default();
            let is_documented = ["code 0", "code 1", "code 2", "code 3"].contains(&code);
            assert!(is_documented, "{arguments} {streams}: {code}\n{}", run.stderr);
            assert!(!run.stderr.contains("panicked"), "{arguments} {streams}\n{}", run.stderr);
            let _ = std::fs::remove_dir_all(folder.path().join("new"));
        }
    }
}

#[test]
fn results_that_cannot_be_written_are_a_failure() {
    let folder = folder(&[("queue.json", QUEUE)]);
    for arguments in ["--help", "--version", "migrate queue.json"] {
        let mut command = program(folder.path());
        command.args(arguments.split(' ')).stdin(Stdio::null());
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
