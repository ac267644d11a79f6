//! Reads the entries of objects and sections, and tells which of them a transform replaces.

use constructs_document::{Entry, Node};

use super::function::LOOP_PREFIX;

/// The entries of an object; an empty iterator for any other value.
pub fn entries(node: Option<&Node>) -> impl Iterator<Item = &Entry> {
    node.and_then(Node::as_map).into_iter().flatten()
}

/// Whether a transform replaces an entry of the object `node` by others.
#[must_use]
pub fn has_expanded_entries(node: &Node) -> bool {
    entries(Some(node)).any(|entry| is_expanded(&entry.key))
}

/// Whether a transform replaces the entry of this key by others.
#[must_use]
pub fn is_expanded(key: &str) -> bool {
    key == "Fn::Transform" || key.starts_with(LOOP_PREFIX)
}
