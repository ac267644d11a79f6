//! What the facts say of a resource type -> a graph of nodes, each with what a value has to be.
//!
//! A node is a JSON schema taken apart: what is asked of a value as it stands, and what is asked of what is left of it once
//! its conditions are decided (how many items, which members). Property types with a name are nodes of their own, as
//! they may contain themselves.

mod builder;
mod exact;
mod model;
mod pattern;
mod words;

pub(crate) use model::{Additional, Bounds, Group, Node, NodeId, Own, Schema, Types};
pub(crate) use pattern::Pattern;

use crate::facts::ResourceType;

impl ResourceType {
    /// What its properties have to be; made when it is first asked for.
    pub(crate) fn schema(&'static self) -> &'static Schema {
        self.schema.get_or_init(|| words::schema(self))
    }
}
