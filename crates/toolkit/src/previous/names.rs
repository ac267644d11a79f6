//! Names of the author's own: AWS knows each once, so what has one can't be made anew before it is removed.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html>

use std::collections::BTreeMap;

use constructs::{Assembly, Diagnostic, Diagnostics, TypeFacts};
use constructs_cloudformation::Stack;
use constructs_document::Node;

use crate::codes::{NAME_MOVED, NAME_REPLACED};

/// A resource with a name of the author's.
struct Named<'s> {
    stack: &'s str,
    logical_id: &'s str,
    facts: &'s TypeFacts,
    name: &'s str,
    properties: &'s Node,
}

pub(super) fn check(previous: &[Stack], next: &[Stack], assembly: &Assembly) -> Diagnostics {
    let facts = assembly.types();
    let before: Vec<Named<'_>> = previous.iter().flat_map(|stack| named(stack, &facts)).collect();
    let mut diagnostics = Diagnostics::new();
    for now in next.iter().flat_map(|stack| named(stack, &facts)) {
        let same = |was: &&Named<'_>| was.facts.name() == now.facts.name() && was.name == now.name;
        let Some(was) = before.iter().find(same) else { continue };
        if (was.stack, was.logical_id) != (now.stack, now.logical_id) {
            diagnostics.push(report_move(was, &now, assembly));
        } else if let Some(property) = replaced_by(was, &now) {
            diagnostics.push(report_replacement(&now, property, assembly));
        }
    }
    diagnostics
}

fn named<'s>(stack: &'s Stack, facts: &BTreeMap<&str, &'s TypeFacts>) -> Vec<Named<'s>> {
    let resource = |(logical_id, resource): (&'s str, &'s Node)| {
        let resource_type = resource.get("Type")?.as_str()?;
        let facts = *facts.get(resource_type)?;
        let properties = resource.get("Properties")?;
        let name = properties.get(facts.physical_name()?)?.as_str()?;
        Some(Named { stack: &stack.name, logical_id, facts, name, properties })
    };
    stack.resources().filter_map(resource).collect()
}

/// The first property whose change replaces the resource.
fn replaced_by(was: &Named<'_>, now: &Named<'_>) -> Option<&'static str> {
    let value =
        |named: &Named<'_>, property: &str| named.properties.get(property).map(Node::to_json);
    let differs = |property: &&&str| value(was, property) != value(now, property);
    now.facts.create_only().iter().find(differs).copied()
}

fn report_move(was: &Named<'_>, now: &Named<'_>, assembly: &Assembly) -> Diagnostic {
    let message = format!(
        "`{}` is deployed as `{}` of the stack `{}`, and would come as `{}` of `{}`",
        now.name, was.logical_id, was.stack, now.logical_id, now.stack
    );
    let help = if was.stack == now.stack {
        format!(
            "AWS will say that it already exists, for the new one is made before the old one is removed: keep the id \
             with `.logical_id(\"{}\")`, or give the new one another name",
            was.logical_id
        )
    } else {
        "AWS will say that it already exists: remove it from the old stack first, or import it into the new one, or give \
         the new one another name"
            .to_owned()
    };
    let place = assembly.place(now.stack, now.logical_id, "").unwrap_or_default();
    Diagnostic::warning(NAME_MOVED, message).at(place).help(help)
}

fn report_replacement(now: &Named<'_>, property: &str, assembly: &Assembly) -> Diagnostic {
    let message =
        format!("changing `{property}` replaces `{}`, which has a name of its own", now.name);
    let help = "AWS will refuse to replace a resource that keeps its name: change the name as well, or leave the property";
    let place =
        assembly.place(now.stack, now.logical_id, &format!("/{property}")).unwrap_or_default();
    Diagnostic::warning(NAME_REPLACED, message).at(place).help(help)
}
