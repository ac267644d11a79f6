//! `rules/` and the templates -> what cfn-guard's own command line says: the rules' cases hold, the templates comply.

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::conformance::bench::Bench;
use crate::conformance::listed::Listed;
use crate::conformance::outcome::{Report, Stop};
use crate::conformance::process::Logs;
use crate::conformance::reference_app::ReferenceApp;
use crate::fault::Context;
use crate::files;

/// The version that is built.
pub(in crate::conformance) const VERSION: &str = "3.2.1";
const LISTED: &str = "tests/conformance/lint/guard.txt";
/// Building it takes two to three minutes of CPU, once for a version.
const INSTALL_LIMIT: Duration = Duration::from_secs(480);
static INSTALLING: Mutex<()> = Mutex::new(());
const LIMIT: Duration = Duration::from_secs(120);

/// Runs the rules' own cases, and all rules on all templates.
pub(super) fn run(bench: &Bench<'_>) -> Result<Report, Stop> {
    let (folder, logs) = (bench.emptied("guard")?, bench.logs("guard")?);
    let rules = bench.workspace.path("rules");
    let names: Vec<String> =
        files::names_in(&rules)?.into_iter().filter(|name| name.ends_with(".guard")).collect();
    if names.is_empty() {
        return Err(Stop::Lacking("rules in `rules/`".to_owned()));
    }
    let program = install(bench, &logs)?;
    let mut listed = Listed::read(&bench.workspace.path(LISTED))?;
    ReferenceApp::build(bench, &logs)?.synthesize(&folder, "json", &[])?;
    let mut test = Command::new(&program);
    let cases = logs.run("test", test.arg("test").arg("--dir").arg(&rules), LIMIT)?;
    cases.or_fault("`cfn-guard test --dir rules`")?;
    let mut validate = Command::new(&program);
    validate.args([
        "validate",
        "--structured",
        "--output-format",
        "json",
        "--show-summary",
        "none",
    ]);
    // Rules in folders below see templates as the project resolves them: its own affair.
    validate.arg("--rules").args(names.iter().map(|name| rules.join(name))).arg("--data");
    let mut count = 0;
    for name in files::names_in(&folder)?.iter().filter(|name| name.contains(".template.")) {
        validate.arg(folder.join(name));
        count += 1;
    }
    let answer = logs.run("validate", &mut validate, LIMIT)?;
    let reports: Value = serde_json::from_str(&answer.stdout)
        .context(|| format!("cfn-guard gave no report to read ({})", answer.last_words()))?;
    let (complied, mut findings) = findings(&reports);
    findings.retain(|finding| !listed.explains(finding));
    if complied == 0 {
        findings.push("no rule applies to any template".to_owned());
    }
    findings.extend(listed.stale());
    let summary = format!(
        "{count} templates comply {complied} times with the rules of {} files",
        names.len()
    );
    Ok(Report { findings, summary })
}

/// cfn-guard's command line, built if this version is not there yet.
pub(super) fn install(bench: &Bench<'_>, logs: &Logs) -> Result<PathBuf, Stop> {
    let root = bench.kept(&format!("cfn-guard-{VERSION}"));
    let program = root.join("bin/cfn-guard");
    // Whoever comes second finds it built.
    let _alone = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    if program.exists() {
        return Ok(program);
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["install", "--quiet", "--locked", "cfn-guard", "--version", VERSION, "--root"]);
    cargo.arg(&root).arg("--target-dir").arg(bench.kept("build-cfn-guard"));
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
    let answer = logs.run("install", &mut cargo, INSTALL_LIMIT);
    let lacking = |why: &str| Stop::Lacking(format!("cfn-guard {VERSION}: {why}"));
    match answer {
        Ok(answer) if answer.succeeded => {}
        Ok(answer) => return Err(lacking(answer.last_words())),
        Err(fault) => return Err(lacking(&fault.to_string())),
    }
    let build = bench.kept("build-cfn-guard");
    std::fs::remove_dir_all(&build).context(|| format!("can't remove `{}`", build.display()))?;
    Ok(program)
}

/// How often a template complies with a rule, and where one does not: `TEMPLATE: RULE`.
fn findings(reports: &Value) -> (usize, Vec<String>) {
    let list = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let (mut complied, mut findings) = (0, Vec::new());
    for report in reports.as_array().into_iter().flatten() {
        complied += list(report, "compliant").len();
        let name = report.get("name").and_then(Value::as_str).unwrap_or_default();
        let name = name.rsplit('/').next().unwrap_or(name);
        for clause in list(report, "not_compliant") {
            let rule = clause.pointer("/Rule/name").and_then(Value::as_str).unwrap_or("a rule");
            findings.push(format!("{name}: {rule}"));
        }
    }
    (complied, findings)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_does_not_comply_is_a_finding() {
        let reports = json!([
            {"name": "x/a.json", "compliant": ["one", "two"], "not_compliant": []},
            {"name": "b.json", "compliant": ["one"], "not_compliant": [{"Rule": {"name": "two"}}]},
        ]);
        assert_eq!(findings(&reports), (3, vec!["b.json: two".to_owned()]));
    }
}
