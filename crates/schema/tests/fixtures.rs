//! Compares the findings on cfn-lint's own templates with cfn-lint's.
//!
//! The data is outside of the project, in the folder that the variable `FIXTURES` names (by default `../shared/fixtures` next to
//! the workspace): `cfn-lint/good`, `cfn-lint/bad`, and `cfn-lint/verdicts.json`. Without the folder, the tests print that and
//! check nothing.

use std::collections::{BTreeMap, BTreeSet};

use constructs_diagnostics::Diagnostics;
use constructs_diagnostics::Severity;
use constructs_fixtures::{files, folder};
use constructs_schema::{check_template, codes};
use serde_json::Value as Json;

/// The rules that the checks cover.
const RULES: &[&str] = &[
    "E1010", "E1020", "E3002", "E3003", "E3004", "E3006", "E3012", "E3014", "E3017", "E3018",
    "E3030", "E3031", "E3032", "E3033", "E3034", "E3037", "E3040",
];

/// Findings on good files that cfn-lint also reports in its default settings, and the reason.
const RIGHTLY_FOUND: &[(&str, &str, &str)] = &[
    ("functions/sub_needed.yaml", "F0201", "names resources that it does not declare"),
    ("functions/sub_needed.yaml", "F0202", "names resources that it does not declare"),
    ("functions/sub_needed_custom_excludes.yaml", "F0109", "`${Stage}` is outside of `Fn::Sub`"),
    ("properties_ec2_vpc.yaml", "F0119", "`vpc-1234567` is a digit short"),
    // <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html>
    (
        "resources_deletionpolicy.yaml",
        "F0503",
        "functions in `DeletionPolicy` need the language extensions",
    ),
    ("resources/name.yaml", "F0119", "`ami-123456` is two digits short"),
    ("resources/properties/az_cdk.yaml", "F0117", "a subnet without an address range"),
    ("resources/properties/az_cdk.yaml", "F0119", "`vpc-1234567` is a digit short"),
];

/// Findings that are missed, and the reason.
const MISSED: &[(&str, &str, &str)] = &[];

#[test]
fn good_templates_give_no_alarm() {
    let mut alarms = Vec::new();
    let files = files("cfn-lint/good");
    if files.is_empty() {
        return;
    }
    for (name, bytes) in &files {
        let findings = check(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        for finding in findings.iter().filter(|finding| finding.severity < Severity::Note) {
            let code = finding.code.as_str();
            if !RIGHTLY_FOUND.iter().any(|(file, known, _)| file == name && *known == code) {
                alarms.push(format!(
                    "{name} {} {code}: {}",
                    finding.place.pointer.as_deref().unwrap_or_default(),
                    finding.message
                ));
            }
        }
    }
    println!("good: {} templates, {} alarms", files.len(), alarms.len());
    assert!(files.len() > 20, "the folder has few templates: is it the right one?");
    assert_eq!(alarms, Vec::<String>::new());
}

#[test]
fn what_cfn_lint_finds_is_found_at_the_same_path() {
    let Some(folder) = folder().map(|folder| folder.join("cfn-lint")) else { return };
    let verdicts = std::fs::read_to_string(folder.join("verdicts.json")).unwrap();
    let verdicts: BTreeMap<String, Vec<Json>> = serde_json::from_str(&verdicts).unwrap();
    let (mut wanted, mut found, mut unexplained) = (0, 0, Vec::new());
    for (name, verdicts) in &verdicts {
        let ours: BTreeSet<(String, String)> =
            match check(&std::fs::read(folder.join(name)).unwrap()) {
                Ok(findings) => rules_and_places(&findings),
                Err(_) => BTreeSet::new(),
            };
        for place in verdicts.iter().filter_map(expected) {
            wanted += 1;
            if ours.contains(&place) {
                found += 1;
                continue;
            }
            let reason = MISSED.iter().find(|(file, rule, _)| file == name && *rule == place.0);
            println!(
                "missed: {name} {} {} ({})",
                place.0,
                place.1,
                reason.map_or("?", |found| found.2)
            );
            unexplained.extend(reason.is_none().then(|| format!("{name} {place:?}")));
        }
    }
    println!("bad: {found} of {wanted} findings at the same path");
    assert!(wanted > 40, "there are few verdicts: is it the right folder?");
    assert!(found * 100 >= wanted * 95, "{found} of {wanted}");
    assert_eq!(unexplained, Vec::<String>::new());
}

fn check(bytes: &[u8]) -> Result<Diagnostics, constructs_document::ReadError> {
    let template = constructs_yaml::read(bytes)?;
    Ok(check_template(template.root()))
}

/// Rule and place of each finding.
fn rules_and_places(findings: &Diagnostics) -> BTreeSet<(String, String)> {
    let ruled = findings.iter().filter_map(|finding| {
        let info = codes::CODES.iter().find(|info| info.code == finding.code)?;
        Some((
            (*info.cfn_lint.first()?).to_owned(),
            finding.place.pointer.clone().unwrap_or_default(),
        ))
    });
    ruled.collect()
}

/// Rule and place of a verdict, if it is of one of the rules.
fn expected(verdict: &Json) -> Option<(String, String)> {
    let rule = verdict["rule"].as_str().filter(|rule| RULES.contains(rule))?;
    let steps = verdict["path"].as_array()?.iter().map(|step| match step {
        Json::String(key) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        index => format!("/{index}"),
    });
    Some((rule.to_owned(), steps.collect()))
}
