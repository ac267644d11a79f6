//! Runs cfn-guard's own command line: the cases of `rules/` must pass, and the templates must comply.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::conformance::bench::Bench;
use crate::conformance::executables;
use crate::conformance::listed::Listed;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::reference_app::ReferenceApp;
use crate::error::Context;
use crate::files;
use crate::json;

/// The version that the lockfile pins. Cargo can't build another one.
pub(in crate::conformance) const VERSION: &str = "3.2.1";
const LISTED: &str = "tests/conformance/lint/guard.txt";
const LIMIT: Duration = Duration::from_secs(120);

/// Runs the rules' cases, and all rules on all templates.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let (folder, logs) = (bench.create_folder("guard")?, bench.logs("guard")?);
    let rules = bench.workspace.path("rules");
    let names: Vec<String> =
        files::names_in(&rules)?.into_iter().filter(|name| name.ends_with(".guard")).collect();
    if names.is_empty() {
        return Err(Stop::Lacking("rules in `rules/`".to_owned()));
    }
    let program = install(bench)?;
    let mut listed = Listed::read(&bench.workspace.path(LISTED))?;
    ReferenceApp::build(bench, &logs)?.synthesize(&folder, "json", &[])?;
    let mut test = Command::new(&program);
    let cases = logs.run("test", test.arg("test").arg("--dir").arg(&rules), LIMIT)?;
    cases.or_error("`cfn-guard test --dir rules`")?;
    let mut validate = Command::new(&program);
    validate.args([
        "validate",
        "--structured",
        "--output-format",
        "json",
        "--show-summary",
        "none",
    ]);
    // Leaves out the rules in subfolders, because they are for templates that the project has resolved.
    validate.arg("--rules").args(names.iter().map(|name| rules.join(name))).arg("--data");
    let mut count = 0;
    for name in files::names_in(&folder)?.iter().filter(|name| name.contains(".template.")) {
        validate.arg(folder.join(name));
        count += 1;
    }
    let answer = logs.run("validate", &mut validate, LIMIT)?;
    let reports: Value = serde_json::from_str(&answer.stdout)
        .context(|| format!("cfn-guard gave no report to read ({})", answer.last_words()))?;
    let (complied, mut findings) = parse_reports(&reports);
    findings.retain(|finding| !listed.explain(finding));
    if complied == 0 {
        findings.push("no rule applies to any template".to_owned());
    }
    findings.extend(listed.stale_lines());
    let summary = format!(
        "{count} templates comply {complied} times with the rules of {} files",
        names.len()
    );
    Ok(CheckReport::new(findings, summary))
}

/// Builds cfn-guard's command line in the version that the workspace's lockfile pins, once in a run.
///
/// The build includes the app with the engine: both need the same crates.
pub(super) fn install(bench: &Bench<'_>) -> Result<PathBuf, Stop> {
    let name = format!("cfn-guard-{VERSION}");
    let folder = bench.kept_folder(&name).join("bin");
    let package = format!("cfn-guard@{VERSION}");
    bench.run_once(&name, || {
        let folder = bench.create_shared_folder(&format!("{name}/bin"))?;
        let logs = bench.shared_logs("cfn-guard")?;
        let what = ["--package", &package, "--package", "app", "--features", "app/guard", "--bins"];
        executables::build(bench.workspace, &logs, &what, &folder)
    })?;
    Ok(folder.join("cfn-guard"))
}

/// Counts how often a template complies with a rule, and lists each failure as `TEMPLATE: RULE`.
fn parse_reports(reports: &Value) -> (usize, Vec<String>) {
    let (mut complied, mut findings) = (0, Vec::new());
    for report in json::elements(Some(reports)) {
        complied += json::elements(report.get("compliant")).count();
        let name = json::string(report, "name").unwrap_or_default();
        let name = name.rsplit('/').next().unwrap_or(name);
        for clause in json::elements(report.get("not_compliant")) {
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
        assert_eq!(parse_reports(&reports), (3, vec!["b.json: two".to_owned()]));
    }
}
