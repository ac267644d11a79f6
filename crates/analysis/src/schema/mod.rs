//! A resource's properties and what the facts say of its type -> findings.

/// What a value of a resource type has to be.
#[derive(Debug)]
pub(crate) struct Schema;
