//! `validate` with the engine: a finding names the Rust line, and a rule with a syntax error is never a pass.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;

use crate::support::project;

const MINUTE: &str = "let queues = Resources.*[ Type == 'AWS::SQS::Queue' ]

rule KEEP_FOR_A_MINUTE when %queues !empty {
    %queues.Properties.MessageRetentionPeriod == 60 <<keep messages for a minute>>
}
";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn validate(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_app"));
    program.current_dir(folder).arg("validate").args(arguments).output().expect("it starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The report on the app's dev environment by these rules, and the exit code.
fn of_the_app(rules: &str, format: &str) -> (String, Option<i32>) {
    let rules = folder(&[("own.guard", rules)]);
    let rules = rules.path().to_str().expect("a path");
    let arguments = ["--env", "dev", "--rules", rules, "--format", format];
    let output = validate(&project(), &arguments);
    (stdout(&output), output.status.code())
}

#[test]
fn the_apps_own_rules_are_asked_without_being_named() {
    let output = validate(&project(), &["--fail-on", "warning"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(!stdout(&output).contains("Guard"), "nothing is left out: {}", stdout(&output));
}

#[test]
fn what_breaks_a_rule_leads_to_the_line_that_adds_the_construct() {
    let (text, code) = of_the_app(MINUTE, "text");
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(text.split("\n\n").next().expect("a finding"));
    let (json, _) = of_the_app(MINUTE, "json");
    let json: Json = serde_json::from_str(&json).expect("JSON");
    let finding = &json["findings"][1];
    assert_eq!(finding["code"], "S0204");
    assert_eq!(finding["rule"], "KEEP_FOR_A_MINUTE");
    assert_eq!(finding["construct"], "dev/Queues/Push");
    assert_eq!(finding["source"][0]["file"], "crates/app/src/stacks/queues.rs");
    assert_eq!(finding["template"]["pointer"], "/Resources/Push/Properties/MessageRetentionPeriod");
    let (sarif, _) = of_the_app(MINUTE, "sarif");
    let sarif: Json = serde_json::from_str(&sarif).expect("JSON");
    let first = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(first["artifactLocation"]["uri"], "crates/app/src/stacks/queues.rs");
}

#[test]
fn guards_own_form_of_acknowledging_is_listed_with_its_rule() {
    let template = r#"{"Resources": {"Push": {
        "Type": "AWS::SQS::Queue",
        "Metadata": {"guard": {"SuppressedRules": ["KEEP_FOR_A_MINUTE"]}},
        "Properties": {"MessageRetentionPeriod": 61}
    }, "Other": {"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": 61}}}}"#;
    let folder = folder(&[("own.guard", MINUTE), ("a.json", template)]);
    let output = validate(folder.path(), &["a.json", "--rules", ".", "--format", "json"]);
    let json: Json = serde_json::from_str(&stdout(&output)).expect("JSON");
    let findings = json["findings"].as_array().expect("findings");
    let told = findings.iter().map(|finding| &finding["logicalId"]);
    assert_eq!(told.collect::<Vec<_>>(), ["Other"]);
    assert_eq!(json["summary"]["acknowledged"], 1);
    insta::assert_snapshot!(json["acknowledged"]);
}

#[test]
fn rules_that_cannot_be_read_are_no_pass() {
    let (text, code) = of_the_app("rule broken {", "text");
    assert_eq!((text.as_str(), code), ("", Some(3)));
    let (text, code) = of_the_app("", "text");
    assert_ne!(code, Some(0), "a file without rules checks nothing: {text}");
}
