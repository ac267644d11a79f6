//! An app with mistakes, through the program that every app gets: exit code 1, and nothing written.
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

use std::ffi::OsString;
use std::process::ExitCode;

use constructs::prelude::*;
use constructs::{App, Diagnostics, GenericResource};
use constructs_toolkit::{Context, run_with};

fn with_mistakes(_context: &Context) -> Result<App, Diagnostics> {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("no name"));
    stack.add("Queue", GenericResource::new("AWS::SQS::Queue"));
    stack.add("Queue", GenericResource::new("AWS::SQS::Queue"));
    Ok(app)
}

fn without(_context: &Context) -> Result<App, Diagnostics> {
    let app = App::new();
    app.stack("Stack", Stack::named("name")).add("Queue", GenericResource::new("AWS::SQS::Queue"));
    Ok(app)
}

fn with_an_operation(_context: &Context) -> Result<App, Diagnostics> {
    let app = App::new();
    let named = allow_named(["sqs:DeleteMessageBatch"]).on_any();
    app.stack("Stack", Stack::named("name")).add("Policy", ManagedPolicy::new([named]));
    Ok(app)
}

/// The exit code, and how many files are in the folder.
fn synth(build: fn(&Context) -> Result<App, Diagnostics>) -> (ExitCode, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("cdk.json"), "{}").expect("a file");
    let out = folder.path().join("out");
    let mut arguments: Vec<OsString> =
        ["app", "synth", "--quiet", "--project"].map(Into::into).to_vec();
    arguments.extend([folder.path().into(), "--output".into(), out.clone().into()]);
    let code = run_with(build, arguments);
    (code, std::fs::read_dir(out).map_or(0, Iterator::count))
}

#[test]
fn mistakes_exit_with_1_and_write_nothing() {
    assert_eq!(synth(with_mistakes), (ExitCode::from(1), 0));
    assert_eq!(synth(with_an_operation), (ExitCode::from(1), 0));
    assert_eq!(synth(without), (ExitCode::SUCCESS, 3));
}
