//! Finds the transforms that a template names.

use constructs_document::Node;

/// Whether the template names a transform.
pub(super) fn has_transform(root: &Node, name: &str) -> bool {
    let Some(transform) = root.get("Transform") else { return false };
    let names = transform.as_list().unwrap_or(std::slice::from_ref(transform));
    names.iter().any(|own| own.as_str() == Some(name))
}
