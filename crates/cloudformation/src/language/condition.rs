//! Checks the conditions of a template: that each one is true or false, that those in use are declared, and that none needs itself.

use std::collections::{BTreeMap, BTreeSet};

use constructs_document::Node;

use super::codes;
use crate::check::{Path, Report};
use crate::function::as_function;
use crate::{Declarations, entries, is_expanded};

/// The most conditions that refer to each other in a row.
const MAX_CHAIN: usize = 200;

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    let section = template.root.get("Conditions");
    let mut needed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in entries(section).filter(|entry| !is_expanded(&entry.key)) {
        let parent = Path::ROOT.key("Conditions", entry.mark);
        let path = parent.entry(entry);
        let call = entry.node.single();
        if !call.is_some_and(|(name, _)| name == "Condition" || as_function(&entry.node).is_some())
        {
            let message = format!("the condition `{}` is {}", entry.key, entry.node.noun());
            let help = "a condition is a call of `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, or `Condition`";
            report.add_with_help(codes::WRONG_CONDITION, &path, message, Some(help.to_owned()));
        }
        let mut names = Vec::new();
        find_names(&entry.node, &mut names);
        needed.insert(&entry.key, names);
    }
    check_cycles(template, &needed, report);
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
