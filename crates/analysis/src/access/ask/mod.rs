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

use super::document::{Document, Effect, Scope, Statement};
use super::implies::Grants;
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

fn document(statements: Vec<Statement>) -> Document {
    Document { version: Some("2012-10-17".to_owned()), id: None, statements }
}

/// The same grants with one allowing statement in place of all others; denials and the boundary stay.
fn only(grants: &Grants, statement: Statement) -> Grants {
    let mut layers = grants.layers.clone();
    if let Some(identity) = layers.first_mut() {
        for document in identity.iter_mut() {
            document.statements.retain(|statement| statement.effect == Effect::Deny);
        }
        identity.push(document(vec![statement]));
    }
    Grants { layers }
}

#[cfg(test)]
mod tests;
