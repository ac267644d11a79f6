//! Checks the items of a list: their number, duplicates, and each item.

use constructs_document::Node;
use rustc_hash::FxHashSet;

use super::alternatives;
use super::call::function_call;
use super::describe::{describe_bounds, describe_property, describe_value};
use super::scalar;
use super::scenario::Remainder;
use super::walk::{Outcome, Walk};
use crate::codes;
use crate::facts::FactsText;
use crate::schema::{GroupRule, NodeId, SchemaNode};
use constructs_cloudformation::check::Path;

/// Checks a rule about all items together.
pub(super) fn check_list(
    walk: &mut Walk<'_>,
    rule: &GroupRule,
    left: &Remainder<'_>,
    path: &Path<'_>,
) -> Outcome {
    let Remainder::List(items) = left else { return Outcome::VALID };
    match rule {
        GroupRule::Items(bounds) => {
            let count = items.len();
            let is_fine = bounds.min.is_none_or(|min| count >= min)
                && bounds.max.is_none_or(|max| count <= max);
            if is_fine {
                return Outcome::VALID;
            }
            walk.report(codes::ITEM_COUNT, path, || {
                let noun = if count == 1 { "item" } else { "items" };
                let limit = describe_bounds(*bounds, "item", "items");
                format!("{} has {count} {noun}, but {limit}", describe_property(path))
            })
        }
        _ => {
            let mut seen = FxHashSet::default();
            let twice = items.iter().find(|item| !seen.insert(scalar::canonical(item)));
            let Some(twice) = twice else { return Outcome::VALID };
            walk.report(codes::DUPLICATE_ITEMS, path, || {
                format!("{} contains {} twice", describe_property(path), describe_value(twice))
            })
        }
    }
}

/// Checks that at least one item matches a node. An item whose value is unknown may match.
pub(super) fn check_contains(
    walk: &mut Walk<'_>,
    id: NodeId,
    left: &Remainder<'_>,
    path: &Path<'_>,
) -> Outcome {
    let Remainder::List(items) = left else { return Outcome::VALID };
    let mut is_unknown = false;
    for (index, item) in items.iter().enumerate() {
        let outcome = alternatives::judge(walk, id, item, &path.item(index, item));
        if outcome.is_valid() {
            return Outcome::VALID;
        }
        is_unknown |= outcome.is_unknown;
    }
    if is_unknown {
        return Outcome::UNKNOWN;
    }
    walk.report(codes::OTHER_LIMIT, path, || {
        format!("no item of {} has the value that one of them must have", describe_property(path))
    })
}

/// Checks each item.
pub(super) fn check_items(
    walk: &mut Walk<'_>,
    wanted: &SchemaNode,
    list: &[Node],
    path: &Path<'_>,
) -> Outcome {
    let mut outcome = Outcome::VALID;
    let Some(id) = wanted.items else {
        if wanted.types.intersects(crate::schema::Types::LIST) {
            outcome.add(judge_unrestricted(walk, list.iter()));
        }
        return outcome;
    };
    let leading = wanted.own.iter().find_map(|own| match own {
        crate::schema::ValueRule::Leading(ids) => Some(ids.len()),
        _ => None,
    });
    for (index, item) in list.iter().enumerate().skip(leading.unwrap_or_default()) {
        outcome.add(walk.check_value(id, item, &path.item(index, item).as_property("*")));
    }
    outcome
}

/// Checks the first items, each with a node of its own.
pub(super) fn check_leading(
    walk: &mut Walk<'_>,
    ids: &[NodeId],
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let mut outcome = Outcome::VALID;
    for ((index, item), id) in node.as_list().unwrap_or_default().iter().enumerate().zip(ids) {
        outcome.add(walk.check_value(*id, item, &path.item(index, item).as_property("*")));
    }
    outcome
}

/// Checks that no two items have the same values for these keys.
pub(super) fn check_unique_keys(
    walk: &mut Walk<'_>,
    keys: &[FactsText],
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let mut seen = FxHashSet::default();
    for item in node.as_list().unwrap_or_default() {
        let values: Option<Vec<String>> =
            keys.iter().map(|key| item.get(key).map(scalar::canonical)).collect();
        if values.is_some_and(|values| !seen.insert(values)) {
            return walk.report(codes::OTHER_LIMIT, path, || {
                format!(
                    "{} has two items with the same `{}`",
                    describe_property(path),
                    keys.join("`, `")
                )
            });
        }
    }
    Outcome::VALID
}

/// The outcome for values without rules. While a form is tried, a function among them makes the outcome unknown.
pub(super) fn judge_unrestricted<'n>(
    walk: &Walk<'_>,
    nodes: impl Iterator<Item = &'n Node>,
) -> Outcome {
    fn has_function(node: &Node) -> bool {
        if function_call(node).is_some() {
            return true;
        }
        let items = node.as_list().unwrap_or_default().iter();
        let members = node.as_map().into_iter().flatten().map(|entry| &entry.node);
        items.chain(members).any(has_function)
    }
    let mut nodes = nodes;
    if walk.is_judging && nodes.any(has_function) { Outcome::UNKNOWN } else { Outcome::VALID }
}
