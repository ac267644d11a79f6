//! Follows a path of properties to the values at its end, each under the conditions that select it.

use constructs_cloudformation::function::{If, alternatives, is_no_value};
use constructs_cloudformation::{Conditions, Pins};
use constructs_diagnostics::pointer;
use constructs_document::{Mark, Node, Value as Content};

/// The values that one search returns. CloudFormation's templates stay far below.
const MAX_VALUES: usize = 10_000;

/// A value in a template. It is not an `Fn::If`, and not removed by `AWS::NoValue`; it can be another function.
#[derive(Clone, Debug)]
pub(crate) struct Value<'t> {
    pub(crate) node: &'t Node,
    /// The JSON pointer from the template's root.
    pub(crate) pointer: String,
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

    /// Where a finding on the value is: its pointer and its mark.
    pub(crate) fn at(&self) -> (String, Mark) {
        (self.pointer.clone(), self.mark)
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
        let child = |node, key: &str, mark| Self {
            node,
            pointer: pointer::child(&self.pointer, key),
            mark,
            pins: self.pins.clone(),
        };
        match &self.node.value {
            Content::Map(map) => {
                let entries = map.iter().filter(|entry| step == "*" || entry.key == step);
                entries.map(|entry| child(&entry.node, &entry.key, entry.mark)).collect()
            }
            Content::List(items) => {
                let items = items.iter().enumerate();
                let items = items.filter(|(index, _)| step == "*" || step.parse() == Ok(*index));
                items.map(|(index, item)| child(item, &index.to_string(), item.mark)).collect()
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
                let pointer = value.pointer(&self.pointer);
                found.push(Self { node: value.node, pointer, mark: value.node.mark, pins });
            }
        }
        found
    }
}
