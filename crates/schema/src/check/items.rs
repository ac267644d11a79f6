//! The items of a list: how many, which of them twice, and what each has to be.

use constructs_document::Node;
use rustc_hash::FxHashSet;

use super::call::function_call;
use super::describe::{limit, named, shown};
use super::path::Path;
use super::scalar;
use super::scenario::Left;
use super::walk::{Verdict, Walk};
use crate::codes;
use crate::facts::Text;
use crate::schema::{Group, Node as Wanted, NodeId};

/// What is asked of the items together.
pub(super) fn check(
    walk: &mut Walk<'_>,
    rule: &Group,
    left: &Left<'_>,
    path: &Path<'_>,
) -> Verdict {
    let Left::List(items) = left else { return Verdict::FINE };
    match rule {
        Group::Items(bounds) => {
            let count = items.len();
            let is_fine = bounds.least.is_none_or(|least| count >= least)
                && bounds.most.is_none_or(|most| count <= most);
            if is_fine {
                return Verdict::FINE;
            }
            walk.wrong(codes::ITEM_COUNT, path, || {
                let noun = if count == 1 { "item" } else { "items" };
                format!("{} has {count} {noun}; {}", named(path), limit(*bounds, "item", "items"))
            })
        }
        _ => {
            let mut seen = FxHashSet::default();
            let twice = items.iter().find(|item| !seen.insert(scalar::canonical(item)));
            let Some(twice) = twice else { return Verdict::FINE };
            walk.wrong(codes::DUPLICATE_ITEMS, path, || {
                format!("{} has {} twice", named(path), shown(twice))
            })
        }
    }
}

/// Each item, as what it has to be.
pub(super) fn each(
    walk: &mut Walk<'_>,
    wanted: &'static Wanted,
    list: &[Node],
    path: &Path<'_>,
) -> Verdict {
    let mut verdict = Verdict::FINE;
    let Some(id) = wanted.items else {
        if wanted.types.meets(crate::schema::Types::LIST) {
            verdict.add(anything(walk, list.iter()));
        }
        return verdict;
    };
    let leading = wanted.own.iter().find_map(|own| match own {
        crate::schema::Own::Leading(ids) => Some(ids.len()),
        _ => None,
    });
    for (index, item) in list.iter().enumerate().skip(leading.unwrap_or_default()) {
        verdict.add(walk.value(id, item, &path.item(index, item).as_property("*")));
    }
    verdict
}

/// The first items, each as what it has to be.
pub(super) fn leading(
    walk: &mut Walk<'_>,
    ids: &[NodeId],
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    let mut verdict = Verdict::FINE;
    for ((index, item), id) in node.as_list().unwrap_or_default().iter().enumerate().zip(ids) {
        verdict.add(walk.value(*id, item, &path.item(index, item).as_property("*")));
    }
    verdict
}

/// Items that have to differ in these members.
pub(super) fn unique_keys(
    walk: &mut Walk<'_>,
    keys: &[Text],
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    let mut seen = FxHashSet::default();
    for item in node.as_list().unwrap_or_default() {
        let values: Option<Vec<String>> =
            keys.iter().map(|key| item.get(key).map(scalar::canonical)).collect();
        if values.is_some_and(|values| !seen.insert(values)) {
            return walk.wrong(codes::OTHER_LIMIT, path, || {
                format!("{} has two items with the same `{}`", named(path), keys.join("`, `"))
            });
        }
    }
    Verdict::FINE
}

/// Values of which nothing is asked: a function among them is unknown to who judges.
pub(super) fn anything<'n>(walk: &Walk<'_>, nodes: impl Iterator<Item = &'n Node>) -> Verdict {
    fn has_function(node: &Node) -> bool {
        if function_call(node).is_some() {
            return true;
        }
        let items = node.as_list().unwrap_or_default().iter();
        let members = node.as_map().into_iter().flatten().map(|entry| &entry.node);
        items.chain(members).any(has_function)
    }
    let mut nodes = nodes;
    if walk.is_judging && nodes.any(has_function) { Verdict::UNKNOWN } else { Verdict::FINE }
}
