//! Checks the sections of a template, its format version, and its transforms.

use constructs_document::{Entry, Node, SECTIONS, Value};

use super::{codes, transform};
use crate::check::{Path, Report};
use crate::serverless::{SERVERLESS, is_serverless};
use crate::{Declarations, entries, is_expanded};

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
/// The only format version.
const FORMAT_VERSION: &str = "2010-09-09";

/// What a transform that is written as an object has.
const TRANSFORM_KEYS: &[&str] = &["Name", "Parameters"];

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for entry in entries(Some(template.root)) {
        check_section(entry, report);
        check_value(entry, report);
    }
    if template.root.get("Resources").is_none() && !template.is_open {
        let message = "the template has no section `Resources`";
        let mut root = Path::ROOT;
        root.mark = template.root.mark;
        report.add(codes::NO_RESOURCES, &root, message.into());
    }
    if !template.is_serverless() && !template.is_open {
        check_serverless(template, report);
    }
}

fn check_section(entry: &Entry, report: &mut Report) {
    let path = Path::ROOT.entry(entry);
    if !SECTIONS.contains(&entry.key.as_str()) && !is_expanded(&entry.key) {
        let help = report.suggest(&entry.key, SECTIONS);
        let message = format!("unknown section `{}`", entry.key);
        report.add_with_help(codes::UNKNOWN_SECTION, &path, message, help);
    } else if OBJECTS.contains(&entry.key.as_str()) && entry.node.as_map().is_none() {
        let message = format!("the section `{}` is not an object", entry.key);
        report.add(codes::WRONG_SECTION, &path, message);
    }
}

/// Checks the sections that are not objects.
fn check_value(entry: &Entry, report: &mut Report) {
    let path = Path::ROOT.entry(entry);
    match entry.key.as_str() {
        "AWSTemplateFormatVersion" if entry.node.as_str() != Some(FORMAT_VERSION) => {
            let message = match entry.node.as_str() {
                Some(version) => format!("`{version}` is not a format version of templates"),
                None => format!("the format version is {}, not a string", entry.node.noun()),
            };
            let help = format!("write `{FORMAT_VERSION}`, the only version, or remove the section");
            report.add_with_help(codes::FORMAT_VERSION, &path, message, Some(help));
        }
        "Description" if entry.node.as_str().is_none() => {
            let message = format!("the description is {}, not a string", entry.node.noun());
            report.add(codes::WRONG_VALUE, &path, message);
        }
        "Transform" => check_transforms(&entry.node, &path, report),
        _ => {}
    }
}

fn check_transforms(node: &Node, path: &Path<'_>, report: &mut Report) {
    let Some(items) = node.as_list() else { return check_transform(node, path, report) };
    for (index, item) in items.iter().enumerate() {
        check_transform(item, &path.item(index, item), report);
    }
}

fn check_transform(node: &Node, path: &Path<'_>, report: &mut Report) {
    let is_transform = match &node.value {
        Value::String(name) => !name.is_empty(),
        Value::Map(map) => map.get("Name").is_some_and(|name| name.as_str().is_some()),
        _ => false,
    };
    if !is_transform {
        let message = "a transform is not a name, or an object with `Name`".to_owned();
        let help = format!("write `Transform: {SERVERLESS}`, or the name of your macro");
        report.add_with_help(codes::WRONG_VALUE, path, message, Some(help));
    }
    for entry in entries(Some(node)).filter(|entry| !TRANSFORM_KEYS.contains(&entry.key.as_str())) {
        let help = report.suggest(&entry.key, TRANSFORM_KEYS.iter().copied());
        let message = format!("unknown attribute `{}` of a transform", entry.key);
        report.add_with_help(codes::UNKNOWN_KEY, &path.entry(entry), message, help);
    }
}

/// Checks for what only the transform of AWS SAM understands.
fn check_serverless(template: &Declarations<'_>, report: &mut Report) {
    if let Some(globals) = template.root.as_map().and_then(|map| map.entry("Globals")) {
        let subject = "the section `Globals`";
        transform::report_missing(subject, SERVERLESS, &Path::ROOT.entry(globals), report);
    }
    for resource in template.resources() {
        let section = Path::ROOT.key("Resources", resource.mark);
        let path = section.entry(resource);
        let Some(kind) = resource.node.as_map().and_then(|map| map.entry("Type")) else { continue };
        if let Some(name) = kind.node.as_str().filter(|name| is_serverless(name)) {
            let subject = format!("`{name}`");
            transform::report_missing(&subject, SERVERLESS, &path.entry(kind), report);
        }
    }
}
