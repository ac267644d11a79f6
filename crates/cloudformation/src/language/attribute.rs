//! Checks the attributes of resources: their names, and the values of those that every type has.

use constructs_document::{Entry, Map, Node, Value};

use super::shape::list;
use super::{codes, condition, transform, update_policy};
use crate::check::{Path, Report};
use crate::serverless::{SERVERLESS, is_serverless};
use crate::{Declarations, has_expanded_entries, is_expanded};

const ATTRIBUTES: &[&str] = &[
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

/// The types of which CloudFormation takes a snapshot.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>
const SNAPSHOT_TYPES: &[&str] = &[
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for entry in template.resources().filter(|entry| !is_expanded(&entry.key)) {
        let section = Path::ROOT.key("Resources", entry.mark);
        check_resource(template, entry, &section.entry(entry), report);
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
        return report.add(codes::WRONG_SECTION, path, message);
    };
    check_type(map, &entry.key, path, report);
    let kind = map.get("Type").and_then(Node::as_str).unwrap_or_default();
    for attribute in map.iter().filter(|attribute| !is_expanded(&attribute.key)) {
        let path = path.entry(attribute);
        let node = &attribute.node;
        match attribute.key.as_str() {
            "Condition" => condition::check_used(template, node, &path, report),
            "DependsOn" => check_dependencies(template, &entry.key, node, &path, report),
            "DeletionPolicy" => {
                check_policy(&attribute.key, kind, node, DELETION_POLICIES, &path, report);
            }
            "UpdateReplacePolicy" => {
                check_policy(&attribute.key, kind, node, REPLACE_POLICIES, &path, report);
            }
            "CreationPolicy" | "UpdatePolicy" => {
                update_policy::check(template, attribute, kind, &path, report);
            }
            "Connectors" | "IgnoreGlobals" => {
                check_serverless(template, attribute, &path, report);
            }
            "Version" if !node.is_scalar() && node.value != Value::Null => {
                let message = format!("`{}` is {}, not a string", attribute.key, node.noun());
                report.add(codes::WRONG_ATTRIBUTE, &path, message);
            }
            "Metadata" if !matches!(node.value, Value::Map(_) | Value::Null) => {
                let message = format!("`{}` is {}, not an object", attribute.key, node.noun());
                report.add(codes::WRONG_ATTRIBUTE, &path, message);
            }
            key if !ATTRIBUTES.contains(&key) => {
                report_unknown(template, kind, attribute, &path, report);
            }
            _ => {}
        }
    }
}

fn check_type(map: &Map, id: &str, path: &Path<'_>, report: &mut Report) {
    match map.entry("Type") {
        None if map.iter().any(|entry| is_expanded(&entry.key)) => {}
        None => report.add(codes::NO_TYPE, path, format!("the resource `{id}` has no `Type`")),
        Some(kind) if kind.node.as_str().is_none() => {
            let message = "the `Type` of the resource is not a string".to_owned();
            report.add(codes::NO_TYPE, &path.entry(kind), message);
        }
        Some(_) => {}
    }
}

/// Reports an unknown attribute: CloudFormation rejects it, and the serverless transform drops it.
fn report_unknown(
    template: &Declarations<'_>,
    kind: &str,
    attribute: &Entry,
    path: &Path<'_>,
    report: &mut Report,
) {
    if template.is_serverless() && is_serverless(kind) {
        let message = format!("the serverless transform ignores the attribute `{}`", attribute.key);
        let help = "if it is a property, move it to `Properties`; otherwise, remove it";
        return report.warning(codes::UNKNOWN_RESOURCE_KEY, path, message, help);
    }
    let help = report.suggest(&attribute.key, ATTRIBUTES.iter().copied());
    let message = format!("unknown resource attribute `{}`", attribute.key);
    let help = help.unwrap_or_else(|| "if it is a property, move it to `Properties`".to_owned());
    report.add_with_help(codes::UNKNOWN_RESOURCE_KEY, path, message, Some(help));
}

const DELETION_POLICIES: &[&str] = &["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"];
const REPLACE_POLICIES: &[&str] = &["Delete", "Retain", "Snapshot"];

/// Checks `DeletionPolicy` or `UpdateReplacePolicy`. Calls of functions are checked with all other calls.
fn check_policy(
    name: &str,
    kind: &str,
    node: &Node,
    known: &[&str],
    path: &Path<'_>,
    report: &mut Report,
) {
    let Some(value) = node.as_str() else {
        if node.as_map().is_none() {
            let message = format!("`{name}` is {}, not a string", node.noun());
            report.add(codes::WRONG_ATTRIBUTE, path, message);
        }
        return;
    };
    if !known.contains(&value) {
        let suggestion = report.suggest(value, known.iter().copied());
        let help = suggestion.unwrap_or_else(|| format!("write {}", list(known)));
        let message = format!("`{value}` is not a value of `{name}`");
        report.add_with_help(codes::WRONG_ATTRIBUTE, path, message, Some(help));
    } else if value == "Snapshot" && kind.starts_with("AWS::") && !SNAPSHOT_TYPES.contains(&kind) {
        let message = format!("CloudFormation takes no snapshot of `{kind}`");
        let help = "write `Retain` to keep the resource, or `Delete`".to_owned();
        report.add_with_help(codes::WRONG_ATTRIBUTE, path, message, Some(help));
    }
}

/// Checks `Connectors` or `IgnoreGlobals`, which only the serverless transform reads.
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html>
fn check_serverless(
    template: &Declarations<'_>,
    attribute: &Entry,
    path: &Path<'_>,
    report: &mut Report,
) {
    let name = attribute.key.as_str();
    if !template.is_serverless() && !template.is_open {
        return transform::report_missing(&format!("`{name}`"), SERVERLESS, path, report);
    }
    let (is_valid, expected) = match (name, &attribute.node.value) {
        ("Connectors", value) => (matches!(value, Value::Map(_)), "an object of connectors"),
        (_, Value::List(items)) => {
            (items.iter().all(|item| item.as_str().is_some()), "a list of names of properties")
        }
        (_, Value::String(text)) => (text == "*", "`*`, or a list of names of properties"),
        _ => (false, "`*`, or a list of names of properties"),
    };
    if !is_valid {
        let message = format!("`{name}` is not {expected}");
        report.add(codes::WRONG_ATTRIBUTE, path, message);
    }
}

fn check_dependencies(
    template: &Declarations<'_>,
    id: &str,
    needed: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    let Some(items) = needed.as_list() else {
        return check_dependency(template, id, needed, path, report);
    };
    for (index, item) in items.iter().enumerate() {
        check_dependency(template, id, item, &path.item(index, item), report);
    }
}

fn check_dependency(
    template: &Declarations<'_>,
    id: &str,
    needed: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    let Some(name) = needed.as_str() else {
        if !has_expanded_entries(needed) {
            let message =
                format!("`DependsOn` is {}, not the logical id of a resource", needed.noun());
            report.add(codes::WRONG_ATTRIBUTE, path, message);
        }
        return;
    };
    let is_known = template.resources.contains_key(name) && name != id;
    if is_known || template.may_be_hidden(name) {
        return;
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
    report.add_with_help(codes::UNKNOWN_DEPENDENCY, path, message, help);
}
