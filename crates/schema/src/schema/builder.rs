//! Collects the nodes of a schema, and the named property types that still need a node.

use rustc_hash::FxHashMap;

use super::{NodeId, SchemaNode};

/// The nodes of one resource type under construction.
#[derive(Default)]
pub(super) struct Builder {
    nodes: Vec<SchemaNode>,
    /// The nodes of the property types that have a name.
    named: FxHashMap<String, NodeId>,
    /// The named property types whose node is a placeholder.
    pending: Vec<(String, NodeId)>,
}

impl Builder {
    pub(super) fn add(&mut self, node: SchemaNode) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The node of a property type that has a name. It is a placeholder until [`Builder::next_pending`] returns the name.
    pub(super) fn named_node(&mut self, key: &str) -> NodeId {
        if let Some(id) = self.named.get(key) {
            return *id;
        }
        let id = self.add(SchemaNode::default());
        self.named.insert(key.to_owned(), id);
        self.pending.push((key.to_owned(), id));
        id
    }

    /// The next named property type that needs a node.
    pub(super) fn next_pending(&mut self) -> Option<(String, NodeId)> {
        self.pending.pop()
    }

    /// Replaces the placeholder at `id`.
    pub(super) fn set(&mut self, id: NodeId, node: SchemaNode) {
        if let Some(slot) = self.nodes.get_mut(id) {
            *slot = node;
        }
    }

    pub(super) fn finish(self) -> Vec<SchemaNode> {
        self.nodes
    }
}
