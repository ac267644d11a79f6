//! `validate` as people and tools start it: templates in, report and exit code out.
// With the engine the report ends in another remark; `tests/guard` has the tests of that.
#![cfg(not(feature = "guard"))]
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

mod formats;
mod inputs;
mod text;
mod together;
mod variants;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The program in `folder`, with nothing of the `cdk` CLI's around it.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_app"));
    constructs_fixtures::program::clean(&mut command);
    command.current_dir(folder).arg("validate");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().expect("the program starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The report on `paths`, as JSON.
fn report(folder: &Path, paths: &[&str]) -> Json {
    let output = program(folder).args(paths).args(["--format", "json"]).output();
    let output = output.expect("the program starts");
    serde_json::from_slice(&output.stdout).expect("a report in JSON")
}

/// Code and pointer of each finding.
fn found(report: &Json) -> Vec<(String, String)> {
    let text = |one: &Json, pointer| {
        one.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned()
    };
    let findings = report.get("findings").and_then(Json::as_array).expect("findings").iter();
    findings.map(|one| (text(one, "/code"), text(one, "/template/pointer"))).collect()
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}
