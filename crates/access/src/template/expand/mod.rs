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
mod transform;

use constructs_document::Node;
pub(crate) use serverless::ORIGINAL_RESOURCES;

/// The template with all that can be expanded.
#[must_use]
pub(crate) fn expanded(root: Node) -> Node {
    serverless::expand_resources(for_each::expand_loops(root))
}
