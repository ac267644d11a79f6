//! Names the export of every value that another stack refers to.

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_limits::template::{is_export_name, is_logical_id};
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::codes;
use crate::export::ExportNames;
use crate::linked::{Export, Linked, LinkedKind, LinkedStack, Wanted};
use crate::synth::name::logical_id;
use crate::value::Expr;

/// Names the exports, adds them to their stacks, and reports invalid and duplicate names.
pub(super) fn declare(
    linked: &mut Linked,
    wanted: IndexMap<Wanted, Option<String>, FxBuildHasher>,
    names: ExportNames,
    diagnostics: &mut Diagnostics,
) {
    let positions: FxHashMap<u32, usize> =
        linked.stacks.iter().enumerate().map(|(at, stack)| (stack.node, at)).collect();
    for (at, (wanted, declared)) in (0_u32..).zip(wanted) {
        let stack = positions.get(&linked.skeleton.stack_of(wanted.node)).copied();
        let stack_name =
            stack.and_then(|at| linked.stacks.get(at)).map_or("", |stack| &stack.details.name);
        let export = match declared {
            Some(name) => Export { wanted, name, output: None },
            None => {
                let (output, name) =
                    make_names(linked.logical_id(wanted.node), &wanted, stack_name, names);
                if let Some(stack) = stack.and_then(|at| linked.stacks.get_mut(at)) {
                    stack.exports.push(at);
                }
                Export { wanted, name, output: Some(output) }
            }
        };
        linked.exports.push(export);
    }
    check(linked, diagnostics);
}

/// The output's logical id and the export's name.
fn make_names(id: &str, wanted: &Wanted, stack: &str, names: ExportNames) -> (String, String) {
    match names {
        ExportNames::Readable => {
            let attribute: String = match &*wanted.attribute {
                "" => "Ref".to_owned(),
                attribute => attribute.chars().filter(char::is_ascii_alphanumeric).collect(),
            };
            (format!("Export{id}{attribute}"), format!("{stack}:{id}{attribute}"))
        }
        ExportNames::Cdk => {
            let reference = match &*wanted.attribute {
                "" => format!("Output{{\"Ref\":\"{id}\"}}"),
                attribute => format!("Output{{\"Fn::GetAtt\":[\"{id}\",\"{attribute}\"]}}"),
            };
            let output = logical_id(&["Exports", &reference]);
            let name = format!("{stack}:{output}");
            (output, name)
        }
    }
}

fn check(linked: &Linked, diagnostics: &mut Diagnostics) {
    let mut taken: FxHashMap<(&str, &str, &str), u32> = FxHashMap::default();
    for stack in &linked.stacks {
        let environment = (
            stack.details.account.as_deref().unwrap_or(""),
            stack.details.region.as_deref().unwrap_or(""),
        );
        let declared =
            stack.members.iter().filter_map(|index| match linked.kinds.get(*index as usize)? {
                LinkedKind::Output(output) if output.condition.is_some() => None,
                LinkedKind::Output(output) => match output.export.as_ref()? {
                    Expr::String(name) => Some((&**name, *index)),
                    _ => None,
                },
                _ => None,
            });
        let made = stack.exports.iter().filter_map(|at| linked.exports.get(*at as usize));
        check_outputs(linked, stack, diagnostics);
        for (name, index) in declared.chain(made.map(|export| (&*export.name, export.wanted.node)))
        {
            if !is_export_name(name) {
                diagnostics.push(unfit(linked, index, name));
            }
            if let Some(first) = taken.insert((environment.0, environment.1, name), index) {
                diagnostics.push(collision(linked, first, index, name));
            }
        }
    }
}

/// Checks the ids of the added outputs against the ids of the author's entries.
fn check_outputs(linked: &Linked, stack: &LinkedStack, diagnostics: &mut Diagnostics) {
    let added = stack.members.iter().map(|index| (linked.logical_id(*index), *index));
    // Two added outputs with one id also have one export name, which is reported.
    let taken: FxHashMap<&str, u32> = added.filter(|(id, _)| id.starts_with("Export")).collect();
    for export in stack.exports.iter().filter_map(|at| linked.exports.get(*at as usize)) {
        let (Some(output), node) = (export.output.as_deref(), export.wanted.node) else { continue };
        if !is_logical_id(output) {
            diagnostics.push(unfit(linked, node, output));
        } else if let Some(&other) = taken.get(output) {
            let message = format!(
                "the output `{output}`, which an export needs, has the logical id of another entry"
            );
            let diagnostic = Diagnostic::error(codes::LOGICAL_ID_TAKEN, message);
            let diagnostic = diagnostic.at(linked.skeleton.place(other));
            let diagnostic =
                diagnostic.related("exported for another stack", linked.skeleton.place(node));
            diagnostics
                .push(diagnostic.help(
                    "choose another id: outputs of exports use ids that start with `Export`",
                ));
        }
    }
}

fn unfit(linked: &Linked, index: u32, name: &str) -> Diagnostic {
    let message =
        format!("`{name}` is not a valid export name: use 1 to 255 letters, digits, `:`, and `-`");
    let diagnostic =
        Diagnostic::error(codes::EXPORT_NAME, message).at(linked.skeleton.place(index));
    diagnostic.help("name the export yourself: add an `Output` of the value with `.export(\"name\")` in its stack")
}

fn collision(linked: &Linked, first: u32, second: u32, name: &str) -> Diagnostic {
    Diagnostic::error(codes::EXPORT_TAKEN, format!("two values are exported under the name `{name}`"))
        .at(linked.skeleton.place(second))
        .related("the other one", linked.skeleton.place(first))
        .help("name one of them yourself: add an `Output` of the value with `.export(\"name\")` in its stack")
}
