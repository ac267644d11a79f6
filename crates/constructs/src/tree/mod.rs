//! The tree of constructs: where authors put descriptions, and what synthesis takes over whole.
//!
//! INVARIANT: a parent stands before its children in the arena, so one pass forward sees it first.

mod app;
pub(crate) mod codes;
mod declaration;
mod facts;
mod fault_log;
mod handle;
mod node;
mod resource;
mod scope;
mod skeleton;

pub use app::App;
pub use declaration::{Declaration, Dependable};
pub use facts::{Tagging, TypeFacts};
pub use fault_log::FaultLog;
pub use handle::{NodeId, ResourceRef};
pub use resource::{GenericRef, GenericResource, Resource};
pub use scope::{Construct, Scope};

pub(crate) use declaration::{Attributes, StatementOrigins};
pub(crate) use facts::KnownType;
pub(crate) use node::{NodeKind, ResourceNode, Tree};
pub(crate) use skeleton::{NO_STACK, Skeleton};
