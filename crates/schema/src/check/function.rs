//! A value that is an intrinsic function -> what is known of its result.
//!
//! `Fn::If` is followed into both branches; of `Ref` and `Fn::GetAtt` the type is known; the others are taken on trust.

use constructs_cloudformation::function::{
    If, NOTIFICATION_ARNS, is_no_value, is_pseudo_parameter, join_attribute,
};
use constructs_document::Node;

use super::call::is_list_type;
use super::path::Path;
use super::walk::{Verdict, Walk};
use crate::codes;
use crate::facts::{self, Kind};
use crate::schema::{NodeId, Types};

/// What is known of a function's result, against the node that its place wants.
pub(super) fn check(
    walk: &mut Walk<'_>,
    id: NodeId,
    node: &Node,
    (name, argument): (&str, &Node),
    path: &Path<'_>,
) -> Verdict {
    if name == "Fn::If" {
        return branches(walk, id, node, argument, path);
    }
    if walk.is_judging {
        return Verdict::UNKNOWN;
    }
    match (name, argument.as_str()) {
        ("Ref", Some(name)) if !is_no_value(node) => reference(walk, id, name, path),
        ("Fn::GetAtt", _) => attribute(walk, id, node, argument, path),
        _ => Verdict::FINE,
    }
}

/// Each branch where it stands, as far as the conditions on the way there let it be.
fn branches(
    walk: &mut Walk<'_>,
    id: NodeId,
    node: &Node,
    argument: &Node,
    path: &Path<'_>,
) -> Verdict {
    let Some(choice) = If::parse(argument) else { return Verdict::FINE };
    // A condition that isn't there is reported where it is named; nothing is known of its branches.
    let name = choice.condition.as_str();
    let Some(place) = name.and_then(|name| walk.template.conditions.place(name)) else {
        return Verdict::WRONG;
    };
    let Some(entry) = node.as_map().and_then(|map| map.iter().next()) else { return Verdict::FINE };
    let below = path.entry(entry);
    let mut verdict = Verdict::FINE;
    for ((index, branch), holds) in choice.branches().into_iter().zip([true, false]) {
        let before = walk.pins.clone();
        walk.pins.push((place, holds));
        if !walk.template.conditions.can_hold(&walk.pins) {
            walk.pins.clone_from(&before);
        }
        verdict.add(walk.branch(id, branch, &below.item(index, branch)));
        walk.pins = before;
    }
    verdict
}

/// `Ref` gives a text, or a list where the parameter is one.
fn reference(walk: &mut Walk<'_>, id: NodeId, name: &str, path: &Path<'_>) -> Verdict {
    let wanted = walk.schema.types(id);
    let given = if let Some(kind) = walk.template.parameters.get(name) {
        if kind.is_empty() {
            return Verdict::FINE;
        }
        if is_list_type(kind) { Types::LIST } else { Types::SCALAR }
    } else if name == NOTIFICATION_ARNS {
        Types::LIST
    } else if is_pseudo_parameter(name) || walk.template.resources.contains_key(name) {
        Types::SCALAR
    } else {
        return Verdict::FINE;
    };
    let is_resource = walk.template.resources.contains_key(name);
    if wanted.is_empty() || wanted.meets(given) {
        return Verdict::FINE;
    }
    // A place for an object takes no parameter at all, whatever its type.
    if is_resource && wanted.meets(Types::SCALAR) {
        return Verdict::FINE;
    }
    walk.wrong(codes::REFERENCE_TYPE, path, || {
        format!("`Ref` to `{name}` gives {}, not {}", given_in_words(given), wanted.in_words())
    })
}

fn given_in_words(given: Types) -> &'static str {
    if given == Types::LIST { "a list" } else { "a text" }
}

/// `Fn::GetAtt` gives what the attribute is.
fn attribute(
    walk: &mut Walk<'_>,
    id: NodeId,
    node: &Node,
    argument: &Node,
    path: &Path<'_>,
) -> Verdict {
    let wanted = walk.schema.node(id).types;
    if wanted.is_empty() || wanted.meets(Types::BOOLEAN.or(Types::INTEGER)) {
        return Verdict::FINE;
    }
    let Some((resource, name)) = join_attribute(argument) else { return Verdict::FINE };
    let Some(given) = attribute_types(walk, resource, &name) else { return Verdict::FINE };
    if given.is_empty() || wanted.meets(given) {
        return Verdict::FINE;
    }
    let Some(entry) = node.as_map().and_then(|map| map.iter().next()) else { return Verdict::FINE };
    walk.wrong(codes::ATTRIBUTE_TYPE, &path.entry(entry), || {
        format!("`{resource}.{name}` is {}, not {}", given.in_words(), wanted.in_words())
    })
}

fn attribute_types(walk: &Walk<'_>, resource: &str, name: &str) -> Option<Types> {
    let kind = walk.template.resources.get(resource)?;
    if name.starts_with("Outputs.") {
        return Some(Types::STRING);
    }
    let known = facts::resource_type(kind)?;
    if kind.contains("DocDB::DBCluster") && name == "Port" {
        return Some(Types::STRING);
    }
    if let Some(attribute) = known.attribute(name) {
        return Some(match attribute.kind {
            Kind::String | Kind::Enum(_) => Types::STRING,
            Kind::Integer => Types::INTEGER,
            Kind::Double => Types::NUMBER,
            Kind::Boolean => Types::BOOLEAN,
            Kind::List(_) => Types::LIST,
            _ => Types::default(),
        });
    }
    let schema = known.schema();
    schema.at(name).map(|id| schema.types(id))
}
