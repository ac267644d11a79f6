//! Policies that people have written, and AWS's own kind of policies -> no alarm: an error stops a synthesis.
//!
//! The data stands outside of the project, in the folder that the variable `FIXTURES` names (`../shared/fixtures` beside the
//! workspace otherwise): `iam/policies.jsonl` and `cfn-lint/good`. Without it this says so and checks nothing.

#![expect(clippy::unwrap_used, reason = "a test that can not read its data has nothing to say")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use constructs::Diagnostic;
use constructs::diagnostic::Severity;
use constructs_analysis::iam::{self, Kind};
use serde_json::Value as Json;

/// Errors that are right, by file and code, and why.
const RIGHTLY_FOUND: &[(&str, &str, &str)] =
    &[("cfn-lint/good/resources/iam/policy.yaml", "A0401", "a parameter's name without `Ref`")];

#[test]
fn policies_of_others_give_no_alarm() {
    let Some(folder) = fixtures() else { return };
    let text = std::fs::read_to_string(folder.join("iam/policies.jsonl")).unwrap();
    let mut all = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let case: Json = serde_json::from_str(line).unwrap();
        let kind = if line.contains("Principal\":") { Kind::Resource } else { Kind::Identity };
        let id = case["id"].as_str().unwrap().to_owned();
        all.extend(iam::lint(&case["policy"], kind).into_iter().map(|found| (id.clone(), found)));
    }
    assert_no_alarm(&all);
}

#[test]
fn templates_of_others_give_no_alarm() {
    let Some(folder) = fixtures() else { return };
    let mut all = Vec::new();
    for path in files(&folder.join("cfn-lint/good")) {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let template = constructs_template::read(&std::fs::read(&path).unwrap()).unwrap();
        all.extend(iam::check(template.root()).into_iter().map(|found| (name.clone(), found)));
    }
    assert_no_alarm(&all);
}

/// Policies in the manner of AWS's managed ones: by job, by service, with the conditions that these have.
#[test]
fn policies_in_the_manner_of_aws_give_no_alarm() {
    let kinds =
        [("identity", Kind::Identity), ("resource", Kind::Resource), ("trust", Kind::Trust)];
    let text = include_str!("iam/managed.json");
    let policies: Json = serde_json::from_str(text).unwrap();
    let mut all = Vec::new();
    for policy in policies.as_array().unwrap() {
        let (name, kind) = (policy["name"].as_str().unwrap(), policy["type"].as_str().unwrap());
        let (_, kind) = kinds.into_iter().find(|(known, _)| *known == kind).unwrap();
        let found = iam::lint(&policy["policy"], kind);
        all.extend(found.into_iter().map(|found| (name.to_owned(), found)));
    }
    assert_no_alarm(&all);
}

/// Mistakes that people make, one in a policy, and policies that only look like one: what is found, and where. Codes that most
/// policies with `*` have stand only where they are what a case is about.
#[test]
fn planted_mistakes_are_found() {
    let quiet = ["A0405", "A0506", "A0601"];
    let mut wrong = Vec::new();
    for line in include_str!("iam/planted.jsonl").lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let kind = match case["type"].as_str().unwrap() {
            "identity" => Kind::Identity,
            "trust" => Kind::Trust,
            _ => Kind::Resource,
        };
        let expected: Vec<&str> =
            case["found"].as_array().unwrap().iter().map(|found| found.as_str().unwrap()).collect();
        let found = iam::lint(&case["policy"], kind).into_iter().filter_map(|found| {
            let told = format!("{} {}", found.code, found.place.pointer.unwrap_or_default());
            let is_told = !quiet.contains(&found.code.as_str()) || expected.contains(&&*told);
            is_told.then_some(told)
        });
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
        let place = found.place.pointer.as_deref().or(found.place.property.as_deref());
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

fn fixtures() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let folder = std::env::var_os("FIXTURES").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("not run: there are no fixtures; the variable FIXTURES names their folder");
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        for entry in std::fs::read_dir(current).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
