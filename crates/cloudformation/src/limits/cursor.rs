//! A value in a template together with the way to it, for checks that walk a few known paths.

use constructs_diagnostics::{Place, pointer};
use constructs_document::{Entry, Mark, Node};

use crate::entry::entries;
use crate::function::{alternatives, is_no_value};

/// A value and its place. The mark is that of its key or item.
#[derive(Clone)]
pub(super) struct Cursor<'t> {
    pub(super) node: &'t Node,
    pub(super) mark: Mark,
    /// The JSON pointer from the root of the template.
    pub(super) pointer: String,
}

impl<'t> Cursor<'t> {
    /// The entries of a section, without those that a transform replaces by others.
    pub(super) fn section(root: &'t Node, section: &str) -> impl Iterator<Item = Self> + use<'t> {
        let parent = format!("/{section}");
        let plain = entries(root.get(section)).filter(|entry| !entry.key.starts_with("Fn::"));
        plain.map(move |entry| {
            let pointer = pointer::child(&parent, &entry.key);
            Self { node: &entry.node, mark: entry.mark, pointer }
        })
    }

    /// The value of `key`.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        self.node.as_map()?.entry(key).map(|entry| self.at_entry(entry))
    }

    /// The entries of an object.
    pub(super) fn entries(&self) -> impl Iterator<Item = Self> {
        self.node.as_map().into_iter().flatten().map(|entry| self.at_entry(entry))
    }

    /// The items of a list; another value is one item, as in policies.
    pub(super) fn items(&self) -> Vec<Self> {
        match self.node.as_list() {
            Some(items) => {
                items.iter().enumerate().map(|(at, item)| self.at_item(at, item)).collect()
            }
            None => vec![self.clone()],
        }
    }

    /// The values that it can have: itself, or those in the branches of `Fn::If`, without `AWS::NoValue`.
    pub(super) fn alternatives(&self) -> Vec<Self> {
        let values = alternatives(self.node).filter(|value| !is_no_value(value.node));
        values
            .map(|value| {
                let mark = if value.conditions.is_empty() { self.mark } else { value.node.mark };
                Self { node: value.node, mark, pointer: value.pointer(&self.pointer) }
            })
            .collect()
    }

    fn at_entry(&self, entry: &'t Entry) -> Self {
        self.below(&entry.key, entry.mark, &entry.node)
    }

    fn at_item(&self, at: usize, item: &'t Node) -> Self {
        self.below(&at.to_string(), item.mark, item)
    }

    fn below(&self, key: &str, mark: Mark, node: &'t Node) -> Self {
        Self { node, mark, pointer: pointer::child(&self.pointer, key) }
    }

    /// Where it is, for a diagnostic.
    pub(super) fn place(&self) -> Place {
        Place::in_template(self.pointer.clone(), (self.mark.line, self.mark.column))
    }

    /// The key or position that it is at.
    pub(super) fn key(&self) -> String {
        pointer::keys(&self.pointer).last().unwrap_or_default()
    }
}
