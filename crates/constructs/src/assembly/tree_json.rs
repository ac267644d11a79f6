//! Writes the tree of constructs as `tree.json`, for viewers.
//!
//! The structure is written by hand, because no writer has this layout: each construct on a line of its own, without
//! indentation. It takes one pass over many nodes with few keys, and needs neither a tree of values nor a copy of each path.

use constructs_document::{needs_escape, write_plain_text, write_text};

use super::StackArtifact;
use crate::linked::Linked;

/// Every construct with its path and resource type; of stacks, those in the assembly.
pub(super) fn tree(linked: &Linked, stacks: &[StackArtifact]) -> Vec<u8> {
    let nodes = &linked.skeleton.nodes;
    let mut kept: Vec<u32> = stacks.iter().map(StackArtifact::node).collect();
    kept.sort_unstable();
    let mut family = Family { first: vec![None; nodes.len()], next: vec![None; nodes.len()] };
    for (index, node) in nodes.iter().enumerate().skip(1).rev() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        if node.stack != index || kept.binary_search(&index).is_ok() {
            family.put_first(node.parent, index);
        }
    }
    let bytes = Vec::with_capacity(128 * nodes.len());
    let mut writer = Writer { linked, family, bytes, path: String::new(), is_plain: true };
    writer.bytes.extend_from_slice(b"{\"version\":\"tree-0.1\",\"tree\":");
    writer.node(0, "App");
    writer.bytes.extend_from_slice(b"}\n");
    writer.bytes
}

/// Each node's first child, and the sibling that follows it.
struct Family {
    first: Vec<Option<u32>>,
    next: Vec<Option<u32>>,
}

impl Family {
    fn put_first(&mut self, parent: u32, child: u32) {
        if let (Some(first), Some(next)) =
            (self.first.get_mut(parent as usize), self.next.get_mut(child as usize))
        {
            *next = first.replace(child);
        }
    }
}

struct Writer<'t> {
    linked: &'t Linked,
    family: Family,
    bytes: Vec<u8>,
    path: String,
    /// Whether no id on the path to the current node needs an escape.
    is_plain: bool,
}

impl Writer<'_> {
    fn node(&mut self, index: u32, id: &str) {
        self.bytes.extend_from_slice(b"{\"id\":");
        write_text(&mut self.bytes, id);
        self.bytes.extend_from_slice(b",\"path\":");
        if self.is_plain {
            write_plain_text(&mut self.bytes, &self.path);
        } else {
            write_text(&mut self.bytes, &self.path);
        }
        if let Some(resource) = self.linked.resource(index) {
            self.bytes.extend_from_slice(b",\"attributes\":{\"aws:cdk:cloudformation:type\":");
            write_text(&mut self.bytes, resource.facts.name());
            self.bytes.push(b'}');
        }
        let mut child = self.family.first.get(index as usize).copied().flatten();
        let mut separator: &[u8] = b",\"children\":{\n";
        while let Some(index) = child {
            self.bytes.extend_from_slice(separator);
            self.child(index);
            separator = b",\n";
            child = self.family.next.get(index as usize).copied().flatten();
        }
        self.bytes.extend_from_slice(if separator == b",\n" { b"}}" } else { b"}" });
    }

    fn child(&mut self, index: u32) {
        let linked = self.linked;
        let id = linked.skeleton.id(index);
        let length = self.path.len();
        if length > 0 {
            self.path.push('/');
        }
        self.path.push_str(id);
        let was_plain = self.is_plain;
        self.is_plain &= !needs_escape(id);
        write_text(&mut self.bytes, id);
        self.bytes.push(b':');
        self.node(index, id);
        self.is_plain = was_plain;
        self.path.truncate(length);
    }
}
