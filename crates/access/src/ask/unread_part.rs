//! A part of a template that access does not read, and what decides its effect.

use constructs_document::Node;

use crate::template::{Estate, ResourceId, expression_identity};

/// Something that is not read and may add to what is allowed: a transform, a loop, a module, a stack, a program, a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Identifies it in its stack: what it is and where it is.
    pub(crate) key: String,
    /// One sentence.
    pub(crate) reason: String,
    /// All that decides what it does. Equal inputs have equal outputs.
    pub(crate) input: String,
}

/// All that decides what a resource does: how it is written, what it depends on, and where it is there.
pub(super) fn input(estate: &Estate<'_>, id: ResourceId<'_>, node: &Node) -> String {
    let properties = node.get("Properties").map(|own| expression_identity(estate, id.stack, own));
    format!("{} {:?}", properties.unwrap_or_default(), estate.presence(id))
}
