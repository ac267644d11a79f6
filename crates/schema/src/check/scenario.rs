//! A value whose members stand under conditions -> what is left of it in each case.
//!
//! `AWS::NoValue` takes a member away. Only the conditions that stand right at the value or its members count: those
//! further in are met on the way down.

use constructs_document::{Entry, Node, Value};

use constructs_cloudformation::function::{If, alternatives, is_no_value};
use constructs_cloudformation::{Conditions, Pins};

/// Cases that are looked at.
const MOST_CASES: usize = 128;

/// What is left of a value.
pub(super) enum Left<'t> {
    Object(Vec<(&'t Entry, &'t Node)>),
    List(Vec<&'t Node>),
    Other,
}

impl<'t> Left<'t> {
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

/// What is left of a value in each case that can be, and the conditions that make the case.
pub(super) fn cases<'t>(
    node: &'t Node,
    conditions: &Conditions<'_>,
    pins: &Pins,
) -> Vec<(Left<'t>, Pins)> {
    let mut names = Vec::new();
    gather(node, true, &mut names);
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
    for bits in (0..count).take(MOST_CASES) {
        let mut case = pins.clone();
        case.extend(open.iter().enumerate().map(|(at, place)| (*place, bits >> at & 1 == 0)));
        if (open.is_empty() || conditions.can_hold(&case))
            && let Some(left) = left(node, conditions, &case)
        {
            found.push((left, case));
        }
    }
    found
}

/// The conditions right at a value and at its members.
fn gather<'t>(node: &'t Node, is_root: bool, names: &mut Vec<&'t str>) {
    for value in alternatives(node) {
        names.extend(value.conditions.iter().filter_map(|(condition, _)| condition.as_str()));
        if let Some(items) = value.node.as_list() {
            items.iter().for_each(|item| gather(item, false, names));
        } else if is_root && let Some(map) = value.node.as_map() {
            map.iter().for_each(|entry| gather(&entry.node, false, names));
        }
    }
}

/// The value behind its conditions; none if it goes away, as `null` does.
fn chosen<'t>(mut node: &'t Node, conditions: &Conditions<'_>, case: &Pins) -> Option<&'t Node> {
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

fn left<'t>(node: &'t Node, conditions: &Conditions<'_>, case: &Pins) -> Option<Left<'t>> {
    let node = chosen(node, conditions, case)?;
    if let Some(items) = node.as_list() {
        let kept = items.iter().filter_map(|item| chosen(item, conditions, case));
        return Some(Left::List(kept.collect()));
    }
    let Some(map) = node.as_map() else { return Some(Left::Other) };
    let kept = map.iter().filter_map(|entry| Some((entry, chosen(&entry.node, conditions, case)?)));
    Some(Left::Object(kept.collect()))
}
