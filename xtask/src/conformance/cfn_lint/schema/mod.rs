//! Works with JSON schemas: samples values, makes values valid, and breaks one keyword at a time.
//!
//! Covers the keywords of the resource types' schemas and of cfn-lint's own. An answer can be wrong for unusual schemas: cfn-lint
//! decides what a mutant breaks, so a wrong answer costs a mutant and nothing else.

mod sample;
mod satisfy;
mod valid;
mod vary;

pub(super) use sample::sample;
pub(super) use satisfy::satisfy;
pub(super) use vary::{Change, boundaries, breaks};

use serde_json::Value;

/// Maximum levels of a schema that are followed.
const MAX_DEPTH: usize = 12;

/// A schema, or a part of one.
#[derive(Clone, Copy)]
pub(super) struct Schema<'s> {
    root: &'s Value,
    node: &'s Value,
}

impl<'s> Schema<'s> {
    /// The whole schema.
    pub(super) const fn new(root: &'s Value) -> Self {
        Self { root, node: root }
    }

    /// Another part of the same schema, with its reference followed.
    pub(super) fn part(self, node: &'s Value) -> Self {
        Self { root: self.root, node }.followed()
    }

    /// The value of a keyword.
    pub(super) fn get(self, keyword: &str) -> Option<&'s Value> {
        self.node.get(keyword)
    }

    /// The parts in the list of a keyword.
    pub(super) fn parts(self, keyword: &str) -> Vec<Self> {
        let parts = self.get(keyword).and_then(Value::as_array);
        parts.into_iter().flatten().map(|node| self.part(node)).collect()
    }

    /// The part for a member of an object.
    pub(super) fn member(self, name: &str) -> Option<Self> {
        self.get("properties")?.get(name).map(|node| self.part(node))
    }

    /// The part for the items of a list.
    pub(super) fn items(self) -> Option<Self> {
        self.get("items").map(|node| self.part(node))
    }

    /// The whole number of a keyword.
    fn count(self, keyword: &str) -> Option<usize> {
        self.get(keyword)?.as_u64().and_then(|count| usize::try_from(count).ok())
    }

    /// Whether nothing is valid.
    fn is_false(self) -> bool {
        *self.node == Value::Bool(false)
    }

    fn followed(self) -> Self {
        let mut node = self.node;
        for _ in 0..MAX_DEPTH {
            let Some(reference) = node.get("$ref").and_then(Value::as_str) else { break };
            let Some(found) = reference.strip_prefix('#').and_then(|at| self.root.pointer(at))
            else {
                break;
            };
            node = found;
        }
        Self { root: self.root, node }
    }
}

/// Whether a value is a call of an intrinsic function.
pub(super) fn is_function(value: &Value) -> bool {
    let Some(object) = value.as_object().filter(|object| object.len() == 1) else { return false };
    object.keys().all(|key| key == "Ref" || key.starts_with("Fn::"))
}
