//! Checks the values that CloudFormation needs before it creates resources: conditions, rules, and the names of exports and imports.
//!
//! Conditions and rules refer to parameters only, and the name of an export or import does not depend on a resource.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html>
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html>

use constructs_document::Node;

use super::codes;
use crate::check::{Path, Report};
use crate::function::{
    GetAtt, Substitution, is_pseudo_parameter, join_attribute, substitution_variables,
};
use crate::{Declarations, entries, is_expanded};

/// Checks that the call of a function in a condition or rule refers to parameters. `path` leads to its argument.
pub(super) fn check_parameters(
    template: &Declarations<'_>,
    (function, argument): (&str, &Node),
    path: &Path<'_>,
    report: &mut Report,
) {
    for name in referenced(function, argument) {
        let id = name.split_once('.').map_or(name, |(id, _)| id);
        if template.parameters.contains_key(id) || is_pseudo_parameter(id) {
            continue;
        }
        if template.resources.contains_key(id) {
            let message = format!("`{function}` refers to the resource `{id}`");
            let help = "refer to a parameter: CloudFormation decides conditions and rules before it creates resources";
            report.add_with_help(codes::EARLY_REFERENCE, path, message, Some(help.to_owned()));
        } else if !template.may_be_hidden(id) {
            let mut known: Vec<&str> = template.parameters.keys().copied().collect();
            known.sort_unstable();
            let help = report.suggest(id, known);
            let message =
                format!("`{function}` refers to `{id}`, which is not a parameter of this template");
            report.add_with_help(codes::EARLY_REFERENCE, path, message, help);
        }
    }
}

/// Checks that no call in a value refers to a resource. `owner` is what the value is: `the name of an export`.
pub(super) fn check_no_resource(
    template: &Declarations<'_>,
    owner: &str,
    node: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    for entry in entries(Some(node)).filter(|entry| !is_expanded(&entry.key)) {
        let path = path.entry(entry);
        for name in referenced(&entry.key, &entry.node) {
            let id = name.split_once('.').map_or(name, |(id, _)| id);
            let is_resource = template.resources.contains_key(id);
            if is_resource && !template.parameters.contains_key(id) {
                let message = format!("{owner} depends on the resource `{id}`");
                let help = "use parameters and pseudo parameters, such as `AWS::StackName`";
                let help = Some(help.to_owned());
                report.add_with_help(codes::EARLY_REFERENCE, &path, message, help);
            }
        }
        check_no_resource(template, owner, &entry.node, &path, report);
    }
    for (index, item) in node.as_list().unwrap_or_default().iter().enumerate() {
        check_no_resource(template, owner, item, &path.item(index, item), report);
    }
}

/// The names that a call refers to, with or without an attribute.
fn referenced<'n>(function: &str, argument: &'n Node) -> Vec<&'n str> {
    match function {
        "Ref" => argument.as_str().into_iter().collect(),
        "Fn::GetAtt" => {
            let id = GetAtt::parse(argument).and_then(|found| found.id);
            id.or_else(|| join_attribute(argument).map(|(id, _)| id)).into_iter().collect()
        }
        "Fn::Sub" => {
            let Some(substitution) = Substitution::parse(argument) else { return Vec::new() };
            let names = substitution_variables(substitution.text);
            names.filter(|name| substitution.value(name).is_none()).collect()
        }
        _ => Vec::new(),
    }
}
