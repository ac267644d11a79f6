//! Questions about templates: can somebody do something, who can, who gained and lost what between two states.

mod align;
mod beyond;
mod can;
mod change;
mod words;

pub use can::{
    Answered, Asked, Deciding, can, deciding, resource_if_deployed_there, resource_text, who_can,
};
pub use change::{Change, Difference, changes};

use super::document::{Effect, Scope, Statement};
use super::text::Text;

/// An allowing statement with these actions and resources.
fn allowing(actions: Vec<Text>, resources: Vec<Text>) -> Statement {
    Statement {
        index: 0,
        sid: None,
        effect: Effect::Allow,
        actions: Scope::Only(actions),
        resources: Some(Scope::Only(resources)),
        principals: None,
        conditions: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
