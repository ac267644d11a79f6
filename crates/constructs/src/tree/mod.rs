//! The tree of constructs: where authors put descriptions, and what synthesis takes over whole.
//!
//! INVARIANT: a parent stands before its children in the arena, so one pass forward sees it first.

mod app;
mod arena;
mod aspect;
pub(crate) mod codes;
mod fault_log;
mod parts;
mod scope;
mod skeleton;

pub use app::App;
pub use aspect::ResourceMut;
pub use fault_log::FaultLog;
pub use scope::{Construct, Scope};

pub(crate) use arena::{NodeKind, ResourceNode, Tree};
pub(crate) use aspect::Aspect;
pub(crate) use skeleton::{NO_STACK, Skeleton};
