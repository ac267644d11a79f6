//! The tree of constructs, to which authors add descriptions, and which synthesis takes.
//!
//! INVARIANT: a parent comes before its children in the arena, so one forward pass sees the parent first.

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
