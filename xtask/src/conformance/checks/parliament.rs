//! Runs parliament on the policies of a deployed account, and reports findings that are not listed.
//!
//! It reads the policies from the account, where intrinsic functions are resolved.

use std::time::Duration;

use serde_json::{Value, json};

use crate::conformance::bench::Bench;
use crate::conformance::emulator::{ACCOUNT, Cloud, Emulator};
use crate::conformance::listed::Listed;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::python::{PythonPackages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::stacks::PLAIN;
use crate::error::{Context, Error};
use crate::files;

const LIMIT: Duration = Duration::from_secs(60);
const LISTED: &str = "tests/conformance/lint/parliament.txt";
/// A policy that is wrong on purpose: if parliament finds nothing in it, a result without findings proves nothing.
const WRONG: &str = "wrong-on-purpose";

/// Deploys the stacks, reads all policies, and runs parliament on them.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let tools = VirtualEnvironment::open(bench, PythonPackages::Main)?;
    let policies = VirtualEnvironment::open(bench, PythonPackages::Policies)?;
    let server = VirtualEnvironment::open(bench, PythonPackages::Ministack)?;
    let (folder, logs) = (bench.create_folder("parliament")?, bench.logs("parliament")?);
    let app = ReferenceApp::build(bench, &logs)?;
    let stacks = PLAIN.stacks(&app, &folder)?;
    let mut listed = Listed::read(&bench.workspace.path(LISTED))?;
    let emulator = Emulator::start(&server, &logs)?;
    let cloud = Cloud::new(bench, &tools, &folder, &logs, emulator.endpoint());
    super::deploy::deploy(&cloud, &stacks)?;
    let mut details = cloud.ask(&["iam", "get-account-authorization-details"])?;
    let count = add_wrong_policy(&mut details).context(|| "the account has no policies".into())?;
    let file = folder.join("details.json");
    files::write(&file, &details.to_string())?;
    let mut command = policies.command("parliament");
    command.args(["--json", "--minimum_severity", "INFO", "--auth-details-file"]).arg(&file);
    let answer = logs.run("parliament", &mut command, LIMIT)?;
    let (wrong, mut findings): (Vec<String>, Vec<String>) =
        parse_findings(&answer.stdout)?.into_iter().partition(|finding| finding.contains(WRONG));
    findings.retain(|finding| !listed.explain(finding));
    if !wrong.iter().any(|finding| finding.contains("UNKNOWN_ACTION")) {
        findings.push(format!(
            "parliament does not report an action that does not exist: {}",
            answer.last_words()
        ));
    }
    findings.extend(listed.stale_lines());
    Ok(CheckReport::new(
        findings,
        format!("{count} policies, {} listed findings", listed.count_used()),
    ))
}

/// Adds the wrong policy, and returns the number of the others.
fn add_wrong_policy(details: &mut Value) -> Option<usize> {
    let policies = details.get_mut("Policies")?.as_array_mut()?;
    let count = policies.len();
    let statement = json!({"Effect": "Allow", "Action": "sqs:SendMesage", "Resource": "*"});
    policies.push(json!({
        "PolicyName": WRONG,
        "Arn": format!("arn:aws:iam::{ACCOUNT}:policy/{WRONG}"),
        "Path": "/",
        "DefaultVersionId": "v1",
        "PolicyVersionList": [{
            "VersionId": "v1",
            "IsDefaultVersion": true,
            "Document": {"Version": "2012-10-17", "Statement": [statement]},
        }],
    }));
    Some(count)
}

/// Parses parliament's lines of JSON: severity, issue, policy, and subject.
fn parse_findings(lines: &str) -> Result<Vec<String>, Error> {
    let finding = |line: &str| {
        let said: Value = serde_json::from_str(line)
            .context(|| format!("can't parse parliament's line `{line}`"))?;
        let text =
            |pointer: &str| said.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let policy = text("/location/filepath");
        let policy = policy.rsplit('/').next().unwrap_or(policy);
        let detail = match said.get("detail") {
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().unwrap_or_default())
                .collect::<Vec<_>>()
                .join(", "),
            Some(Value::String(text)) => text.clone(),
            other => other.map(ToString::to_string).unwrap_or_default(),
        };
        Ok(format!("{} {} {policy}: {detail}", text("/severity"), text("/issue")))
    };
    lines.lines().filter(|line| !line.trim().is_empty()).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_finding() {
        let line = r#"{"issue": "RESOURCE_STAR", "severity": "LOW", "detail": ["a:B", "a:C"], "location": {"filepath": "arn:aws:iam::1:policy/p"}}"#;
        assert_eq!(parse_findings(line).unwrap(), ["LOW RESOURCE_STAR p: a:B, a:C"]);
        assert!(parse_findings("Traceback").is_err());
    }
}
