//! Templates -> who there is in them, and the policies that each of them has.
//!
//! ```text
//! estate      stacks and their templates  -> names, exports, paths: what a reference can mean
//! value       a value of a template       -> texts with symbols in them, one for each way that it can come out
//! worlds      templates with conditions -> the same, for each way in which the conditions come out
//! document    a policy in a template      -> what it grants at most, and at least
//! attach      the estate                  -> principals, each with its policies
//! ```
//!
//! INVARIANT: what can't be read is said ([`Notes`]), never left out in silence.

mod assembly;
mod attach;
mod attached;
mod document;
mod estate;
mod managed;
mod named;
mod notes;
mod parameter;
mod permission;
mod policies;
mod resource_policies;
mod settle;
mod substitution;
mod symbols;
mod value;
mod worlds;

pub use assembly::stack_templates;
pub use attach::principals;
pub use attached::{AttachedPolicy, Bounds, Principal, PrincipalOf, ResourcePolicy};
pub use estate::{Estate, ResourceId, StackTemplate};
pub use managed::{managed_policies, managed_policies_date, managed_policy};
pub use notes::Notes;
pub(crate) use resource_policies::names;
pub use resource_policies::{resource_policies, unread_policies};
pub(crate) use settle::resource_texts;
pub(crate) use symbols::arn;
pub(crate) use value::{Piece, Pieces, Resolver, policy_text, text_of};
pub(crate) use worlds::worlds;

#[cfg(test)]
pub(crate) mod tests;
