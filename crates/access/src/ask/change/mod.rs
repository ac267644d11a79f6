//! Two states of templates -> who can do what nobody could say of them before, and what they no longer can.
//!
//! Each allowing statement is taken apart into its actions, resources and principals, so that what is told is about one of each.

mod align;
mod by_form;
mod denials;
mod difference;
mod extra_permissions;
mod holders;
mod opened;
mod own_keys;
mod principals;
mod resource_policies;
mod tagged;
mod unread;
mod words;

use std::collections::BTreeSet;

use self::align::{AlignedState, align_states};
pub use self::by_form::retain_principals;
pub use self::difference::{AccessDifference, Change};
use self::principals::{State, compare_principals};
use self::resource_policies::compare_policies;
use crate::template::{Estate, StackTemplate, principals as principals_of};
use constructs_iam::Assumption;
use constructs_iam::implies::StepBudget;

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
pub fn compare_states(old: &[StackTemplate], new: &[StackTemplate]) -> Changes {
    let aligned = align_states(old, new);
    let (before, after) = (Estate::new(old), Estate::new(&aligned.stacks));
    let (old_ids, new_ids) = (before.arn_ids(), after.arn_ids());
    let (before, after) = (before.in_state(1, new_ids), after.in_state(2, old_ids));
    let mut old = State { principals: principals_of(&before), estate: &before };
    let mut new = State { principals: principals_of(&after), estate: &after };
    let mut assumptions = BTreeSet::new();
    holders::add_holders(&mut old, &mut new);
    for principal in old.principals.iter().chain(&new.principals) {
        assumptions.extend(principal.all_notes().assumptions);
        assumptions.extend(principal.trust.iter().flat_map(|one| one.notes.assumptions.clone()));
    }
    let mut budget = StepBudget::new(extra_permissions::MAX_COMPARISON_STEPS);
    let mut changes = compare_principals(&old, &new, &mut budget);
    changes.extend(compare_policies(&before, &after, &mut assumptions, &mut budget));
    changes.extend(unread::changes(&before, &after, &mut assumptions));
    changes.extend(opened::changes(&before, &after));
    changes.extend(tagged::changes(&before, &after));
    for change in &mut changes {
        restore_names(change, &aligned);
    }
    changes.retain(Change::is_reported);
    Changes { changes, assumptions }
}

/// Adds the path and the name that the old state has.
fn restore_names(change: &mut Change, aligned: &AlignedState) {
    change.renamed = aligned.renamed.get(&change.subject).cloned();
    if let Some(path) = aligned.moved.get(&change.subject) {
        change.moved_from = Some(std::mem::replace(&mut change.subject, path.clone()));
    }
}
