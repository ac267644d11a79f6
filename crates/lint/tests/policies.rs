//! Checks that public policies and policies in AWS's style have no errors, because an error stops a synthesis.
//!
//! The data is outside of the project, in the folder that the variable `FIXTURES` names (by default `../shared/fixtures` next to
//! the workspace): `iam/policies.jsonl` and `cfn-lint/good`. Without the folder, the tests print that and check nothing.

use std::collections::BTreeMap;

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Severity;
use constructs_fixtures::{files, lines};
use constructs_lint::PolicyKind;
use serde_json::Value as Json;

/// Correct errors, by file and code, with the reason.
const RIGHTLY_FOUND: &[(&str, &str, &str)] = &[
    ("cfn-lint/good/resources/iam/policy.yaml", "A0401", "a parameter's name without `Ref`"),
    (
        "cfn-lint/good/resources/properties/list_duplicates.yaml",
        "A0301",
        "its policies have no statements",
    ),
];

#[test]
fn policies_of_others_give_no_alarm() {
    let Some(lines) = lines("iam/policies.jsonl") else { return };
    let mut all = Vec::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let case: Json = serde_json::from_str(line).unwrap();
        let kind =
            if line.contains("Principal\":") { PolicyKind::Resource } else { PolicyKind::Identity };
        let id = case["id"].as_str().unwrap().to_owned();
        all.extend(
            constructs_lint::check_document(&case["policy"], kind)
                .into_iter()
                .map(|found| (id.clone(), found)),
        );
    }
    assert_no_alarm(&all);
}

#[test]
fn templates_of_others_give_no_alarm() {
    let mut all = Vec::new();
    for (name, bytes) in files("cfn-lint/good") {
        let name = format!("cfn-lint/good/{name}");
        let template = constructs_yaml::read(&bytes).unwrap();
        all.extend(
            constructs_lint::check(template.root()).into_iter().map(|found| (name.clone(), found)),
        );
    }
    assert_no_alarm(&all);
}

/// Policies in the manner of AWS's managed ones: by job, by service, with the conditions that these have.
#[test]
fn policies_in_the_manner_of_aws_give_no_alarm() {
    let kinds = [
        ("identity", PolicyKind::Identity),
        ("resource", PolicyKind::Resource),
        ("trust", PolicyKind::Trust),
    ];
    let text = include_str!("policies/managed.json");
    let policies: Json = serde_json::from_str(text).unwrap();
    let mut all = Vec::new();
    for policy in policies.as_array().unwrap() {
        let (name, kind) = (policy["name"].as_str().unwrap(), policy["type"].as_str().unwrap());
        let (_, kind) = kinds.into_iter().find(|(known, _)| *known == kind).unwrap();
        let found = constructs_lint::check_document(&policy["policy"], kind);
        all.extend(found.into_iter().map(|found| (name.to_owned(), found)));
    }
    assert_no_alarm(&all);
}

/// Common mistakes, one in each policy, and correct policies that look similar: the findings and their places. A case lists the
/// codes that most policies with `*` have only if it is about them.
#[test]
fn planted_mistakes_are_found() {
    let quiet = ["A0405", "A0506", "A0601"];
    let mut wrong = Vec::new();
    for line in include_str!("policies/planted.jsonl").lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let kind = match case["type"].as_str().unwrap() {
            "identity" => PolicyKind::Identity,
            "trust" => PolicyKind::Trust,
            _ => PolicyKind::Resource,
        };
        let expected: Vec<&str> =
            case["found"].as_array().unwrap().iter().map(|found| found.as_str().unwrap()).collect();
        let found = constructs_lint::check_document(&case["policy"], kind).into_iter().filter_map(
            |found| {
                let told = format!("{} {}", found.code, found.place.pointer.unwrap_or_default());
                let is_told = !quiet.contains(&found.code.as_str()) || expected.contains(&&*told);
                is_told.then_some(told)
            },
        );
        let found: Vec<String> = found.collect();
        if found != expected {
            wrong
                .push(format!("{}\n  found    {found:?}\n  expected {expected:?}", case["policy"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn assert_no_alarm(all: &[(String, Diagnostic)]) {
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (file, found) in all {
        *counts.entry((found.code.as_str(), format!("{:?}", found.severity))).or_default() += 1;
        let place = found.place.pointer.as_deref();
        println!(
            "{:?}[{}] {file} {}: {}",
            found.severity,
            found.code,
            place.unwrap_or_default(),
            found.message
        );
    }
    println!("{counts:?}");
    let is_known = |file: &str, found: &Diagnostic| {
        RIGHTLY_FOUND.iter().any(|(known, code, _)| *known == file && *code == found.code.as_str())
    };
    let alarms = all
        .iter()
        .filter(|(file, found)| found.severity == Severity::Error && !is_known(file, found));
    let alarms: Vec<String> =
        alarms.map(|(file, found)| format!("{file} {} {}", found.code, found.message)).collect();
    assert_eq!(alarms, Vec::<String>::new());
}
