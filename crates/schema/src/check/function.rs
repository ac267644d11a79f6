//! Checks a value that an intrinsic function returns.
//!
//! Both branches of `Fn::If` are checked. The type of the result is known for `Ref`, `Fn::GetAtt`, and the functions that always
//! return a list. The results of other functions are not checked.

use constructs_cloudformation::function::{
    If, NOTIFICATION_ARNS, Returns, is_no_value, is_pseudo_parameter, join_attribute,
};
use constructs_document::Node;

use super::reference_format;
use super::walk::{Outcome, Walk};
use crate::codes;
use crate::facts::{self, ValueKind};
use crate::schema::{NodeId, Types};
use constructs_cloudformation::check::Path;
use constructs_cloudformation::is_list_type;

/// Compares what is known about a function's result with the node of its place.
pub(super) fn check(
    walk: &mut Walk<'_>,
    id: NodeId,
    node: &Node,
    (name, argument): (&str, &Node),
    path: &Path<'_>,
) -> Outcome {
    if name == "Fn::If" {
        return check_branches(walk, id, node, argument, path);
    }
    if walk.is_judging {
        return Outcome::UNKNOWN;
    }
    match (name, argument.as_str()) {
        ("Ref", Some(name)) if !is_no_value(node) => check_reference(walk, id, name, path),
        ("Fn::GetAtt", _) => check_attribute(walk, id, node, argument, path),
        ("Fn::Split" | "Fn::GetAZs" | "Fn::Cidr", _) => check_list(walk, id, name, path),
        _ => Outcome::VALID,
    }
}

/// Checks each branch under the conditions that lead to it.
fn check_branches(
    walk: &mut Walk<'_>,
    id: NodeId,
    node: &Node,
    argument: &Node,
    path: &Path<'_>,
) -> Outcome {
    let Some(choice) = If::parse(argument) else { return Outcome::VALID };
    // An unknown condition is reported where it is named, and its branches are not checked.
    let name = choice.condition.as_str();
    let Some(place) = name.and_then(|name| walk.template.conditions.place(name)) else {
        return Outcome::INVALID;
    };
    let Some(entry) = node.as_map().and_then(|map| map.iter().next()) else {
        return Outcome::VALID;
    };
    let below = path.entry(entry);
    let (mut outcome, mut is_mixed) = (Outcome::VALID, [false; 2]);
    for ((index, branch), holds) in choice.branches().into_iter().zip([true, false]) {
        let before = walk.pins.clone();
        walk.pins.push((place, holds));
        if !walk.template.conditions.can_hold(&walk.pins) {
            walk.pins.clone_from(&before);
            // A branch that no deployment takes decides nothing about other values, but its own mistakes are reported.
            if walk.is_inside_alternative {
                continue;
            }
        }
        let of_branch = walk.check_branch(id, branch, &below.item(index, branch));
        let place = usize::from(of_branch.errors > 0);
        is_mixed.get_mut(place).into_iter().for_each(|seen| *seen = true);
        outcome.add(of_branch);
        walk.pins = before;
    }
    // Where one branch fits and the other does not, the deployment decides.
    if walk.is_judging && is_mixed == [true; 2] { Outcome::UNKNOWN } else { outcome }
}

/// Checks the type of `Ref`'s result: a list if the parameter is one, a string otherwise.
fn check_reference(walk: &mut Walk<'_>, id: NodeId, name: &str, path: &Path<'_>) -> Outcome {
    let wanted = walk.schema.types(id);
    let returned = if let Some(kind) = walk.template.parameters.get(name) {
        if kind.is_empty() {
            return Outcome::VALID;
        }
        if is_list_type(kind) { Types::LIST } else { Types::SCALAR }
    } else if name == NOTIFICATION_ARNS {
        Types::LIST
    } else if is_pseudo_parameter(name) || walk.template.resources.contains_key(name) {
        Types::SCALAR
    } else {
        return Outcome::VALID;
    };
    let is_resource = walk.template.resources.contains_key(name);
    if wanted.is_empty() || wanted.intersects(returned) {
        return check_reference_format(walk, id, name, path);
    }
    // A property that takes an object takes no parameter of any type.
    if is_resource && wanted.intersects(Types::SCALAR) {
        return Outcome::VALID;
    }
    walk.report(codes::REFERENCE_TYPE, path, || {
        let returned = if returned == Types::LIST { "a list" } else { "a string" };
        format!("`Ref` to `{name}` returns {returned}, but the property takes {wanted}")
    })
}

/// Checks that the property of a function that always returns a list takes one.
fn check_list(walk: &mut Walk<'_>, id: NodeId, function: &str, path: &Path<'_>) -> Outcome {
    let wanted = walk.schema.types(id);
    if wanted.is_empty() || wanted.intersects(NOT_SCALAR) {
        return Outcome::VALID;
    }
    walk.report(codes::RESULT_TYPE, path, || {
        format!("`{function}` returns a list, but the property takes {wanted}")
    })
}

/// Checks the format of the value that `Ref` to a resource returns.
fn check_reference_format(walk: &mut Walk<'_>, id: NodeId, name: &str, path: &Path<'_>) -> Outcome {
    let kind = walk.template.resources.get(name);
    let kind = kind.filter(|_| !reference_format::takes_name(walk.resource.name, path.last_key()));
    let wanted = kind.and_then(|kind| reference_format::mismatch_of_ref(walk.schema, id, kind));
    let Some(wanted) = wanted else { return Outcome::VALID };
    walk.report(codes::REFERENCE_TYPE, path, || {
        format!("`Ref` to `{name}` does not return the format `{wanted}` of the property")
    })
}

/// Checks the type of the attribute that `Fn::GetAtt` returns.
fn check_attribute(
    walk: &mut Walk<'_>,
    id: NodeId,
    node: &Node,
    argument: &Node,
    path: &Path<'_>,
) -> Outcome {
    let wanted = walk.schema.node(id).types;
    if wanted.is_empty() || wanted.intersects(Types::BOOLEAN.union(Types::INTEGER)) {
        return Outcome::VALID;
    }
    let Some((resource, name)) = join_attribute(argument) else { return Outcome::VALID };
    let Some(returned) = attribute_types(walk, resource, &name) else { return Outcome::VALID };
    let is_type = returned.is_empty() || wanted.intersects(returned);
    let kind = walk.template.resources.get(resource).filter(|_| is_type);
    let format = kind
        .and_then(|kind| reference_format::mismatch_of_attribute(walk.schema, id, argument, kind));
    if is_type && format.is_none() {
        return Outcome::VALID;
    }
    let Some(entry) = node.as_map().and_then(|map| map.iter().next()) else {
        return Outcome::VALID;
    };
    walk.report(codes::ATTRIBUTE_TYPE, &path.entry(entry), || match format {
        Some(format) => {
            format!("`{resource}.{name}` does not have the format `{format}` of the property")
        }
        None => format!("`{resource}.{name}` is {returned}, but the property takes {wanted}"),
    })
}

fn attribute_types(walk: &Walk<'_>, resource: &str, name: &str) -> Option<Types> {
    types_of_attribute(walk.template.resources.get(resource)?, name)
}

/// What an attribute of a resource type returns: a list, or a value that is a string or becomes one.
pub(super) fn attribute_result(kind: &str, name: &str) -> Returns {
    match types_of_attribute(kind, name) {
        Some(types) if types == Types::LIST => Returns::List,
        Some(types) if !types.is_empty() && !types.intersects(NOT_SCALAR) => Returns::Text,
        _ => Returns::Any,
    }
}

const NOT_SCALAR: Types = Types::LIST.union(Types::OBJECT);

fn types_of_attribute(kind: &str, name: &str) -> Option<Types> {
    if name.starts_with("Outputs.") {
        return Some(Types::STRING);
    }
    let known = facts::resource_type(kind)?;
    if kind.contains("DocDB::DBCluster") && name == "Port" {
        return Some(Types::STRING);
    }
    if let Some(attribute) = known.attribute(name) {
        return Some(match attribute.kind {
            ValueKind::String | ValueKind::Enum(_) => Types::STRING,
            ValueKind::Integer => Types::INTEGER,
            ValueKind::Double => Types::NUMBER,
            ValueKind::Boolean => Types::BOOLEAN,
            ValueKind::List(_) => Types::LIST,
            _ => Types::default(),
        });
    }
    let schema = known.schema();
    schema.find_property(name).map(|id| schema.types(id))
}
