//! Policies of resources in two states -> what those whom they name can do in one of them that they can't in the other.

use std::collections::{BTreeMap, BTreeSet};

use super::by_form::beyond_by_form;
use super::denials::no_longer_denied;
use super::difference::Change;
use super::words;
use crate::template::{
    AttachedPolicy, Estate, ResourcePolicy, default_policies, resource_policies,
};
use constructs_iam::Assumption;
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Grants, StepBudget};

/// What differs in the policies of two states.
pub(super) fn of_policies(
    before: &Estate<'_>,
    after: &Estate<'_>,
    assumptions: &mut BTreeSet<Assumption>,
    left: &mut StepBudget,
) -> Vec<Change> {
    let (mut old, mut new) = (resource_policies(before), resource_policies(after));
    // A key that has a policy in one state only has the default in the other.
    let (defaults, new_defaults) = (default_policies(before), default_policies(after));
    let in_both = |default: &ResourcePolicy<'_>, others: &[ResourcePolicy<'_>]| {
        others.iter().any(|other| other.about == default.about)
    };
    let defaults = defaults.into_iter().filter(|one| in_both(one, &new));
    let defaults: Vec<ResourcePolicy<'_>> = defaults.collect();
    new.extend(new_defaults.into_iter().filter(|one| in_both(one, &old)));
    old.extend(defaults);
    for policy in old.iter().chain(&new) {
        assumptions.extend(policy.policy.notes.assumptions.iter().cloned());
    }
    compared(&old, &new, left)
}

/// All of a state are compared with all of the other: it makes no difference in which of them a statement is.
fn compared(
    old: &[ResourcePolicy<'_>],
    new: &[ResourcePolicy<'_>],
    left: &mut StepBudget,
) -> Vec<Change> {
    let grants = |policies: &[ResourcePolicy<'_>]| {
        Grants::from_shared(policies.iter().map(|one| one.policy.document.clone()).collect())
    };
    let (before, after) = (grants(old), grants(new));
    if before == after {
        return Vec::new();
    }
    let mut changes: BTreeMap<String, Change> = BTreeMap::new();
    let subjects = |policies: &[ResourcePolicy<'_>]| -> BTreeSet<String> {
        policies.iter().map(|one| one.about.join(", ")).collect()
    };
    let (olds, news) = (subjects(old), subjects(new));
    for subject in olds.union(&news) {
        let change = Change {
            subject: subject.clone(),
            is_resource_policy: true,
            is_new: !olds.contains(subject),
            is_gone: !news.contains(subject),
            ..Change::default()
        };
        changes.insert(subject.clone(), change);
    }
    for (own, others, policies, is_gain) in
        [(&after, &before, new, true), (&before, &after, old, false)]
    {
        let mut by_subject: BTreeMap<String, Vec<&AttachedPolicy<'_>>> = BTreeMap::new();
        for policy in policies {
            by_subject.entry(policy.about.join(", ")).or_default().push(&policy.policy);
        }
        for (subject, policies) in by_subject {
            let found =
                beyond_by_form(own, &policies, others, &Formula::TRUE, words::statement, left);
            if let Some(change) = changes.get_mut(&subject) {
                let list = if is_gain { &mut change.gained } else { &mut change.lost };
                list.extend(found);
            }
        }
        let subject = "policies of resources".to_owned();
        let denials = no_longer_denied(own, others, left);
        if !denials.is_empty() {
            let change = changes.entry(subject.clone()).or_insert_with(|| Change {
                subject,
                is_resource_policy: true,
                ..Change::default()
            });
            let list = if is_gain { &mut change.gained } else { &mut change.lost };
            list.extend(denials);
        }
    }
    changes.into_values().collect()
}
