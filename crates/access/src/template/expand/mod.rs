//! Expands loops and serverless resources into the resources that CloudFormation deploys.
//!
//! An expanded loop is replaced by the resources that it declares, and `Transform` no longer names a transform that was expanded
//! in full. What can't be expanded stays in the template, and [`unread_transforms`] reports it.
//!
//! INVARIANT: everything that a transform adds is either expanded or reported.
//!
//! [`unread_transforms`]: crate::ask::unread_transforms

mod for_each;
mod serverless;
mod transform;

use constructs_document::Node;
pub(crate) use serverless::ORIGINAL_RESOURCES;

/// The template with everything expanded that can be.
#[must_use]
pub(crate) fn expanded(root: Node) -> Node {
    serverless::expand_resources(for_each::expand_loops(root))
}
