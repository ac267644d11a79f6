//! The tree of constructs as `tree.json`, for viewers.

use constructs_document::needs_escape;

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
    let text = String::with_capacity(128 * nodes.len());
    let mut writer = Writer { linked, family, text, path: String::new(), is_plain: true };
    writer.text.push_str("{\"version\":\"tree-0.1\",\"tree\":");
    writer.node(0, "App");
    writer.text.push_str("}\n");
    writer.text.into_bytes()
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

/// Written by hand: the file has few keys and many nodes.
struct Writer<'t> {
    linked: &'t Linked,
    family: Family,
    text: String,
    path: String,
    /// Whether no id on the path to the current node needs an escape.
    is_plain: bool,
}

impl Writer<'_> {
    fn node(&mut self, index: u32, id: &str) {
        self.text.push_str("{\"id\":");
        quote(&mut self.text, id);
        self.text.push_str(",\"path\":");
        if self.is_plain {
            push_quoted(&mut self.text, &self.path);
        } else {
            quote(&mut self.text, &self.path);
        }
        if let Some(resource) = self.linked.resource(index) {
            self.text.push_str(",\"attributes\":{\"aws:cdk:cloudformation:type\":");
            quote(&mut self.text, resource.facts.name());
            self.text.push('}');
        }
        let mut child = self.family.first.get(index as usize).copied().flatten();
        let mut separator = ",\"children\":{\n";
        while let Some(index) = child {
            self.text.push_str(separator);
            self.child(index);
            separator = ",\n";
            child = self.family.next.get(index as usize).copied().flatten();
        }
        self.text.push_str(if separator == ",\n" { "}}" } else { "}" });
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
        quote(&mut self.text, id);
        self.text.push(':');
        self.node(index, id);
        self.is_plain = was_plain;
        self.path.truncate(length);
    }
}

fn quote(json: &mut String, text: &str) {
    if needs_escape(text) {
        json.push_str(&serde_json::to_string(text).unwrap_or_default());
    } else {
        push_quoted(json, text);
    }
}

fn push_quoted(json: &mut String, text: &str) {
    json.push('"');
    json.push_str(text);
    json.push('"');
}
