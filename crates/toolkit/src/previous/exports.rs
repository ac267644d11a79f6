//! Exports that a deployed stack imports: AWS refuses to remove them and to change their values.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>

use constructs::diagnostic::Place;
use constructs::{Assembly, Diagnostic, Diagnostics};
use serde_json::Value as Json;

use super::stack::Stack;
use crate::codes::{EXPORT_CHANGED, EXPORT_GONE};

pub(super) fn check(previous: &[Stack], next: &[Stack], assembly: &Assembly) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for stack in previous {
        for (name, value) in stack.exports() {
            let mut importers = previous.iter().filter(|other| other.imports(name));
            let Some(importer) = importers.next() else { continue };
            let now = next.iter().find(|next| next.name == stack.name);
            match now.map(|now| now.exports().find(|(known, _)| *known == name)) {
                None => {}
                Some(None) => diagnostics.push(gone(stack, name, importer, assembly)),
                Some(Some((_, new))) if new != value => {
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
    value: &Json,
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

/// The resource that a value is an attribute of.
fn logical_id(value: &Json) -> Option<&str> {
    value.get("Ref").or_else(|| value.get("Fn::GetAtt")?.get(0))?.as_str()
}

fn stack_place(assembly: &Assembly, name: &str) -> Place {
    assembly.stack_place(name).unwrap_or_default()
}
