//! Exports that a deployed stack imports: AWS refuses to remove them and to change their values.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>

use constructs::diagnostic::Place;
use constructs::{Assembly, Diagnostic, Diagnostics};
use constructs_cloudformation::Stack;
use constructs_document::{Node, Value};

use crate::codes::{EXPORT_CHANGED, EXPORT_GONE};

pub(super) fn check(previous: &[Stack], next: &[Stack], assembly: &Assembly) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for stack in previous {
        for (name, value) in exports(stack) {
            let mut importers = previous.iter().filter(|other| imports(other.root(), name));
            let Some(importer) = importers.next() else { continue };
            let now = next.iter().find(|next| next.name == stack.name);
            match now.map(|now| exports(now).find(|(known, _)| *known == name)) {
                None => {}
                Some(None) => diagnostics.push(gone(stack, name, importer, assembly)),
                Some(Some((_, new))) if new.to_json() != value.to_json() => {
                    diagnostics.push(report_change(stack, name, new, importer, assembly))
                }
                Some(Some(_)) => {}
            }
        }
    }
    diagnostics
}

fn gone(stack: &Stack, name: &str, importer: &Stack, assembly: &Assembly) -> Diagnostic {
    let message = format!(
        "`{}` would stop to export `{name}`, which the deployed `{}` imports",
        stack.name, importer.name
    );
    let help = format!(
        "AWS will say that the export is in use and can't be deleted: keep it for one deployment with \
         `Output::new(…).export(\"{name}\")`, deploy `{}`, and take it out then",
        importer.name
    );
    Diagnostic::warning(EXPORT_GONE, message).at(stack_place(assembly, &stack.name)).help(help)
}

fn report_change(
    stack: &Stack,
    name: &str,
    value: &Node,
    importer: &Stack,
    assembly: &Assembly,
) -> Diagnostic {
    let message = format!(
        "`{}` would change the value of `{name}`, which the deployed `{}` imports",
        stack.name, importer.name
    );
    let help = format!(
        "AWS will say that the export is in use and can't be updated: export the new value under another name \
         beside the old one, deploy `{}` with it, and take the old one out then",
        importer.name
    );
    let id = logical_id(value);
    let place = id.and_then(|id| assembly.place(&stack.name, id, ""));
    let place = place.unwrap_or_else(|| stack_place(assembly, &stack.name));
    Diagnostic::warning(EXPORT_CHANGED, message).at(place).help(help)
}

/// Name and value of every export whose name is a plain text.
fn exports(stack: &Stack) -> impl Iterator<Item = (&str, &Node)> {
    let outputs = stack.template.section("Outputs").into_iter().flatten();
    outputs.filter_map(|entry| {
        let output = &entry.node;
        Some((output.get("Export")?.get("Name")?.as_str()?, output.get("Value")?))
    })
}

/// Whether a value contains an import of the export `name`.
fn imports(node: &Node, name: &str) -> bool {
    match &node.value {
        Value::Map(map) => map.iter().any(|entry| {
            let is_import = entry.key == "Fn::ImportValue" && entry.node.as_str() == Some(name);
            is_import || imports(&entry.node, name)
        }),
        Value::List(items) => items.iter().any(|item| imports(item, name)),
        _ => false,
    }
}

/// The resource that a value is an attribute of.
fn logical_id(value: &Node) -> Option<&str> {
    let attribute = || value.get("Fn::GetAtt")?.as_list()?.first();
    value.get("Ref").or_else(attribute)?.as_str()
}

fn stack_place(assembly: &Assembly, name: &str) -> Place {
    assembly.stack_place(name).unwrap_or_default()
}
