//! Splits a value with conditional members into cases, each with the members that remain.
//!
//! `AWS::NoValue` removes a member. Only the conditions of the value and of its direct members count: deeper conditions are decided
//! when the check reaches them.

use constructs_document::{Entry, Node, Value};

use constructs_cloudformation::function::{If, alternatives, is_no_value};
use constructs_cloudformation::{Conditions, Pins};

/// The cases that are checked.
const MAX_CASES: usize = 128;

/// A value without the members that its conditions remove.
pub(super) enum Remainder<'t> {
    Object(Vec<(&'t Entry, &'t Node)>),
    List(Vec<&'t Node>),
    Other,
}

impl<'t> Remainder<'t> {
    /// Whether an object has a member.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The entry of a member.
    pub(super) fn entry(&self, name: &str) -> Option<&'t Entry> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(entry, _)| entry.key == name).map(|(entry, _)| *entry)
    }
}

/// The value in each possible case, and the decided conditions of the case.
pub(super) fn split_cases<'t>(
    node: &'t Node,
    conditions: &Conditions<'_>,
    pins: &Pins,
) -> Vec<(Remainder<'t>, Pins)> {
    let mut names = Vec::new();
    collect_conditions(node, true, &mut names);
    let mut open: Vec<usize> = names
        .iter()
        .filter_map(|name| conditions.place(name))
        .filter(|place| !pins.iter().any(|(pinned, _)| pinned == place))
        .collect();
    open.sort_unstable();
    open.dedup();
    open.truncate(16);
    let count = 1_usize << open.len();
    let mut found = Vec::new();
    for bits in (0..count).take(MAX_CASES) {
        let mut case = pins.clone();
        case.extend(open.iter().enumerate().map(|(at, place)| (*place, bits >> at & 1 == 0)));
        if (open.is_empty() || conditions.can_hold(&case))
            && let Some(left) = find_remainder(node, conditions, &case)
        {
            found.push((left, case));
        }
    }
    found
}

/// Collects the conditions of a value and of its direct members.
fn collect_conditions<'t>(node: &'t Node, is_root: bool, names: &mut Vec<&'t str>) {
    for value in alternatives(node) {
        names.extend(value.conditions.iter().filter_map(|(condition, _)| condition.as_str()));
        if let Some(items) = value.node.as_list() {
            items.iter().for_each(|item| collect_conditions(item, false, names));
        } else if is_root && let Some(map) = value.node.as_map() {
            map.iter().for_each(|entry| collect_conditions(&entry.node, false, names));
        }
    }
}

/// The value that the conditions choose; nothing if they remove it, or if it is `null`.
fn choose<'t>(mut node: &'t Node, conditions: &Conditions<'_>, case: &Pins) -> Option<&'t Node> {
    while let Some(If { condition, then, otherwise }) = If::from_node(node) {
        let place = condition.as_str().and_then(|name| conditions.place(name));
        let pin = case.iter().find(|(pinned, _)| Some(*pinned) == place);
        node = match pin {
            Some((_, true)) => then,
            Some((_, false)) => otherwise,
            None => return Some(node),
        };
    }
    let is_gone = is_no_value(node) || matches!(node.value, Value::Null);
    (!is_gone).then_some(node)
}

fn find_remainder<'t>(
    node: &'t Node,
    conditions: &Conditions<'_>,
    case: &Pins,
) -> Option<Remainder<'t>> {
    let node = choose(node, conditions, case)?;
    if let Some(items) = node.as_list() {
        let kept = items.iter().filter_map(|item| choose(item, conditions, case));
        return Some(Remainder::List(kept.collect()));
    }
    let Some(map) = node.as_map() else { return Some(Remainder::Other) };
    let kept = map.iter().filter_map(|entry| Some((entry, choose(&entry.node, conditions, case)?)));
    Some(Remainder::Object(kept.collect()))
}
