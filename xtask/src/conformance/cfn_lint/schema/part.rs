//! A part of a JSON schema, with references followed.

use serde_json::Value;

/// Maximum levels of a schema that are followed.
pub(super) const MAX_DEPTH: usize = 12;

/// A schema, or a part of one.
#[derive(Clone, Copy)]
pub(in super::super) struct Schema<'s> {
    root: &'s Value,
    node: &'s Value,
}

impl<'s> Schema<'s> {
    /// The whole schema.
    pub(in super::super) const fn new(root: &'s Value) -> Self {
        Self { root, node: root }
    }

    /// Another part of the same schema, with its reference followed.
    pub(in super::super) fn part(self, node: &'s Value) -> Self {
        Self { root: self.root, node }.followed()
    }

    /// The value of a keyword.
    pub(in super::super) fn get(self, keyword: &str) -> Option<&'s Value> {
        self.node.get(keyword)
    }

    /// The parts in the list of a keyword.
    pub(in super::super) fn parts(self, keyword: &str) -> Vec<Self> {
        let parts = self.get(keyword).and_then(Value::as_array);
        parts.into_iter().flatten().map(|node| self.part(node)).collect()
    }

    /// The part for a member of an object.
    pub(in super::super) fn member(self, name: &str) -> Option<Self> {
        self.get("properties")?.get(name).map(|node| self.part(node))
    }

    /// The part for the items of a list.
    pub(in super::super) fn items(self) -> Option<Self> {
        self.get("items").map(|node| self.part(node))
    }

    /// The whole number of a keyword.
    pub(super) fn count(self, keyword: &str) -> Option<usize> {
        self.get(keyword)?.as_u64().and_then(|count| usize::try_from(count).ok())
    }

    /// Whether nothing is valid.
    pub(super) fn is_false(self) -> bool {
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
