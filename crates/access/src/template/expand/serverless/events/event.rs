//! An event of a function or state machine, and what it invokes.

use constructs_document::{Entry, Node, Value};

use super::super::node::{At, is_truthy};
use super::super::source::Source;

/// An event of a function or state machine.
pub(super) struct Event<'t> {
    pub(super) source: Source<'t>,
    /// The logical id of the generated resource.
    pub(super) id: String,
    pub(super) kind: &'t str,
    pub(super) node: &'t Node,
    pub(super) at: At,
}

impl<'t> Event<'t> {
    pub(super) fn get(&self, name: &str) -> Option<&'t Node> {
        self.node.get("Properties")?.get(name).filter(|node| node.value != Value::Null)
    }

    pub(super) fn get_truthy(&self, name: &str) -> Option<&'t Node> {
        self.get(name).filter(|node| is_truthy(node))
    }

    pub(super) fn resource(&self, kind: &str, properties: Vec<(&str, Node)>) -> Node {
        self.at.resource(kind, self.source.condition(), properties)
    }

    pub(super) fn entry(&self, suffix: &str, node: Node) -> Entry {
        self.at.entry(format!("{}{suffix}", self.id), node)
    }
}

/// What an event invokes: the function, or its alias.
#[derive(Clone, Copy)]
pub(super) struct Target<'t> {
    pub(super) id: &'t str,
    pub(super) is_alias: bool,
}

impl Target<'_> {
    pub(super) fn arn(self, at: At) -> Node {
        if self.is_alias { at.reference(self.id) } else { at.attribute(self.id, "Arn") }
    }
}
