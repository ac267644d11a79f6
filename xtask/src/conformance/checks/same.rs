//! Compares the module's templates from the CDK with ours, and reports differing values that are not listed.
//!
//! Compares texts of `Fn::Join` and `Fn::Sub` piece by piece, and the actions and resources of a statement as sets,
//! because CloudFormation and IAM treat such values as equal.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::conformance::bench::Bench;
use crate::conformance::cdk_module::{self, STACKS};
use crate::conformance::listed::Listed;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::template::read_template;

/// Synthesizes both, and compares each stack.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let (folder, logs) = (bench.create_folder("same")?, bench.logs("same")?);
    let (theirs, ours) = (cdk_module::synthesize(bench)?, folder.join("ours"));
    let app = ReferenceApp::build(bench, &logs)?;
    cdk_module::mirror(bench, &app, &ours, false)?;
    let mut listed = Listed::read(&cdk_module::file(bench, "differences.txt"))?;
    let (mut findings, mut resources, mut explained) = (Vec::new(), 0, 0);
    for (_, stack) in STACKS {
        let [theirs, ours] = [&theirs, &ours].map(|folder| read_template(folder, stack));
        let [theirs, ours] = [theirs?, ours?].map(|template| normalize(&template, ""));
        resources += theirs.get("Resources").and_then(Value::as_object).map_or(0, |map| map.len());
        let mut differences = Vec::new();
        compare(&theirs, &ours, stack, &mut differences);
        let all = differences.len();
        differences.retain(|difference| !listed.explain(difference));
        explained += all - differences.len();
        findings.extend(differences);
    }
    findings.extend(listed.stale_lines());
    let summary = format!(
        "{resources} resources of {} stacks; {explained} values differ, all for {} listed reasons",
        STACKS.len(),
        listed.count_used()
    );
    Ok(CheckReport::new(findings, summary))
}

/// A value in a form that is the same for all its spellings.
fn normalize(value: &Value, key: &str) -> Value {
    match value {
        Value::Object(object) => match text_pieces(value) {
            Some(pieces) => json!({ "text": pieces }),
            None => {
                object.iter().map(|(key, inner)| (key.clone(), normalize(inner, key))).collect()
            }
        },
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(|item| normalize(item, "")).collect();
            if ["Action", "Resource"].contains(&key) {
                items.sort_by_key(Value::to_string);
            }
            Value::Array(items)
        }
        _ => value.clone(),
    }
}

/// The pieces of a text that CloudFormation assembles at deployment; adjacent literals are one piece.
fn text_pieces(value: &Value) -> Option<Vec<Value>> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let pieces: Vec<Value> = if let Some(Value::String(text)) = object.get("Fn::Sub") {
        substitution_pieces(text)
    } else {
        let [separator, list] = object.get("Fn::Join")?.as_array()?.as_slice() else { return None };
        let list = list.as_array().filter(|_| separator == "")?;
        list.iter().map(|piece| normalize(piece, "")).collect()
    };
    let mut joined: Vec<Value> = Vec::new();
    for piece in pieces {
        match (joined.last_mut(), &piece) {
            (Some(Value::String(before)), Value::String(text)) => before.push_str(text),
            _ => joined.push(piece),
        }
    }
    Some(joined)
}

fn substitution_pieces(text: &str) -> Vec<Value> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        pieces.extend((!before.is_empty()).then(|| json!(before)));
        pieces.push(match (name.strip_prefix('!'), name.split_once('.')) {
            (Some(literal), _) => json!(format!("${{{literal}}}")),
            (None, Some((id, attribute))) => json!({"Fn::GetAtt": [id, attribute]}),
            (None, None) => json!({"Ref": name}),
        });
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then(|| json!(rest)));
    pieces
}

/// Adds a line for each difference.
fn compare(theirs: &Value, ours: &Value, place: &str, differences: &mut Vec<String>) {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            let keys: BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
            for key in keys {
                let place = format!("{place}/{key}");
                match (theirs.get(key), ours.get(key)) {
                    (Some(theirs), Some(ours)) => compare(theirs, ours, &place, differences),
                    (Some(theirs), None) => {
                        differences.push(format!("{place}: only the CDK: {theirs}"))
                    }
                    (None, ours) => differences
                        .push(format!("{place}: only ours: {}", ours.unwrap_or(&Value::Null))),
                }
            }
        }
        (Value::Array(theirs), Value::Array(ours)) if theirs.len() == ours.len() => {
            for (index, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
                compare(theirs, ours, &format!("{place}/{index}"), differences);
            }
        }
        _ if theirs == ours => {}
        _ => differences.push(format!("{place}: the CDK has {theirs}, we {ours}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differences(theirs: Value, ours: Value) -> Vec<String> {
        let mut found = Vec::new();
        compare(&normalize(&theirs, ""), &normalize(&ours, ""), "x", &mut found);
        found
    }

    #[test]
    fn spellings_of_one_value_are_equal() {
        let join = json!({"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":", "x:", {"Fn::GetAtt": ["Q", "Arn"]}]]});
        assert!(
            differences(join, json!({"Fn::Sub": "arn:${AWS::Partition}:x:${Q.Arn}"})).is_empty()
        );
        assert!(
            differences(json!({"Action": ["b", "a"]}), json!({"Action": ["a", "b"]})).is_empty()
        );
        assert_eq!(
            differences(json!({"Other": ["b", "a"]}), json!({"Other": ["a", "b"]})).len(),
            2
        );
    }

    #[test]
    fn a_difference_names_its_place() {
        let theirs = json!({"A": 1, "B": [1, 2], "C": ""});
        let ours = json!({"A": 2, "B": [1], "D": true});
        let expected = [
            "x/A: the CDK has 1, we 2",
            "x/B: the CDK has [1,2], we [1]",
            "x/C: only the CDK: \"\"",
            "x/D: only ours: true",
        ];
        assert_eq!(differences(theirs, ours), expected);
    }
}
