//! Checks the rules of a template.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html>

use constructs_document::{Entry, Node, Value};

use super::codes;
use crate::check::{Path, Report};
use crate::function::as_function;
use crate::{Declarations, entries, is_expanded};

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for rule in entries(template.root.get("Rules")).filter(|entry| !is_expanded(&entry.key)) {
        let section = Path::ROOT.key("Rules", rule.mark);
        check_rule(rule, &section.entry(rule), report);
    }
}

fn check_rule(rule: &Entry, path: &Path<'_>, report: &mut Report) {
    let Some(map) = rule.node.as_map() else {
        let message = format!("the rule `{}` is {}, not an object", rule.key, rule.node.noun());
        return report.add(codes::WRONG_VALUE, path, message);
    };
    check_keys("a rule", &rule.node, &["RuleCondition", "Assertions"], path, report);
    if let Some(condition) = map.entry("RuleCondition") {
        check_truth(condition, path, report);
    }
    let Some(assertions) = map.entry("Assertions") else {
        let message = format!("the rule `{}` has no `Assertions`", rule.key);
        return report.add(codes::WRONG_VALUE, path, message);
    };
    let path = path.entry(assertions);
    let Some(items) = assertions.node.as_list() else {
        let message = format!("`Assertions` is {}, not a list", assertions.node.noun());
        return report.add(codes::WRONG_VALUE, &path, message);
    };
    for (index, item) in items.iter().enumerate() {
        let path = path.item(index, item);
        check_keys("an assertion", item, &["Assert", "AssertDescription"], &path, report);
        for entry in entries(Some(item)) {
            match entry.key.as_str() {
                "Assert" => check_truth(entry, &path, report),
                "AssertDescription" if !entry.node.is_scalar() => {
                    let message = format!("the description is {}, not a string", entry.node.noun());
                    report.add(codes::WRONG_VALUE, &path.entry(entry), message);
                }
                _ => {}
            }
        }
        if item.get("Assert").is_none() {
            report.add(codes::WRONG_VALUE, &path, "the assertion has no `Assert`".to_owned());
        }
    }
}

/// Checks that an entry of a rule is true or false. Calls of functions that rules don't have are reported with all other calls.
fn check_truth(entry: &Entry, path: &Path<'_>, report: &mut Report) {
    let is_truth = match as_function(&entry.node) {
        Some((name, _)) => name != "Ref",
        None => matches!(entry.node.value, Value::Bool(_)) || is_condition(&entry.node),
    };
    if !is_truth {
        let message = format!("`{}` of a rule is not true or false", entry.key);
        let help = "call a function that is true or false, such as `Fn::Equals` or `Fn::Contains`";
        let path = path.entry(entry);
        report.add_with_help(codes::WRONG_CONDITION, &path, message, Some(help.to_owned()));
    }
}

/// Whether a value is the name of a condition, which is reported with all other calls.
fn is_condition(node: &Node) -> bool {
    node.single().is_some_and(|(name, _)| name == "Condition")
}

fn check_keys(owner: &str, node: &Node, known: &[&str], path: &Path<'_>, report: &mut Report) {
    for entry in entries(Some(node)).filter(|entry| !is_expanded(&entry.key)) {
        if !known.contains(&entry.key.as_str()) {
            let help = report.suggest(&entry.key, known.iter().copied());
            let message = format!("unknown attribute `{}` of {owner}", entry.key);
            report.add_with_help(codes::UNKNOWN_KEY, &path.entry(entry), message, help);
        }
    }
}
