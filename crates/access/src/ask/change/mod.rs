//! Two states of templates -> who can do what nobody could say of them before, and what they no longer can.
//!
//! Each allowing statement is taken apart into its actions, resources and principals, so that what is told is about one of each.

mod align;
mod beyond;
mod by_form;
mod denials;
mod holders;
mod opened;
mod own_keys;
mod principals;
mod resource_policies;
mod tagged;
mod unread;
mod words;

use std::collections::BTreeSet;

use serde::Serialize;

use self::align::{Aligned, aligned};
pub use self::by_form::statement_with;
use self::principals::{State, of_principals};
use self::resource_policies::of_policies;
use crate::template::{Estate, Stack, principals as principals_of};
use constructs_iam::Assumption;
use constructs_iam::implies::{Answer, StepBudget, Witness};

/// What one principal, or those whom one resource's policy names, gained or lost, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The principal, or the resource with the policy.
    pub subject: String,
    /// Whether it is about the policy of a resource.
    pub is_resource_policy: bool,
    /// Whether it is in the new state only.
    pub is_new: bool,
    /// Whether it is in the old state only.
    pub is_gone: bool,
    /// Its path in the old state, if it has moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<String>,
    /// What it was called and what it is called now, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<(String, String)>,
    /// What can be done that could not be.
    pub gained: Vec<Difference>,
    /// What could be done and no longer can.
    pub lost: Vec<Difference>,
}

/// An action on a resource, or somebody who may assume a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// What is said: actions and resource as the policy has them.
    pub text: String,
    /// The policy, and the statement's Sid or number.
    pub policy: String,
    /// A request that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Why it is not decided, where it isn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Difference {
    fn of(text: String, policy: String, answer: Answer) -> Self {
        Self { text, policy, witness: answer.witness, reason: answer.reason }
    }

    /// One that no comparison decides.
    fn undecided(text: &str, policy: &str, reason: String) -> Self {
        let (text, policy) = (text.to_owned(), policy.to_owned());
        Self { text, policy, witness: None, reason: Some(reason) }
    }
}

impl Change {
    /// Whether somebody can do more, or might.
    #[must_use]
    pub fn is_gain(&self) -> bool {
        !self.gained.is_empty()
    }

    fn is_told(&self) -> bool {
        let is_other = self.moved_from.is_some() || self.renamed.is_some();
        let differs = !self.gained.is_empty() || !self.lost.is_empty();
        differs || (!self.is_resource_policy && (self.is_new || self.is_gone || is_other))
    }
}

/// What differs between two states, and what the answer takes for granted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Everybody who can do more, or less; then the policies of resources.
    pub changes: Vec<Change>,
    /// What was taken for granted in either state.
    pub assumptions: BTreeSet<Assumption>,
}

/// What differs between two states, in every deployment of both.
#[must_use]
pub fn changes(old: &[Stack], new: &[Stack]) -> Changes {
    let aligned = aligned(old, new);
    let (before, after) = (Estate::new(old), Estate::new(&aligned.stacks));
    let (old_ids, new_ids) = (before.arn_ids(), after.arn_ids());
    let (before, after) = (before.in_state(1, new_ids), after.in_state(2, old_ids));
    let mut old = State { principals: principals_of(&before), estate: &before };
    let mut new = State { principals: principals_of(&after), estate: &after };
    let mut assumptions = BTreeSet::new();
    holders::add(&mut old, &mut new);
    for principal in old.principals.iter().chain(&new.principals) {
        assumptions.extend(principal.all_notes().assumptions);
        assumptions.extend(principal.trust.iter().flat_map(|one| one.notes.assumptions.clone()));
    }
    let mut left = StepBudget::new(beyond::MAX_STEPS);
    let mut changes = of_principals(&old, &new, &mut left);
    changes.extend(of_policies(&before, &after, &mut assumptions, &mut left));
    changes.extend(unread::changes(&before, &after, &mut assumptions));
    changes.extend(opened::changes(&before, &after));
    changes.extend(tagged::changes(&before, &after));
    for change in &mut changes {
        place(change, &aligned);
    }
    changes.retain(Change::is_told);
    Changes { changes, assumptions }
}

/// Adds the path and the name that the old state has.
fn place(change: &mut Change, aligned: &Aligned) {
    change.renamed = aligned.renamed.get(&change.subject).cloned();
    if let Some(path) = aligned.moved.get(&change.subject) {
        change.moved_from = Some(std::mem::replace(&mut change.subject, path.clone()));
    }
}
