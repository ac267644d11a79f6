//! Questions about templates: can somebody do something, who can, who gained and lost what between two states.

mod can;
mod change;
mod named_resource;
mod narrow;
mod programs;
mod unread;
mod unread_part;
mod unread_transforms;

pub use can::{AccessAnswer, AccessQuery, Deciding, Dependence, can, deciding, who_can};
pub use change::statement_with;

pub use change::{Change, Changes, Difference, changes};
pub use named_resource::{resource_if_deployed_there, resource_text};
pub(crate) use narrow::Narrowing;
pub use programs::programs_elsewhere;
pub(crate) use programs::{Program, Reach, programs};
pub use unread::not_read;
pub(crate) use unread_part::Unread;
pub(crate) use unread_transforms::unread_transforms;

#[cfg(test)]
mod tests;
