//! The tree of constructs as `tree.json`, for viewers.

use super::StackArtifact;
use crate::synth::{Linked, Skeleton};

/// Every construct with its path and resource type; of stacks, those in the assembly.
///
/// Written by hand in one pass: a parent stands before its children, and children keep their order.
pub(super) fn tree(skeleton: &Skeleton, linked: &Linked, stacks: &[StackArtifact]) -> Vec<u8> {
    let mut kept: Vec<u32> = stacks.iter().map(StackArtifact::node).collect();
    kept.sort_unstable();
    let mut children: Vec<Vec<u32>> = vec![Vec::new(); skeleton.nodes.len()];
    for (index, bone) in (0_u32..).zip(&skeleton.nodes).skip(1) {
        if (bone.stack != index || kept.binary_search(&index).is_ok())
            && let Some(list) = children.get_mut(bone.parent as usize)
        {
            list.push(index);
        }
    }
    let mut writer = Writer {
        linked,
        children,
        text: String::from("{\"version\":\"tree-0.1\",\"tree\":"),
        path: String::new(),
    };
    writer.node(0, "App");
    writer.text.push_str("}\n");
    writer.text.into_bytes()
}

struct Writer<'t> {
    linked: &'t Linked,
    children: Vec<Vec<u32>>,
    text: String,
    path: String,
}

impl Writer<'_> {
    fn node(&mut self, index: u32, id: &str) {
        self.text.push_str("{\"id\":");
        self.quoted(id);
        self.text.push_str(",\"path\":");
        let path = std::mem::take(&mut self.path);
        self.quoted(&path);
        self.path = path;
        if let Some(resource) = self.linked.resource(index) {
            self.text.push_str(",\"attributes\":{\"aws:cdk:cloudformation:type\":");
            self.quoted(&resource.facts.name);
            self.text.push('}');
        }
        let children =
            self.children.get_mut(index as usize).map(std::mem::take).unwrap_or_default();
        if !children.is_empty() {
            self.text.push_str(",\"children\":{");
            for (at, child) in children.into_iter().enumerate() {
                self.child(at, child);
            }
            self.text.push('}');
        }
        self.text.push('}');
    }

    fn child(&mut self, at: usize, child: u32) {
        let linked = self.linked;
        let id = linked.skeleton.id(child);
        let length = self.path.len();
        if length > 0 {
            self.path.push('/');
        }
        self.path.push_str(id);
        self.text.push_str(if at == 0 { "\n" } else { ",\n" });
        self.quoted(id);
        self.text.push(':');
        self.node(child, id);
        self.path.truncate(length);
    }

    fn quoted(&mut self, text: &str) {
        if text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\') {
            self.text.push('"');
            self.text.push_str(text);
            self.text.push('"');
        } else {
            self.text.push_str(&serde_json::to_string(text).unwrap_or_default());
        }
    }
}
