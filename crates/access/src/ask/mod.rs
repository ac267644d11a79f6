//! Answers questions about templates: what a principal can do, who can do something, and which permissions differ between two
//! states.

mod action_filter;
mod can;
mod change;
mod named_resource;
mod programs;
mod unread;
mod unread_part;
mod unread_transforms;

pub(crate) use action_filter::ActionFilter;
pub use can::{
    AccessAnswer, AccessQuery, Dependence, RelevantStatement, can, relevant_statements, who_can,
};
pub use change::{AccessDifference, Change, Changes, compare_states, retain_principals};
pub use named_resource::{resource_if_deployed_there, resource_text};
pub use programs::programs_elsewhere;
pub(crate) use programs::{Program, Reach, programs};
pub use unread::find_unread;
pub(crate) use unread_part::Unread;
pub(crate) use unread_transforms::unread_transforms;

#[cfg(test)]
mod tests;
