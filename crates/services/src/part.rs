//! A part of a document inside a template, with its location.

use constructs_cloudformation::function::is_function_name;
use constructs_diagnostics::pointer;
use constructs_document::{Entry, Map, Mark, Node};

/// A part of a document.
pub(crate) struct Part<'n> {
    pub(crate) node: &'n Node,
    /// The JSON pointer: in the template, or in a text that is the document.
    pub(crate) pointer: String,
    /// Where its key or item begins.
    mark: Mark,
}

impl<'n> Part<'n> {
    pub(crate) const fn new(node: &'n Node, pointer: String, mark: Mark) -> Self {
        Self { node, pointer, mark }
    }

    /// The member of this name.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        Some(self.member(self.node.as_map()?.entry(key)?))
    }

    /// The members.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'n str, Self)> {
        let entries = self.node.as_map().into_iter().flat_map(Map::iter);
        entries.map(|entry| (entry.key.as_str(), self.member(entry)))
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.node.as_list().unwrap_or_default().iter().enumerate();
        items.map(|(index, item)| {
            Self::new(item, pointer::child(&self.pointer, &index.to_string()), item.mark)
        })
    }

    /// Whether only the deployment knows the value.
    pub(crate) fn is_unknown(&self) -> bool {
        is_unknown(self.node)
    }

    /// The text, if it is known.
    pub(crate) fn text(&self) -> Option<&'n str> {
        self.node.as_str().filter(|_| !self.is_unknown())
    }

    /// Where a finding on the part is.
    pub(crate) fn at(&self) -> (String, Mark) {
        (self.pointer.clone(), self.mark)
    }

    fn member(&self, entry: &'n Entry) -> Self {
        Self::new(&entry.node, pointer::child(&self.pointer, &entry.key), entry.mark)
    }
}

/// Whether only the deployment knows a value: a function makes it, or replaces a part of it.
fn is_unknown(node: &Node) -> bool {
    let has_function = |map: &Map| map.iter().any(|entry| is_replaced(&entry.key));
    node.as_str().is_some_and(is_replaced) || node.as_map().is_some_and(has_function)
}

/// Whether a text or the name of a member changes before the service reads it.
fn is_replaced(text: &str) -> bool {
    text.contains("${") || is_function_name(text)
}
