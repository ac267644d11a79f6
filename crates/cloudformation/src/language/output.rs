//! Checks the outputs of a template.

use constructs_document::{Entry, Node, Value};

use super::{codes, condition};
use crate::check::{Path, Report};
use crate::function::{IntrinsicFunction, Returns, as_function};
use crate::{Declarations, entries, has_expanded_entries, is_expanded, is_list_type};

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
            "Export" => check_export(&entry.node, &path, report),
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

fn check_export(export: &Node, path: &Path<'_>, report: &mut Report) {
    let Some(map) = export.as_map() else {
        let message = format!("`Export` is {}, not an object with `Name`", export.noun());
        return report.add(codes::WRONG_VALUE, path, message);
    };
    if map.get("Name").is_none() && !has_expanded_entries(export) {
        report.add(codes::WRONG_VALUE, path, "the export has no `Name`".to_owned());
    }
}

/// Checks a value that has to be a text.
fn check_text(
    template: &Declarations<'_>,
    name: &str,
    node: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    let found = match as_function(node) {
        Some(("Ref", parameter)) => {
            let kind = parameter.as_str().and_then(|name| template.parameters.get(name));
            kind.filter(|kind| is_list_type(kind)).map(|kind| format!("a list: a `{kind}`"))
        }
        Some((function, _)) => {
            let function = IntrinsicFunction::find_by_key(function);
            let is_list = function.is_some_and(|function| function.returns == Returns::List);
            is_list.then(|| "a list".to_owned())
        }
        None => match &node.value {
            Value::List(_) => Some("a list".to_owned()),
            Value::Map(_) if !has_expanded_entries(node) => Some("an object".to_owned()),
            _ => None,
        },
    };
    if let Some(found) = found {
        let message = format!("{name} is {found}, not a string");
        let help = "join the items with `Fn::Join`, or output each one".to_owned();
        report.add_with_help(codes::OUTPUT_VALUE, path, message, Some(help));
    }
}
