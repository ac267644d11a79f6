//! Sets properties of resources, and writes policy documents.

use super::{Tree, TreeNode, map, text};

/// Sets a property of a resource.
pub(super) fn property(tree: &mut Tree, id: &str, name: &str, node: TreeNode) {
    if let Some(resource) = tree.resources.iter_mut().find(|resource| resource.id == id) {
        resource.properties.retain(|(key, _)| key != name);
        resource.properties.push((name.to_owned(), node));
    }
}

/// A policy document.
pub(super) fn document(statements: Vec<TreeNode>) -> TreeNode {
    map(vec![("Version", text("2012-10-17")), ("Statement", TreeNode::List(statements))])
}
