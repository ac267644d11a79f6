//! The app's templates and their broken variants -> whether cfn-guard's own command line gives the same verdicts, rule by rule.
//!
//! The comparison is a test of the app's, for it needs the variants; this puts the command line where that test looks for it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::conformance::bench::Bench;
use crate::conformance::outcome::{Report, Stop};
use crate::conformance::process::{Finished, Logs};

/// The version that `crates/guard` is built with.
const VERSION: &str = "3.2.1";

/// To build cfn-guard, then the app with it.
const LIMIT: Duration = Duration::from_secs(1800);

/// The test, among those of `crates/app/tests/guard`.
const TEST: &str = "same::the_command_line_says_the_same";

/// Installs the command line once, then compares.
pub(super) fn run(bench: &Bench<'_>) -> Result<Report, Stop> {
    let logs = bench.logs("guard")?;
    let folder = bench.kept("cfn-guard");
    if !is_installed(&logs, &folder)? {
        let mut install = Command::new("cargo");
        install.args([
            "install",
            "cfn-guard",
            "--version",
            VERSION,
            "--locked",
            "--force",
            "--root",
        ]);
        install.arg(&folder).arg("--target-dir").arg(bench.kept("cfn-guard-build"));
        let installed = logs.run("install", &mut install, LIMIT)?;
        if !installed.succeeded {
            return Err(Stop::Lacking(format!("cfn-guard {VERSION}: {}", last_line(&installed))));
        }
    }
    let mut test = Command::new("cargo");
    test.args([
        "test",
        "--quiet",
        "--package",
        "app",
        "--features",
        "guard",
        "--test",
        "guard",
        "--",
    ]);
    test.args(["--include-ignored", "--exact", TEST]).current_dir(bench.workspace.path("."));
    let compared = logs.run("compare", &mut test, LIMIT)?;
    // A test that was filtered out passes as well.
    let is_same = compared.succeeded && compared.stdout.contains("1 passed");
    let findings = if is_same { Vec::new() } else { vec![last_line(&compared)] };
    Ok(Report { findings, summary: format!("cfn-guard {VERSION}") })
}

fn is_installed(logs: &Logs, folder: &Path) -> Result<bool, Stop> {
    let program = folder.join("bin/cfn-guard");
    if !program.is_file() {
        return Ok(false);
    }
    let version = logs.run("version", Command::new(program).arg("--version"), LIMIT)?;
    Ok(version.succeeded && version.stdout.trim() == format!("cfn-guard {VERSION}"))
}

fn last_line(finished: &Finished) -> String {
    let text = if finished.stderr.trim().is_empty() { &finished.stdout } else { &finished.stderr };
    text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it says nothing").to_owned()
}
