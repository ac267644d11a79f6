//! Checks a resource's type, and compares its properties with the schema of the type.

use constructs_document::{Entry, Node, Value};

use super::walk::Walk;
use crate::codes;
use crate::facts::{self, ResourceType};
use crate::schema::Types;
use constructs_cloudformation::check::Path;
use constructs_cloudformation::check::Report;
use constructs_cloudformation::function::is_no_value;
use constructs_cloudformation::{Declarations, globals};

/// Checks one resource's type and properties. `limited` returns the properties of a type that the caller's limits check.
pub(super) fn check(
    template: &Declarations<'_>,
    resource: &Entry,
    limited: fn(&str) -> &'static [&'static str],
    report: &mut Report,
) {
    let section = Path::ROOT.key("Resources", resource.mark);
    let path = section.entry(resource);
    let Some(kind) = resource.node.as_map().and_then(|map| map.entry("Type")) else { return };
    let Some(name) = kind.node.as_str() else { return };
    let Some(known) = find_type(name) else {
        return report_unknown_type(name, &path.entry(kind), report);
    };
    let schema = known.schema();
    let pins = resource.node.get("Condition").and_then(Node::as_str);
    let pins = pins.and_then(|name| template.conditions.place(name)).map(|place| (place, true));
    let empty = Node::new(Value::Map(constructs_document::Map::default()), resource.mark);
    let entry = resource.node.as_map().and_then(|map| map.entry("Properties"));
    let mut walk = Walk {
        template,
        resource: known,
        limited: limited(name),
        is_limited: false,
        schema,
        report,
        pins: pins.into_iter().collect(),
        is_silent: false,
        is_judging: false,
        is_inside_alternative: false,
    };
    let Some(entry) = entry else {
        let merged = globals::merged(template.root, name, &resource.node, &empty);
        let properties = merged.as_ref().unwrap_or(&empty);
        walk.check_value(schema.root, properties, &path.key("Properties", resource.mark));
        return;
    };
    let path = path.entry(entry);
    if is_no_value(&entry.node) {
        let (function, mark) = ("Ref", entry.node.mark);
        walk.report_wrong_type(&entry.node, Types::OBJECT, &path.key(function, mark));
    } else if entry.node.as_map().is_none() {
        walk.report_wrong_type(&entry.node, Types::OBJECT, &path);
    } else {
        let merged = globals::merged(template.root, name, &resource.node, &entry.node);
        walk.check_value(schema.root, merged.as_ref().unwrap_or(&entry.node), &path);
    }
}

/// Reports a type without facts: it does not exist, or it is a third-party type.
fn report_unknown_type(name: &str, path: &Path<'_>, report: &mut Report) {
    if must_be_known(name) {
        let help = report.suggest(name, facts::resource_types());
        let message = format!("unknown resource type `{name}`");
        report.add_with_help(codes::UNKNOWN_TYPE, path, message, help);
    } else if is_third_party(name) {
        let message = format!("`{name}` is a third-party resource type");
        let help = "its properties are not checked; run `aws cloudformation describe-type` to see its schema";
        report.add_with_help(codes::UNCHECKED_TYPE, path, message, Some(help.into()));
    }
}

/// The type whose facts describe a resource.
fn find_type(name: &str) -> Option<&'static ResourceType> {
    let name =
        if name.starts_with("Custom::") { "AWS::CloudFormation::CustomResource" } else { name };
    facts::resource_type(name)
}

/// Whether the facts contain every type with a name like this.
fn must_be_known(name: &str) -> bool {
    !is_module(name) && !name.starts_with("Custom::") && !is_third_party(name)
}

fn is_module(name: &str) -> bool {
    name.ends_with("::MODULE")
}

fn is_third_party(name: &str) -> bool {
    let is_other = ["AWS::", "Alexa::", "Custom::"].iter().any(|prefix| name.starts_with(prefix));
    let has_three_parts = name.split("::").filter(|part| !part.is_empty()).count() == 3;
    !is_other && !is_module(name) && has_three_parts
}
