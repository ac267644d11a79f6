//! Neighbors of the reported cases: the same faults in other places, in `tests/cases/access/neighbors`, a line each.
//!
//! ```text
//! {"case": …, "ask": ["can", "R", …], "statements": […], "resources": {…}, "sections": {…}, "answer": "depends"}
//! {"case": …, "old": {"role": {…}, …}, "new": {…}, "answer": "gained, lost"}
//! ```
//! `statements` are an inline policy of the role `R`, `role` its properties; `answer` is the answer's first word, the first line
//! of `who-can`, or the kinds of differences.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::{Output, run_on};

#[test]
fn conditions() {
    check("conditions");
}

#[test]
fn what_the_deployment_decides() {
    check("deployment");
}

#[test]
fn functions_and_transforms() {
    check("functions");
}

#[test]
fn keys_trust_policies_and_short_arns() {
    check("keys-and-trust");
}

#[test]
fn policies_of_resources() {
    check("resource-policies");
}

#[test]
fn changes() {
    check("changes");
}

#[test]
fn changes_of_principals() {
    check("changes-of-principals");
}

#[test]
fn changes_of_declarations() {
    check("declarations");
}

/// Checks every line of a file, and names all that are wrong.
fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/access/neighbors");
    let text = fs::read_to_string(folder.join(format!("{name}.jsonl"))).unwrap();
    let mut wrong = String::new();
    for line in text.lines() {
        let row: Json = serde_json::from_str(line).unwrap();
        let (found, output) = if row.get("ask").is_some() { question(&row) } else { change(&row) };
        let (case, expected) = (row["case"].as_str().unwrap(), row["answer"].as_str().unwrap());
        if found != expected {
            wrong += &format!("{case}: {found}, not {expected}\n{output}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The answer's first word, or the first line of a list.
fn question(row: &Json) -> (String, String) {
    let words: Vec<&str> =
        row["ask"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let arguments = [&words[..], &["--templates", "@t.json"]].concat();
    let Output { text, code } = run_on(&[("t.json", &template(row))], &arguments);
    assert_eq!(code, 0, "{row}\n{text}");
    let first = text.lines().next().unwrap_or_default();
    let word = first.split([':', ' ']).next().unwrap_or_default();
    let is_answer = words[0] == "can" || matches!(word, "nobody" | "undecided");
    (if is_answer { word.to_owned() } else { first.to_owned() }, text)
}

/// The kinds of differences; gains, and only these, are a failure.
fn change(row: &Json) -> (String, String) {
    let templates = [("old.json", &*template(&row["old"])), ("new.json", &template(&row["new"]))];
    let Output { text, code } =
        run_on(&templates, &["diff", "@old.json", "@new.json", "--no-new-access"]);
    let kinds = ["+ gained", "+ perhaps gained", "- lost", "- perhaps lost"];
    let found = kinds.into_iter().filter(|kind| text.contains(&format!("  {kind}:")));
    let found: Vec<&str> = found.map(|kind| &kind[2..]).collect();
    let has_gain = found.iter().any(|kind| kind.ends_with("gained"));
    assert_eq!(code, u8::from(has_gain), "{row}\n{text}");
    (if found.is_empty() { "no change".to_owned() } else { found.join(", ") }, text)
}

/// The template of a row: the role `R` with its properties, other resources, and sections.
fn template(row: &Json) -> String {
    let statements = row.get("statements").map(|statements| {
        let document = json!({"Version": "2012-10-17", "Statement": statements});
        json!({"Policies": [{"PolicyName": "p", "PolicyDocument": document}]})
    });
    let mut template = row.get("sections").cloned().unwrap_or_else(|| json!({}));
    let mut resources = row.get("resources").cloned().unwrap_or_else(|| json!({}));
    if let Some(more) = statements.as_ref().or(row.get("role")) {
        let trust = json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}});
        let mut properties = json!({"RoleName": "r", "AssumeRolePolicyDocument": trust});
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        resources["R"] = json!({"Type": "AWS::IAM::Role", "Properties": properties});
    }
    template["Resources"] = resources;
    template.to_string()
}
