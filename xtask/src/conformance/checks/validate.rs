//! Runs AWS's own offline validator on templates in both formats, and reports findings that are not listed.

use std::time::Duration;

use serde_json::Value;

use crate::conformance::bench::Bench;
use crate::conformance::listed::Listed;
use crate::conformance::node::{NodeFolder, NodePackages};
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::reference_app::ReferenceApp;
use crate::error::{Context, Error};
use crate::files;

const LIMIT: Duration = Duration::from_secs(60);
const LISTED: &str = "tests/conformance/lint/validate.txt";
const PROGRAM: &str = "tests/conformance/node/validate.cjs";
/// A template that is wrong on purpose: if the validator finds nothing in it, a result without findings proves nothing.
const WRONG: &str =
    r#"{"Resources":{"Queue":{"Type":"AWS::SQS::Queue","Properties":{"NoSuchProperty":1}}}}"#;
const WRONG_FILE: &str = "wrong-on-purpose.template.json";

/// Synthesizes in both formats, and validates all templates.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let node = NodeFolder::open(bench, NodePackages::Tools)?;
    let (folder, logs) = (bench.create_folder("validate")?, bench.logs("validate")?);
    let app = ReferenceApp::build(bench, &logs)?;
    let mut listed = Listed::read(&bench.workspace.path(LISTED))?;
    files::write(&folder.join(WRONG_FILE), WRONG)?;
    let mut command = node.command(&bench.workspace.path(PROGRAM).to_string_lossy());
    let mut count = 0;
    for format in ["json", "yaml"] {
        app.synthesize(&folder.join(format), format, &[])?;
        for name in files::names_in(&folder.join(format))? {
            if name.contains(".template.") {
                command.arg(format!("{format}/{name}"));
                count += 1;
            }
        }
    }
    let answer = logs.run("validate", command.arg(WRONG_FILE).current_dir(&folder), LIMIT)?;
    let answer = answer.or_error("AWS's validator")?;
    let (wrong, mut findings): (Vec<String>, Vec<String>) = parse_findings(&answer.stdout)?
        .into_iter()
        .partition(|finding| finding.contains(WRONG_FILE));
    findings.retain(|finding| !listed.explain(finding));
    if wrong.iter().all(|finding| finding.starts_with("INFO")) {
        findings.push("AWS's validator does not report a property that does not exist".to_owned());
    }
    findings.extend(listed.stale_lines());
    Ok(CheckReport::new(
        findings,
        format!("{count} templates, {} listed kinds", listed.count_used()),
    ))
}

fn parse_findings(lines: &str) -> Result<Vec<String>, Error> {
    let finding = |line: &str| {
        let said: Value = serde_json::from_str(line)
            .context(|| format!("can't parse the validator's line `{line}`"))?;
        let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
        let [severity, rule, file, place, message] =
            ["severity", "rule", "file", "place", "message"].map(text);
        Ok(format!("{severity} {rule} {file}: {place}: {message}"))
    };
    lines.lines().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_finding() {
        let line = r#"{"file": "a.json", "severity": "ERROR", "rule": "E1", "message": "no", "place": "Q"}"#;
        assert_eq!(parse_findings(line).unwrap(), ["ERROR E1 a.json: Q: no"]);
        assert!(parse_findings("TypeError").is_err());
    }
}
