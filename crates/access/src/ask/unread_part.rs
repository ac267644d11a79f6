//! A part of a template that access does not read, and what decides its effect.

use constructs_document::Node;

use crate::template::{ResourceId, Stacks, expression_identity};

/// A part that is not read and may add permissions: a transform, a loop, a module, a stack, a program, or a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Identifies the part in its stack: its kind and its path.
    pub(crate) key: String,
    /// One sentence for the user.
    pub(crate) reason: String,
    /// Everything that decides the part's effect. Equal inputs have equal effects.
    pub(crate) input: String,
}

/// Everything that decides the effect of a resource: its properties, the declarations that they depend on, and its condition.
pub(super) fn input(stacks: &Stacks<'_>, id: ResourceId<'_>, node: &Node) -> String {
    let properties = node.get("Properties").map(|own| expression_identity(stacks, id.stack, own));
    format!("{} {:?}", properties.unwrap_or_default(), stacks.presence(id))
}
