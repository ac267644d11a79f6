//! Follows a path of properties to the values at its end, each under the conditions that select it.

use constructs_cloudformation::function::{If, alternatives, is_function, is_no_value};
use constructs_cloudformation::{Conditions, Pins, has_expanded_entries};
use constructs_diagnostics::pointer;
use constructs_document::{Mark, Node, Value as Content};

use crate::location::Location;

/// The values that one search returns. CloudFormation's templates stay far below.
const MAX_VALUES: usize = 10_000;
/// The cases that are tried to find a deployment without some values.
const MAX_CASES: usize = 256;

/// A value in a template. It is not an `Fn::If`, and not removed by `AWS::NoValue`; it can be another function.
#[derive(Clone, Debug)]
pub(crate) struct Value<'t> {
    pub(crate) node: &'t Node,
    pub(crate) location: Location<'t>,
    /// Where its key or item begins.
    pub(crate) mark: Mark,
    /// The conditions that select it.
    pub(crate) pins: Pins,
}

impl<'t> Value<'t> {
    /// The values at the end of a path, `*` being every item of a list or member of an object: `Stages/*/Actions/*`. A number is
    /// one item of a list. The path `""` leads to the value itself.
    pub(crate) fn find(&self, path: &str, conditions: &Conditions<'t>) -> Vec<Self> {
        let mut found = self.alternatives(conditions);
        for step in path.split('/').filter(|step| !step.is_empty()) {
            let below = found.iter().flat_map(|value| value.below(step));
            let values = below.flat_map(|value| value.alternatives(conditions));
            found = values.take(MAX_VALUES).collect();
        }
        found
    }

    /// The value at the end of a path that has one value only; nothing if it depends on a condition.
    pub(crate) fn only(&self, path: &str, conditions: &Conditions<'t>) -> Option<Self> {
        let mut found = self.find(path, conditions).into_iter();
        found.next().filter(|_| found.next().is_none())
    }

    /// Whether this value and another can be in one deployment.
    pub(crate) fn can_meet(&self, other: &Self, conditions: &Conditions<'t>) -> bool {
        let mut pins = self.pins.clone();
        pins.extend(other.pins.iter().copied());
        conditions.can_hold(&pins)
    }

    /// The items of the list at the end of a path of names. Nothing if only the deployment knows the list or one of its items.
    pub(crate) fn items(&self, path: &str, conditions: &Conditions<'t>) -> Option<Vec<Self>> {
        let is_known = |value: &Self| !is_function(value.node) && !has_expanded_entries(value.node);
        let mut found = self.alternatives(conditions);
        for step in path.split('/').chain(["*"]) {
            if !found.iter().all(is_known) {
                return None;
            }
            found = found.iter().flat_map(|value| value.find(step, conditions)).collect();
        }
        found.iter().all(is_known).then_some(found)
    }

    /// The value in the deployments that another one is in as well.
    pub(crate) fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.pins.extend(other.pins.iter().copied());
        both
    }

    /// Whether a deployment can have this value and none of the others. It is false if there are too many cases to try.
    pub(crate) fn can_be_without(&self, others: &[Self], conditions: &Conditions<'t>) -> bool {
        let mut cases = MAX_CASES;
        let others: Vec<&Pins> = others.iter().map(|other| &other.pins).collect();
        can_hold_without(&self.pins, &others, conditions, &mut cases)
    }

    /// The logical id of the resource that has the value.
    pub(crate) fn resource_id(&self) -> String {
        pointer::keys(&self.pointer()).nth(1).unwrap_or_default()
    }

    /// A text that is the same for equal values: the value itself, or the function that computes it.
    pub(crate) fn identity(&self) -> String {
        self.text().unwrap_or_else(|| self.node.to_json().to_string())
    }

    /// Where a finding on the value is: its pointer and its mark.
    pub(crate) fn at(&self) -> (String, Mark) {
        (self.pointer(), self.mark)
    }

    /// The JSON pointer from the template's root.
    pub(crate) fn pointer(&self) -> String {
        self.location.pointer()
    }

    /// The text of a string.
    pub(crate) fn literal(&self) -> Option<&'t str> {
        self.node.as_str()
    }

    /// The text of a string, a number, or a boolean.
    pub(crate) fn text(&self) -> Option<String> {
        self.node.to_text()
    }

    /// The number that the value is or converts to.
    pub(crate) fn number(&self) -> Option<f64> {
        self.text()?.trim().parse().ok()
    }

    /// The boolean that the value is or converts to.
    pub(crate) fn is_true(&self) -> Option<bool> {
        match self.text()?.to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// The direct members or items that a step of a path leads to.
    fn below(&self, step: &str) -> Vec<Self> {
        let child = |node, location, mark| Self { node, location, mark, pins: self.pins.clone() };
        match &self.node.value {
            Content::Map(map) => {
                let entries = map.iter().filter(|entry| step == "*" || entry.key == step);
                entries
                    .map(|entry| child(&entry.node, self.location.key(&entry.key), entry.mark))
                    .collect()
            }
            Content::List(items) => {
                let items = items.iter().enumerate();
                let items = items.filter(|(index, _)| step == "*" || step.parse() == Ok(*index));
                items
                    .map(|(index, item)| child(item, self.location.item(index), item.mark))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// The value under each condition that can select it.
    fn alternatives(&self, conditions: &Conditions<'t>) -> Vec<Self> {
        if If::from_node(self.node).is_none() {
            return if is_no_value(self.node) { Vec::new() } else { vec![self.clone()] };
        }
        let mut found = Vec::new();
        for value in alternatives(self.node).take(MAX_VALUES) {
            let pins = value
                .conditions
                .iter()
                .filter_map(|(name, holds)| Some((conditions.place(name.as_str()?)?, *holds)));
            let pins: Pins = self.pins.iter().copied().chain(pins).collect();
            if !is_no_value(value.node) && conditions.can_hold(&pins) {
                let location = self.location.join(value.pointer(""));
                found.push(Self { node: value.node, location, mark: value.node.mark, pins });
            }
        }
        found
    }
}

/// Whether conditions can hold while, for each of `others`, at least one of its conditions does not.
fn can_hold_without(
    pins: &Pins,
    others: &[&Pins],
    conditions: &Conditions<'_>,
    cases: &mut usize,
) -> bool {
    let Some(left) = cases.checked_sub(1) else { return false };
    *cases = left;
    if !conditions.can_hold(pins) {
        return false;
    }
    let Some((first, rest)) = others.split_first() else { return true };
    first.iter().any(|(place, holds)| {
        let mut pins = pins.clone();
        pins.push((*place, !holds));
        can_hold_without(&pins, rest, conditions, cases)
    })
}
