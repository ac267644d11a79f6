//! `validate` as people start it: options that choose findings, baselines, and explanations.
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Two queues with a mistake each.
const TEMPLATE: &str = "Resources:
  Orders: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: 901}}
  Returns: {Type: 'AWS::SQS::Queue', Properties: {QueueNam: returns}}
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("queues.yaml"), TEMPLATE).expect("a template");
    folder
}

/// The exit code and all output of `validate` in a folder.
fn validate(folder: &Path, words: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_constructs"));
    let output = command.arg("validate").args(words).current_dir(folder).output();
    let output = output.expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// The lines that start a finding, and the summary.
fn heads(text: &str) -> Vec<&str> {
    let is_head = |line: &&str| line.contains("]: ") || line.starts_with("validate: ");
    text.lines().filter(is_head).collect()
}

#[test]
fn select_and_ignore_choose_findings() {
    let folder = folder();
    for (words, code, shown) in [
        (&["--select", "F0101"][..], 1, "1 error in 1 template"),
        (&["--select", "E3002,F0112"], 1, "2 errors in 1 template"),
        (&["--ignore", "F01"], 0, "nothing found in 1 template"),
        (&["--ignore", "e3034", "--ignore", "F0101"], 0, "nothing found in 1 template"),
    ] {
        let (status, text) = validate(folder.path(), &[&["queues.yaml"], words].concat());
        assert_eq!(status, Some(code), "{words:?} {text}");
        assert!(text.contains(&format!("validate: {shown}")), "{words:?} {text}");
    }
    let (_, text) = validate(folder.path(), &["queues.yaml", "--ignore", "F0101"]);
    assert!(text.contains("note: `--select` or `--ignore` removed 1 finding\n"), "{text}");
}

#[test]
fn a_name_that_nothing_has_is_an_error_of_the_command_line() {
    let folder = folder();
    for words in [&["--explain", "F0l01"][..], &["queues.yaml", "--ignore", "F0l01"]] {
        let (status, text) = validate(folder.path(), words);
        assert_eq!(status, Some(2), "{text}");
        assert_eq!(
            text,
            "error: no code or rule is named `F0l01`\n  = help: did you mean `F0101`?\n"
        );
    }
    for words in [
        &["--explain", "F0101", "queues.yaml"][..],
        &["queues.yaml", "--write-baseline", "b.json", "--baseline", "b.json"],
        &["queues.yaml", "--write-baseline", "b.json", "--select", "F0101"],
        &["queues.yaml", "--add"],
        &["--select", "F0101"],
    ] {
        assert_eq!(validate(folder.path(), words).0, Some(2), "{words:?}");
    }
    assert!(!folder.path().join("b.json").exists());
}

#[test]
fn an_explanation_needs_no_template() {
    let (status, text) = validate(folder().path(), &["--explain", "E3034"]);
    assert_eq!(status, Some(0));
    assert!(text.starts_with("`E3034` corresponds to 2 codes"), "{text}");
    let (status, text) = validate(folder().path(), &["--explain", "F0112"]);
    assert_eq!(status, Some(0));
    assert!(text.contains("cfn-lint:    E3034\n") && text.contains("DelaySeconds: 901"), "{text}");
}

#[test]
fn a_baseline_accepts_what_was_found_before() {
    let folder = folder();
    let write = ["queues.yaml", "--write-baseline", "baseline.json"];
    let (status, text) = validate(folder.path(), &write);
    assert_eq!(status, Some(0), "{text}");
    assert_eq!(heads(&text), ["validate: nothing found in 1 template; 2 in the baseline"]);
    assert!(text.contains("the baseline `baseline.json` has 2 entries: 2 added, 0 removed"));
    let baseline = fs::read_to_string(folder.path().join("baseline.json")).expect("a baseline");
    assert!(baseline.contains("\"stack\": \"queues.yaml\", \"construct\": \"Orders\""));

    let apply = ["queues.yaml", "--baseline", "baseline.json"];
    assert_eq!(validate(folder.path(), &apply).0, Some(0));
    let changed = TEMPLATE.replace("901", "902");
    fs::write(folder.path().join("queues.yaml"), changed).expect("a template");
    let (status, text) = validate(folder.path(), &apply);
    assert_eq!(status, Some(1));
    assert_eq!(
        heads(&text),
        [
            "note[S0206]: no finding matches the baseline entry for `F0112` in `queues.yaml`, `Orders`, `DelaySeconds`",
            "error[F0112]: `902` is too large: the range is 0 to 900",
            "validate: 1 error, 1 note in 1 template; 1 in the baseline"
        ]
    );
    let (status, _) = validate(folder.path(), &write);
    assert_eq!(status, Some(1));
    let (status, _) = validate(folder.path(), &[&write[..], &["--add"]].concat());
    assert_eq!(status, Some(0));
}

#[test]
fn a_baseline_that_is_missing_or_malformed_is_an_error() {
    let folder = folder();
    fs::write(folder.path().join("baseline.json"), "{}").expect("a file");
    let malformed = validate(folder.path(), &["queues.yaml", "--baseline", "baseline.json"]);
    assert_eq!(malformed.0, Some(2), "{}", malformed.1);
    let missing = validate(folder.path(), &["queues.yaml", "--baseline", "missing.json"]);
    assert_eq!(missing.0, Some(3), "{}", missing.1);
}
