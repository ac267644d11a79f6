//! Turns the facts about a resource type into a graph of nodes, each with the rules for one value.
//!
//! A node is a JSON schema with its rules in two groups: those for the value as the template writes it, and those for the value
//! once its conditions are decided (number of items, members). Named property types are nodes of their own, because they can
//! contain themselves.

mod builder;
mod exact;
mod model;
mod pattern;
mod words;

pub(crate) use exact::read_rule;
pub(crate) use model::{
    Additional, Bounds, GroupRule, NodeId, Schema, SchemaNode, Types, ValueRule,
};
pub(crate) use pattern::Pattern;

use crate::facts::ResourceType;

impl ResourceType {
    /// The schema of its properties, made on first use.
    pub(crate) fn schema(&'static self) -> &'static Schema {
        self.schema.get_or_init(|| words::read_schema(self))
    }
}
