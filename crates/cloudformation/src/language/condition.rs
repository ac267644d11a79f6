//! Checks the conditions of a template: that each one is true or false, that those in use are declared, and that none needs itself.

use std::collections::{BTreeMap, BTreeSet};

use constructs_document::{Entry, Node};

use super::{codes, name};
use crate::check::{Path, Report};
use crate::function::{FunctionPlace, IntrinsicFunction, Returns, is_function_name};
use crate::{Declarations, entries, is_expanded};

/// The most conditions that refer to each other in a row.
const MAX_CHAIN: usize = 200;

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    let section = template.root.get("Conditions");
    let mut needed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in entries(section).filter(|entry| !is_expanded(&entry.key)) {
        let parent = Path::ROOT.key("Conditions", entry.mark);
        let path = parent.entry(entry);
        name::check_condition(&entry.key, &path, report);
        check_truth(entry, &path, report);
        let mut names = Vec::new();
        find_names(&entry.node, &mut names);
        needed.insert(&entry.key, names);
    }
    check_cycles(template, &needed, report);
}

/// Checks that a condition is a call of a function that is true or false. A function that CloudFormation does not evaluate in
/// conditions is reported with all other calls.
fn check_truth(condition: &Entry, path: &Path<'_>, report: &mut Report) {
    let found = match condition.node.single() {
        Some(("Condition", _)) => return,
        Some((name, _)) if is_function_name(name) => {
            let function = IntrinsicFunction::find_by_key(name).filter(|function| {
                let is_any = matches!(function.name, "Fn::Transform" | "Fn::ForEach");
                !is_any && function.is_allowed_in(FunctionPlace::ConditionValue, true)
            });
            if function.is_none_or(|function| function.returns == Returns::Truth) {
                return;
            }
            format!("a call of `{name}`")
        }
        _ => condition.node.noun().to_owned(),
    };
    let message = format!("the condition `{}` is {found}", condition.key);
    let help =
        "a condition is a call of `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, or `Condition`";
    report.add_with_help(codes::WRONG_CONDITION, path, message, Some(help.to_owned()));
}

/// The conditions that a condition refers to.
fn find_names<'t>(node: &'t Node, names: &mut Vec<&'t str>) {
    if let Some(("Condition", name)) = node.single() {
        names.extend(name.as_str());
    }
    for entry in entries(Some(node)) {
        find_names(&entry.node, names);
    }
    node.as_list().into_iter().flatten().for_each(|item| find_names(item, names));
}

/// Checks a value that names a condition.
pub(super) fn check_used(
    template: &Declarations<'_>,
    node: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    match node.as_str() {
        Some(name) => check_name(template, name, path, report),
        None if node.as_map().is_some() => {
            let message = "`Condition` is an object, not the name of a condition".to_owned();
            let help = "declare the condition in the section `Conditions`, and write its name here";
            report.add_with_help(codes::WRONG_ATTRIBUTE, path, message, Some(help.to_owned()));
        }
        None => {
            let message = format!("`Condition` is {}, not the name of a condition", node.noun());
            report.add(codes::WRONG_ATTRIBUTE, path, message);
        }
    }
}

/// Checks that the template declares a condition that it uses.
pub(super) fn check_name(
    template: &Declarations<'_>,
    name: &str,
    path: &Path<'_>,
    report: &mut Report,
) {
    if template.conditions.place(name).is_some() || template.has_hidden_entries("Conditions") {
        return;
    }
    let mut known: Vec<&str> = template.conditions.names().collect();
    known.sort_unstable();
    let help = report.suggest(name, known);
    let message = format!("the template has no condition `{name}`");
    report.add_with_help(codes::UNKNOWN_CONDITION, path, message, help);
}

/// Reports each cycle once, at its first condition.
fn check_cycles(
    template: &Declarations<'_>,
    needed: &BTreeMap<&str, Vec<&str>>,
    report: &mut Report,
) {
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for entry in entries(template.root.get("Conditions")) {
        if reported.contains(entry.key.as_str()) {
            continue;
        }
        let Some(cycle) = find_cycle(&entry.key, needed) else { continue };
        reported.extend(cycle.iter().copied());
        let parent = Path::ROOT.key("Conditions", entry.mark);
        let names: Vec<String> =
            cycle.iter().chain(cycle.first()).map(|name| format!("`{name}`")).collect();
        let message = match names.len() {
            2 => format!("the condition `{}` refers to itself", entry.key),
            _ => format!("conditions refer to each other in a cycle: {}", names.join(" to ")),
        };
        report.add(codes::CONDITION_CYCLE, &parent.entry(entry), message);
    }
}

/// The shortest way from a condition to itself.
fn find_cycle<'t>(
    start: &'t str,
    needed: &BTreeMap<&'t str, Vec<&'t str>>,
) -> Option<Vec<&'t str>> {
    let mut chains = vec![vec![start]];
    let mut seen = BTreeSet::new();
    for _ in 0..MAX_CHAIN {
        let mut next = Vec::new();
        for chain in chains {
            let last = chain.last().copied().unwrap_or(start);
            for name in needed.get(last).into_iter().flatten() {
                if *name == start {
                    return Some(chain);
                }
                if seen.insert(*name) {
                    next.push([&chain[..], &[*name]].concat());
                }
            }
        }
        if next.is_empty() {
            return None;
        }
        chains = next;
    }
    None
}
