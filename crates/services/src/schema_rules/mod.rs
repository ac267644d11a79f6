//! Checks the rules that are schemas, those of the facts and our own: of one resource, and of a resource with those that it refers to.

mod compare;
mod data;
mod gather;
mod own;
mod part;
mod report;
mod table;

use constructs_cloudformation::check::Report;
use constructs_cloudformation::{Pins, globals};
use constructs_document::Node;
use constructs_schema::facts::resource_type;
use constructs_schema::{RuleSubject, ServiceRule};
use serde_json::Value as Json;

use crate::facts::rules;
use crate::resource::{Resource, Resources};
use crate::value::Value;
use report::Demand;

/// Reports what breaks the rules.
pub(crate) fn check(resources: &Resources<'_>, report: &mut Report) {
    for rule in rules() {
        let subjects = rule
            .subjects
            .iter()
            .flat_map(|(kind, path)| resources.of(kind).map(move |resource| (resource, *path)));
        let mut subjects = subjects.peekable();
        if subjects.peek().is_none() {
            continue;
        }
        let (Some(schema), Some(demand)) = (rule.schema, table::find(rule.name)) else { continue };
        if schema.contains(gather::KEYWORD) {
            let rule: Json = serde_json::from_str(schema).unwrap_or_default();
            gather::check(
                resources,
                subjects.map(|(resource, _)| resource),
                (demand, &rule),
                report,
            );
        } else {
            subjects.for_each(|(resource, path)| {
                check_resource(resources, resource, path, (rule.compiled(), demand), report);
            });
        }
    }
    for rule in &own::RULES {
        for resource in resources.of(rule.kind) {
            let checked = (rule.compiled(), &rule.demand);
            check_resource(resources, resource, rule.path, checked, report);
        }
    }
}

/// Checks the values at a path of a resource, with the properties that `Globals` adds.
fn check_resource<'t>(
    resources: &Resources<'t>,
    resource: Resource<'t>,
    path: &str,
    (rule, demand): (&ServiceRule, &Demand),
    report: &mut Report,
) {
    let Some(kind) = resource_type(resource.kind) else { return };
    let mistakes = |node: &Node, pins: &Pins| {
        rule.mistakes(RuleSubject { template: resources.template, resource: kind, node, pins })
    };
    let Some(written) = resource.properties() else { return };
    let merged =
        globals::merged(resources.template.root, resource.kind, resource.node(), &written.node);
    let node: &Node = merged.as_ref().unwrap_or(&written.node);
    let is_plain = path.is_empty() && node.single().is_none();
    if is_plain && mistakes(node, &resources.pins(resource)).is_empty() {
        return;
    }
    let Some(properties) = resources.properties(resource) else { return };
    let properties = Value { node, ..properties };
    for value in properties.find(path, resources.conditions()) {
        report::add(&value, mistakes(value.node, &value.pins), demand, report);
    }
}

#[cfg(test)]
mod tests;
