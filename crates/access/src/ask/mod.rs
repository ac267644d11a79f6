//! Questions about templates: can somebody do something, who can, who gained and lost what between two states.

mod can;
mod change;
mod narrow;
mod programs;
mod unread;

pub use can::{
    AccessAnswer, AccessQuery, Deciding, Dependence, can, deciding, resource_if_deployed_there,
    resource_text, who_can,
};
pub use change::statement_with;

pub use change::{Change, Changes, Difference, changes};
pub(crate) use narrow::Narrowing;
pub use programs::programs_elsewhere;
pub(crate) use programs::{Program, Reach, programs};
pub use unread::not_read;
pub(crate) use unread::{Unread, unread_transforms};

use constructs_iam::PolicyText;
use constructs_iam::{Elements, PolicyCondition, PolicyStatement};

/// A statement that allows an action on a resource.
fn allowing(
    action: &str,
    resource: &PolicyText,
    conditions: Vec<PolicyCondition>,
) -> PolicyStatement {
    PolicyStatement {
        resources: Some(Elements::Only(vec![resource.clone()])),
        conditions,
        ..PolicyStatement::allow(vec![PolicyText::parse(action, false)])
    }
}

#[cfg(test)]
mod tests;
