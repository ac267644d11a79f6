//! Compares two states of templates: which permissions each principal gained and lost.
//!
//! Each statement that allows is split into its actions, resources, and principals, so that each difference is about one of each.

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
use crate::template::{Stack, Stacks, principals as principals_of};
use constructs_iam::Assumption;
use constructs_iam::implies::StepBudget;

/// The differences between two states, and the assumptions of the comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The principals that can do more or less, then the resource policies.
    pub changes: Vec<Change>,
    /// The assumptions about both states.
    pub assumptions: BTreeSet<Assumption>,
}

/// Compares two states, in every deployment of both.
#[must_use]
pub fn compare_states(old: &[Stack], new: &[Stack]) -> Changes {
    let aligned = align_states(old, new);
    let (before, after) = (Stacks::new(old), Stacks::new(&aligned.stacks));
    let (old_ids, new_ids) = (before.arn_ids(), after.arn_ids());
    let (before, after) = (before.in_state(1, new_ids), after.in_state(2, old_ids));
    let mut old = State { principals: principals_of(&before), stacks: &before };
    let mut new = State { principals: principals_of(&after), stacks: &after };
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

/// Restores the path and the name of the subject in the new state.
fn restore_names(change: &mut Change, aligned: &AlignedState) {
    change.renamed = aligned.renamed.get(&change.subject).cloned();
    if let Some(path) = aligned.moved.get(&change.subject) {
        change.moved_from = Some(std::mem::replace(&mut change.subject, path.clone()));
    }
}
