//! Deploys the module from the CDK's templates, updates each stack with ours, and reports losses.
//!
//! Nothing may be replaced or removed: the change set must show that before each update, and after it the account must
//! have the same physical resources, exports, attachments, and policies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::conformance::access;
use crate::conformance::bench::Bench;
use crate::conformance::cdk_module::{self, STACKS};
use crate::conformance::emulator::{Cloud, Emulator};
use crate::conformance::exports;
use crate::conformance::listed::Listed;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::process::Finished;
use crate::conformance::python::{PythonPackages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::error::Error;

const CHANGE_SET: &str = "takeover";

/// What an update must not change.
#[derive(PartialEq, Eq)]
struct State {
    /// Logical to physical ids, of all stacks.
    resources: BTreeMap<String, String>,
    /// Names and values.
    exports: BTreeMap<String, String>,
    /// IAM's ids of roles and policies, which change when one is created again, and the attachments and grants.
    access: BTreeSet<String>,
}

/// Deploys the CDK's stacks, updates each with ours, and compares the account after each update.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let tools = VirtualEnvironment::open(bench, PythonPackages::Main)?;
    let server = VirtualEnvironment::open(bench, PythonPackages::Ministack)?;
    let (folder, logs) = (bench.create_folder("takeover")?, bench.logs("takeover")?);
    let (theirs, ours) = (cdk_module::synthesize(bench)?, folder.join("ours"));
    let app = ReferenceApp::build(bench, &logs)?;
    cdk_module::mirror(bench, &app, &ours, true)?;
    let emulator = Emulator::start(&server, &logs)?;
    let cloud = Cloud::new(bench, &tools, &folder, &logs, emulator.endpoint());
    for (_, stack) in STACKS {
        deploy(&cloud, &theirs, stack)?.or_error(&format!("deploying the CDK's `{stack}`"))?;
    }
    let before = State::read(&cloud)?;
    let mut listed = Listed::read(&cdk_module::file(bench, "takeover.txt"))?;
    let (mut findings, mut changes) = (Vec::new(), 0);
    for (_, stack) in STACKS {
        let (planned, found) = plan(&cloud, &ours, stack)?;
        changes += planned;
        findings.extend(found);
        let answer = deploy(&cloud, &ours, stack)?;
        if !answer.succeeded {
            findings.push(format!(
                "`{stack}` can't be updated with our template: {}",
                answer.last_words()
            ));
        }
        findings.extend(before.find_lost(&State::read(&cloud)?, stack));
    }
    findings.retain(|finding| !listed.explain(finding));
    findings.extend(listed.stale_lines());
    for (_, stack) in STACKS {
        let again = deploy(&cloud, &ours, stack)?;
        if !again.text().contains("No changes to deploy") {
            findings
                .push(format!("`{stack}` still differs from our template: {}", again.last_words()));
        }
    }
    let summary = format!(
        "{} stacks of the CDK updated by ours: {} resources kept, {changes} changed in place",
        STACKS.len(),
        before.resources.len()
    );
    Ok(CheckReport::new(findings, summary))
}

fn template(folder: &Path, stack: &str) -> String {
    folder.join(format!("{stack}.template.json")).to_string_lossy().into_owned()
}

fn deploy(cloud: &Cloud<'_>, folder: &Path, stack: &str) -> Result<Finished, Error> {
    let template = template(folder, stack);
    let arguments =
        ["cloudformation", "deploy", "--stack-name", stack, "--template-file", &template];
    let options = ["--capabilities", "CAPABILITY_NAMED_IAM", "--no-fail-on-empty-changeset"];
    let tags = ["--tags", "environment=dev"];
    cloud.run_in_new_process(&[&arguments[..], &options, &tags].concat())
}

/// Creates a change set, reads it, and deletes it. Returns the number of changes, and the forbidden ones.
fn plan(cloud: &Cloud<'_>, folder: &Path, stack: &str) -> Result<(usize, Vec<String>), Error> {
    let body = format!("file://{}", template(folder, stack));
    let named = ["--stack-name", stack, "--change-set-name", CHANGE_SET];
    let create = ["cloudformation", "create-change-set", "--template-body", &body];
    let options = ["--capabilities", "CAPABILITY_NAMED_IAM", "--tags", "Key=environment,Value=dev"];
    cloud.ask(&[&create[..], &named, &options].concat())?;
    let waited = cloud
        .run(&[&["cloudformation", "wait", "change-set-create-complete"], &named[..]].concat())?;
    let plan = cloud.ask(&[&["cloudformation", "describe-change-set"], &named[..]].concat())?;
    cloud.run(&[&["cloudformation", "delete-change-set"], &named[..]].concat())?;
    let text = |key: &str| plan.get(key).and_then(Value::as_str).unwrap_or_default();
    let changes =
        plan.get("Changes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_empty = text("StatusReason").contains("didn't contain changes");
    let mut findings: Vec<String> = changes
        .iter()
        .filter_map(find_forbidden_change)
        .map(|what| format!("`{stack}`: {what}"))
        .collect();
    if !waited.succeeded && !is_empty {
        findings
            .push(format!("no change set can be created for `{stack}`: {}", text("StatusReason")));
    }
    Ok((changes.len(), findings))
}

/// Describes a change that replaces or removes a resource, with the properties that cause it.
fn find_forbidden_change(change: &Value) -> Option<String> {
    let change = change.get("ResourceChange")?;
    let text = |key: &str| change.get(key).and_then(Value::as_str).unwrap_or_default();
    let is_in_place = text("Action") == "Modify" && ["", "False"].contains(&text("Replacement"));
    let details = change.get("Details").and_then(Value::as_array).into_iter().flatten();
    let recreating = details.filter_map(|detail| {
        let recreation = detail.pointer("/Target/RequiresRecreation")?.as_str()?;
        let name = || detail.pointer("/Target/Name").and_then(Value::as_str);
        (recreation != "Never").then(name).flatten()
    });
    let what = || {
        let by: Vec<&str> = recreating.collect();
        let [action, id, replacement] = ["Action", "LogicalResourceId", "Replacement"].map(text);
        format!("{action} `{id}` (replacement: {replacement} by {})", by.join(", "))
    };
    (!is_in_place).then(what)
}

impl State {
    fn read(cloud: &Cloud<'_>) -> Result<Self, Error> {
        let mut resources = BTreeMap::new();
        for (_, stack) in STACKS {
            let question = ["cloudformation", "describe-stack-resources", "--stack-name", stack];
            let answer = cloud.ask(&question)?;
            let list = answer.get("StackResources").and_then(Value::as_array).into_iter().flatten();
            let text = |one: &Value, key: &str| {
                one.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            resources.extend(list.map(|one| {
                let id = format!("{stack}/{}", text(one, "LogicalResourceId"));
                (id, text(one, "PhysicalResourceId"))
            }));
        }
        let (exports, access) = (exports::read_exports(cloud)?, access::read_identities(cloud)?);
        Ok(Self { resources, exports, access })
    }

    /// What is missing or different after `stack` was updated.
    fn find_lost(&self, after: &Self, stack: &str) -> Vec<String> {
        let of =
            |kind: &str, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>| {
                let is_lost = |(name, value): &(&String, &String)| after.get(*name) != Some(*value);
                let line = |(name, value): (&String, &String)| {
                    let now = after.get(name).map_or("gone", String::as_str);
                    format!("after `{stack}`: the {kind} `{name}` was {value}, and is {now}")
                };
                before.iter().filter(is_lost).map(line).collect::<Vec<_>>()
            };
        let mut lost = of("resource", &self.resources, &after.resources);
        lost.extend(of("export", &self.exports, &after.exports));
        let gone = self.access.difference(&after.access);
        lost.extend(gone.map(|line| format!("after `{stack}`: `{line}` is gone")));
        let new = after.access.difference(&self.access);
        lost.extend(new.map(|line| format!("after `{stack}`: `{line}` is new")));
        lost
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_changes_in_place_are_allowed() {
        for (action, replacement, expected) in [
            ("Modify", "False", true),
            ("Modify", "True", false),
            ("Modify", "Conditional", false),
            ("Remove", "", false),
        ] {
            let change = json!({"ResourceChange": {"Action": action, "Replacement": replacement}});
            assert_eq!(
                find_forbidden_change(&change).is_none(),
                expected,
                "{action} {replacement}"
            );
        }
    }

    #[test]
    fn what_is_lost_is_named() {
        let one = |value: &str| BTreeMap::from([("a".to_owned(), value.to_owned())]);
        let state = |value, access: &str| State {
            resources: one(value),
            exports: BTreeMap::new(),
            access: BTreeSet::from([access.to_owned()]),
        };
        let before = state("1", "x");
        assert!(before.find_lost(&state("1", "x"), "s").is_empty());
        assert_eq!(before.find_lost(&state("2", "y"), "s").len(), 3);
    }
}
