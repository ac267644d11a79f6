//! Checks the sections of a template, and the attributes of its resources.

use constructs_document::{Entry, Map, Node, Value};

use super::path::Path;
use super::report::Report;
use crate::codes;
use constructs_cloudformation::{Declarations, entries, is_expanded, serverless};

const SECTIONS: &[&str] = &[
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Globals",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
];
const OBJECTS: &[&str] = &[
    "Conditions",
    "Globals",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
];
const RESOURCE_KEYS: &[&str] = &[
    "Condition",
    "Connectors",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "IgnoreGlobals",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
    "Version",
];

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for entry in entries(Some(template.root)) {
        check_section(entry, report);
    }
    if template.root.get("Resources").is_none() && !template.is_open {
        let message = "the template has no section `Resources`";
        let mut root = Path::ROOT;
        root.mark = template.root.mark;
        report.error(codes::NO_RESOURCES, &root, message.into());
    }
    for entry in template.resources().filter(|entry| !is_expanded(&entry.key)) {
        let section = Path::ROOT.key("Resources", entry.mark);
        check_resource(template, entry, &section.entry(entry), report);
    }
    for output in entries(template.root.get("Outputs")) {
        let section = Path::ROOT.key("Outputs", output.mark);
        check_used_condition(template, output, &section.entry(output), report);
    }
}

fn check_section(entry: &Entry, report: &mut Report) {
    let path = Path::ROOT.entry(entry);
    if !SECTIONS.contains(&entry.key.as_str()) && !is_expanded(&entry.key) {
        let help = report.suggest(&entry.key, SECTIONS.iter().copied());
        let message = format!("unknown section `{}`", entry.key);
        report.error_with_help(codes::UNKNOWN_SECTION, &path, message, help);
    } else if OBJECTS.contains(&entry.key.as_str()) && entry.node.as_map().is_none() {
        let message = format!("the section `{}` is not an object", entry.key);
        report.error(codes::WRONG_SECTION, &path, message);
    }
}

fn check_resource(
    template: &Declarations<'_>,
    entry: &Entry,
    path: &Path<'_>,
    report: &mut Report,
) {
    let Some(map) = entry.node.as_map() else {
        let message = format!("the resource `{}` is not an object", entry.key);
        report.error(codes::WRONG_SECTION, path, message);
        return;
    };
    match map.entry("Type") {
        None if map.iter().any(|entry| is_expanded(&entry.key)) => {}
        None => {
            let message = format!("the resource `{}` has no `Type`", entry.key);
            report.error(codes::NO_TYPE, path, message);
        }
        Some(kind) if kind.node.as_str().is_none() => {
            let message = "the `Type` of the resource is not a string".to_owned();
            report.error(codes::NO_TYPE, &path.entry(kind), message);
        }
        Some(_) => {}
    }
    for key in map.iter().filter(|key| !is_expanded(&key.key)) {
        if !RESOURCE_KEYS.contains(&key.key.as_str()) {
            report_unknown_key(template, map, key, path, report);
        }
    }
    check_used_condition(template, entry, path, report);
    if let Some(needed) = map.entry("DependsOn") {
        check_dependencies(template, &entry.key, needed, &path.entry(needed), report);
    }
}

/// Reports an unknown key: CloudFormation rejects it, and the serverless transform drops it.
fn report_unknown_key(
    template: &Declarations<'_>,
    resource: &Map,
    key: &Entry,
    path: &Path<'_>,
    report: &mut Report,
) {
    let kind = resource.get("Type").and_then(Node::as_str).unwrap_or_default();
    let path = path.entry(key);
    if template.is_serverless() && serverless::is_serverless(kind) {
        let message = format!("the serverless transform ignores the attribute `{}`", key.key);
        let help = "if it is a property, move it to `Properties`; otherwise, remove it";
        report.warning(codes::UNKNOWN_RESOURCE_KEY, &path, message, help);
        return;
    }
    let help = report.suggest(&key.key, RESOURCE_KEYS.iter().copied());
    let message = format!("unknown resource attribute `{}`", key.key);
    let help = help.unwrap_or_else(|| "if it is a property, move it to `Properties`".to_owned());
    report.error_with_help(codes::UNKNOWN_RESOURCE_KEY, &path, message, Some(help));
}

fn check_used_condition(
    template: &Declarations<'_>,
    entry: &Entry,
    path: &Path<'_>,
    report: &mut Report,
) {
    let Some(used) = entry.node.as_map().and_then(|map| map.entry("Condition")) else { return };
    if let Some(name) = used.node.as_str() {
        check_condition(template, name, &path.entry(used), report);
    }
}

/// Checks that the template declares a condition that it uses.
pub(super) fn check_condition(
    template: &Declarations<'_>,
    name: &str,
    path: &Path<'_>,
    report: &mut Report,
) {
    let is_hidden = template.is_open
        || entries(template.root.get("Conditions")).any(|entry| is_expanded(&entry.key));
    if template.conditions.place(name).is_some() || is_hidden {
        return;
    }
    let mut known: Vec<&str> = template.conditions.names().collect();
    known.sort_unstable();
    let help = report.suggest(name, known);
    let message = format!("the template has no condition `{name}`");
    report.error_with_help(codes::UNKNOWN_CONDITION, path, message, help);
}

fn check_dependencies(
    template: &Declarations<'_>,
    id: &str,
    needed: &Entry,
    path: &Path<'_>,
    report: &mut Report,
) {
    let one = match &needed.node.value {
        Value::String(_) => std::slice::from_ref(&needed.node),
        _ => needed.node.as_list().unwrap_or_default(),
    };
    let is_list = needed.node.as_list().is_some();
    for (index, item) in one.iter().enumerate() {
        let Some(name) = Node::as_str(item) else { continue };
        let is_known = template.resources.contains_key(name) && name != id;
        if is_known || template.may_be_hidden(name) {
            continue;
        }
        let mut known: Vec<&str> =
            template.resources.keys().copied().filter(|known| *known != id).collect();
        known.sort_unstable();
        let help = report.suggest(name, known);
        let message = if name == id {
            format!("`{id}` depends on itself")
        } else {
            format!("`DependsOn` refers to `{name}`, which is not a resource of this template")
        };
        let at = if is_list { path.item(index, item) } else { *path };
        report.error_with_help(codes::UNKNOWN_DEPENDENCY, &at, message, help);
    }
}
