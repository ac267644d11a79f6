//! The app's templates and their broken variants -> whether cfn-guard's own command line gives the same verdicts, rule by rule.
//!
//! The comparison is a test of the app's, for it needs the variants; this puts the command line where that test looks for it.

use std::process::Command;
use std::time::Duration;

use super::guard;
use crate::conformance::bench::Bench;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::process::Finished;

/// To build the app with the engine.
const LIMIT: Duration = Duration::from_secs(1800);

/// The test, among those of `crates/app/tests/guard`.
const TEST: &str = "same::the_command_line_says_the_same";

/// Builds the test. What goes wrong is told by the check, which builds again.
pub(in crate::conformance) fn build(bench: &Bench<'_>) -> Result<(), Stop> {
    guard::install(bench)?;
    let logs = bench.shared_logs("verdicts-build")?;
    logs.run("build", test(bench).arg("--no-run"), LIMIT)?;
    Ok(())
}

/// Compares, with the command line in its place.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let logs = bench.logs("verdicts")?;
    bench.run_once("verdicts", || build(bench))?;
    let mut test = test(bench);
    test.args(["--", "--include-ignored", "--exact", TEST]);
    let compared = logs.run("compare", &mut test, LIMIT)?;
    // A test that was filtered out passes as well.
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
    text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it says nothing").to_owned()
}
