//! Resources: descriptions, declarations, and facts of types.

mod declaration;
mod description;
mod facts;
mod generic;

pub use declaration::{Declaration, Dependable};
pub use description::Resource;
pub use facts::{Tagging, TypeFacts};
pub use generic::{GenericRef, GenericResource};

pub(crate) use declaration::{Attributes, StatementOrigins};
pub(crate) use facts::KnownType;
