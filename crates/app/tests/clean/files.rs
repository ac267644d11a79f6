//! Every file that is read or written, where it is not a regular one: a clear error, soon.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::{CDK_JSON, finish, folder, names, program, run};

/// What a path leads to instead of a regular file, and the message about it.
const KINDS: [(&str, &str); 5] = [
    ("pipe", "it is a pipe, not a regular file"),
    ("zero", "it is a device, not a regular file"),
    ("directory", "it is a directory"),
    ("large", "it is larger than 64000000 bytes"),
    ("dangling", "it is a link to a file that does not exist"),
];

fn make(path: &Path, kind: &str) {
    match kind {
        "pipe" => {
            let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
            assert!(made.success());
        }
        "zero" => symlink("/dev/zero", path).expect("a link"),
        "directory" => std::fs::create_dir(path).expect("a folder"),
        "large" => {
            std::fs::File::create(path).and_then(|file| file.set_len(1 << 36)).expect("a file")
        }
        _ => symlink("nowhere", path).expect("a link"),
    }
}

#[test]
fn files_that_are_not_regular_are_errors() {
    for (kind, problem) in KINDS {
        let project = folder(&[("cdk.json", CDK_JSON)]);
        make(&project.path().join("file"), kind);
        for (arguments, is_template) in [
            (&["access", "prove", "--matrix", "file"][..], false),
            (&["validate", "file"], true),
            (&["access", "matrix", "--templates", "file"], true),
            (&["access", "diff", "file", "file"], true),
        ] {
            // A folder of templates is read as one, and a large template is told by the template reader.
            if is_template && ["directory", "large"].contains(&kind) {
                continue;
            }
            let run = run(project.path(), arguments);
            assert!(run.stderr.contains(problem), "{arguments:?}, {kind}: {}", run.stderr);
            assert!(matches!(run.code(), Some(2 | 3)), "{arguments:?}, {kind}");
        }
        let overflow = project.path().join("file");
        let mut command = program(project.path());
        let run = finish(command.arg("list").env("CONTEXT_OVERFLOW_LOCATION_ENV", overflow));
        assert!(run.stderr.contains(problem), "overflow, {kind}: {}", run.stderr);
        assert_eq!(run.code(), Some(3), "overflow, {kind}");
    }
}

#[test]
fn a_cdk_json_that_cannot_be_read_is_an_error_and_nothing_is_removed() {
    for (kind, problem) in KINDS {
        let project = folder(&[("cdk.json", CDK_JSON)]);
        let path = project.path().join("cdk.json");
        assert_eq!(run(project.path(), &["synth"]).code(), Some(0));
        let before = names(&project.path().join("cdk.out"));
        std::fs::remove_file(&path).expect("a file");
        make(&path, kind);
        for arguments in [
            &["synth"][..],
            &["synth", "--check"],
            &["list"],
            &["validate"],
            &["access", "prove"],
            &["access", "can", "x", "sqs:SendMessage", "*"],
        ] {
            let run = run(project.path(), arguments);
            assert!(run.stderr.contains(problem), "{arguments:?}, {kind}: {}", run.stderr);
            assert_eq!(run.code(), Some(2), "{arguments:?}, {kind}");
        }
        assert_eq!(names(&project.path().join("cdk.out")), before, "{kind}");
    }
}

#[test]
fn other_files_of_settings_that_cannot_be_read_are_errors() {
    for name in ["cdk.context.json", ".cdk.json"] {
        let check = |make: &dyn Fn(&Path), problem: &str| {
            let project = folder(&[("cdk.json", CDK_JSON)]);
            make(&project.path().join(name));
            for arguments in [&["synth"][..], &["list"], &["validate"], &["access", "matrix"]] {
                let run =
                    finish(program(project.path()).args(arguments).env("HOME", project.path()));
                let told = format!("{arguments:?}, {name}: {}", run.stderr);
                assert_eq!(run.code(), Some(2), "{told}");
                assert!(run.stderr.contains(name) && run.stderr.contains(problem), "{told}");
                assert!(run.stderr.contains("  = help: "), "{told}");
            }
            assert!(!project.path().join("cdk.out").exists(), "{name}: {problem}");
        };
        for (kind, problem) in KINDS {
            check(&|path| make(path, kind), problem);
        }
        for (text, problem) in [
            ("", "at line 1, column 1"),
            ("[1]", "it does not hold an object"),
            ("{\n  \"a\": }", "at line 2, column 8"),
            ("{\n  \"a\": 1,\n  \"a\": 2}", "occurs twice in one object"),
        ] {
            check(&|path| std::fs::write(path, text).expect("a file"), problem);
        }
    }
    let project = folder(&[("cdk.json", CDK_JSON), (".cdk.json", "{\n \"context\": 1}")]);
    let run = finish(program(project.path()).arg("list").env("HOME", project.path()));
    assert_eq!(run.code(), Some(2));
    assert!(
        run.stderr.contains("`context` is not an object, at line 2, column 2"),
        "{}",
        run.stderr
    );
}

#[test]
fn deep_files_are_errors() {
    let lists = "[".repeat(200_000);
    let json = format!("{{\"context\": {}", "{\"a\":".repeat(200_000));
    let yaml = format!("matrix: {lists}");
    let project = folder(&[("cdk.json", CDK_JSON), ("deep.json", &json), ("deep.yaml", &yaml)]);
    for arguments in [
        &["access", "prove", "--matrix", "deep.yaml"][..],
        &["access", "prove", "--matrix", "deep.json"],
        &["validate", "deep.json"],
        &["access", "diff", "deep.json", "deep.yaml"],
    ] {
        let run = run(project.path(), arguments);
        assert!(matches!(run.code(), Some(1 | 3)), "{arguments:?}: {:?}", run.status);
    }
    for name in ["deep.json", "deep.yaml"] {
        let overflow = project.path().join(name);
        let mut command = program(project.path());
        let run = finish(command.arg("list").env("CONTEXT_OVERFLOW_LOCATION_ENV", overflow));
        assert_eq!(run.code(), Some(3), "{name}: {:?}", run.status);
    }
    std::fs::write(project.path().join("cdk.json"), json).expect("a file");
    let run = run(project.path(), &["list"]);
    assert_eq!(run.code(), Some(2));
    assert!(
        run.stderr.contains("nests deeper than 128 levels, at line 1, column"),
        "{}",
        run.stderr
    );
}

#[test]
fn generated_files_are_not_written_through_links() {
    let project = folder(&[("cdk.json", CDK_JSON), ("precious", "kept")]);
    let path = |name: &str| project.path().join(name);
    symlink("precious", path("evidence.json")).expect("a link");
    let prove = |file: &str| run(project.path(), &["access", "prove", "--evidence", file]);
    let refused = prove("evidence.json");
    assert_eq!(refused.code(), Some(3), "{}", refused.stderr);
    assert!(refused.stderr.contains("it is a link, which is not followed"), "{}", refused.stderr);
    assert_eq!(std::fs::read_to_string(path("precious")).expect("a file"), "kept");
    let written = prove("proof.json");
    assert_eq!(written.code(), Some(0), "{}", written.stderr);
    assert!(std::fs::read_to_string(path("proof.json")).expect("a file").ends_with("}\n"));
}
