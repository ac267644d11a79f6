//! Checks the outputs of a template.

use constructs_document::{Entry, Node, Value};

use super::result::returned;
use super::{codes, condition, early, name};
use crate::check::{Path, Report};
use crate::function::{If, Returns};
use crate::{Declarations, entries, has_expanded_entries, is_expanded};

const KEYS: &[&str] = &["Condition", "Description", "Export", "Value"];

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for output in entries(template.root.get("Outputs")).filter(|entry| !is_expanded(&entry.key)) {
        let section = Path::ROOT.key("Outputs", output.mark);
        check_output(template, output, &section.entry(output), report);
    }
}

fn check_output(template: &Declarations<'_>, output: &Entry, path: &Path<'_>, report: &mut Report) {
    let Some(map) = output.node.as_map() else {
        let message =
            format!("the output `{}` is {}, not an object", output.key, output.node.noun());
        return report.add(codes::WRONG_VALUE, path, message);
    };
    if map.get("Value").is_none() && !has_expanded_entries(&output.node) {
        let message = format!("the output `{}` has no `Value`", output.key);
        report.add(codes::OUTPUT_VALUE, path, message);
    }
    for entry in map.iter().filter(|entry| !is_expanded(&entry.key)) {
        let path = path.entry(entry);
        match entry.key.as_str() {
            "Condition" => condition::check_used(template, &entry.node, &path, report),
            "Description" if entry.node.as_str().is_none() => {
                let message = format!("the description is {}, not a string", entry.node.noun());
                report.add(codes::WRONG_VALUE, &path, message);
            }
            "Description" => {
                name::check_length("the description", &entry.node, 1_024, &path, report);
            }
            "Export" => check_export(template, &entry.node, &path, report),
            "Value" => check_text(template, "the value of an output", &entry.node, &path, report),
            key if !KEYS.contains(&key) => {
                let help = report.suggest(key, KEYS.iter().copied());
                let message = format!("unknown attribute `{key}` of an output");
                report.add_with_help(codes::UNKNOWN_KEY, &path, message, help);
            }
            _ => {}
        }
    }
}

fn check_export(template: &Declarations<'_>, export: &Node, path: &Path<'_>, report: &mut Report) {
    let Some(map) = export.as_map() else {
        let message = format!("`Export` is {}, not an object with `Name`", export.noun());
        return report.add(codes::WRONG_VALUE, path, message);
    };
    if map.get("Name").is_none() && !has_expanded_entries(export) {
        report.add(codes::WRONG_VALUE, path, "the export has no `Name`".to_owned());
    }
    for entry in map.iter().filter(|entry| !is_expanded(&entry.key)) {
        let path = path.entry(entry);
        if entry.key == "Name" {
            let owner = "the name of an export";
            check_text(template, owner, &entry.node, &path, report);
            early::check_no_resource(template, owner, &entry.node, &path, report);
        } else {
            let help = report.suggest(&entry.key, ["Name"]);
            let message = format!("unknown attribute `{}` of an export", entry.key);
            report.add_with_help(codes::UNKNOWN_KEY, &path, message, help);
        }
    }
}

/// Checks a value that has to be a text, with both branches of `Fn::If`.
fn check_text(
    template: &Declarations<'_>,
    name: &str,
    node: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    if let (Some(choice), Some(entry)) =
        (If::from_node(node), node.as_map().and_then(|map| map.iter().next()))
    {
        let below = path.entry(entry);
        for (index, branch) in choice.branches() {
            check_text(template, name, branch, &below.item(index, branch), report);
        }
        return;
    }
    let found = match returned(template, node) {
        Some(Returns::List) => Some("a list"),
        Some(_) => None,
        None => match &node.value {
            Value::List(_) => Some("a list"),
            Value::Map(_) if !has_expanded_entries(node) => Some("an object"),
            _ => None,
        },
    };
    if let Some(found) = found {
        let message = format!("{name} is {found}, not a string");
        let help = "join the items with `Fn::Join`, or output each one".to_owned();
        report.add_with_help(codes::OUTPUT_VALUE, path, message, Some(help));
    }
}
