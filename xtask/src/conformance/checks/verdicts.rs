//! Checks that cfn-guard's own command line gives the same verdicts on the app's templates and their broken variants.
//!
//! A test of the app compares the verdicts, because it has the variants. This check builds the command line that the
//! test runs.

use std::process::Command;
use std::time::Duration;

use super::guard;
use crate::conformance::bench::Bench;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::process::Finished;

/// For building the app with the engine.
const LIMIT: Duration = Duration::from_secs(1800);

/// The test, among those of `crates/app/tests/guard`.
const TEST: &str = "same::the_command_line_says_the_same";

/// Builds the test. Ignores a failed build: the check builds again and reports it.
pub(in crate::conformance) fn build(bench: &Bench<'_>) -> Result<(), Stop> {
    guard::install(bench)?;
    let logs = bench.shared_logs("verdicts-build")?;
    logs.run("build", test(bench).arg("--no-run"), LIMIT)?;
    Ok(())
}

/// Builds the command line and runs the test.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let logs = bench.logs("verdicts")?;
    bench.run_once("verdicts", || build(bench))?;
    let mut test = test(bench);
    test.args(["--", "--include-ignored", "--exact", TEST]);
    let compared = logs.run("compare", &mut test, LIMIT)?;
    // `cargo test` also succeeds if no test has this name.
    let is_same = compared.succeeded && compared.stdout.contains("1 passed");
    let findings = if is_same { Vec::new() } else { vec![last_line(&compared)] };
    Ok(CheckReport::new(findings, format!("cfn-guard {}", guard::VERSION)))
}

fn test(bench: &Bench<'_>) -> Command {
    let mut test = Command::new("cargo");
    test.args(["test", "--quiet", "--package", "app", "--features", "guard", "--test", "guard"]);
    test.current_dir(bench.workspace.path("."));
    test
}

fn last_line(finished: &Finished) -> String {
    let text = if finished.stderr.trim().is_empty() { &finished.stdout } else { &finished.stderr };
    text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it wrote nothing").to_owned()
}
