//! A template as it is written -> as CloudFormation deploys it, as far as transforms that AWS documents tell.
//!
//! What is expanded is gone from the result: a loop is the resources that it declares, and `Transform` no longer has the name of a
//! transform that was read in full. What could not be expanded stays as it is written, for [`unread_transforms`] to name.
//!
//! INVARIANT: nothing that a transform adds is left out in silence.
//!
//! [`unread_transforms`]: crate::ask::unread_transforms

mod for_each;
mod serverless;

use constructs_document::Node;
pub(crate) use serverless::AS_WRITTEN;

/// Whether the template names a transform.
fn has_transform(root: &Node, name: &str) -> bool {
    let Some(transform) = root.get("Transform") else { return false };
    let names = transform.as_list().unwrap_or(std::slice::from_ref(transform));
    names.iter().any(|own| own.as_str() == Some(name))
}

/// The template with all that can be expanded.
#[must_use]
pub(crate) fn expanded(root: Node) -> Node {
    serverless::expanded(for_each::expanded(root))
}
