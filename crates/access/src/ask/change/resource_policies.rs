//! Compares the resource policies of two states.

use std::collections::{BTreeMap, BTreeSet};

use super::by_form::extra_permissions_by_form;
use super::denials::lifted_denials;
use super::difference::{AccessDifference, Change};
use super::words;
use crate::template::{
    AttachedPolicy, ResourcePolicy, Stacks, default_policies, resource_policies,
};
use constructs_iam::Assumption;
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Grants, StepBudget};

/// The differences between the resource policies of two states.
pub(super) fn compare_policies(
    before: &Stacks<'_>,
    after: &Stacks<'_>,
    assumptions: &mut BTreeSet<Assumption>,
    budget: &mut StepBudget,
) -> Vec<Change> {
    let (mut old, mut new) = (resource_policies(before), resource_policies(after));
    // A key that has a policy in one state only has the default policy in the other.
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
    compare(&old, &new, budget)
}

/// Compares all policies of one state with all policies of the other: it makes no difference in which policy a statement is.
fn compare(
    old: &[ResourcePolicy<'_>],
    new: &[ResourcePolicy<'_>],
    budget: &mut StepBudget,
) -> Vec<Change> {
    let (before, after) = (grants(old), grants(new));
    if before == after {
        return Vec::new();
    }
    let mut changes = changes_without_differences(old, new);
    for (own, others, policies, is_gain) in
        [(&after, &before, new, true), (&before, &after, old, false)]
    {
        for (subject, policies) in policies_by_subject(policies) {
            let found = extra_permissions_by_form(
                own,
                &policies,
                others,
                &Formula::TRUE,
                words::describe_statement,
                budget,
            );
            if let Some(change) = changes.get_mut(&subject) {
                differences(change, is_gain).extend(found);
            }
        }
        let denials = lifted_denials(own, others, budget);
        if !denials.is_empty() {
            let subject = "policies of resources".to_owned();
            let change = changes.entry(subject.clone()).or_insert_with(|| Change {
                subject,
                is_resource_policy: true,
                ..Change::default()
            });
            differences(change, is_gain).extend(denials);
        }
    }
    changes.into_values().collect()
}

fn grants(policies: &[ResourcePolicy<'_>]) -> Grants {
    Grants::from_shared(policies.iter().map(|one| one.policy.document.clone()).collect())
}

/// A change without differences for each subject of either state.
fn changes_without_differences(
    old: &[ResourcePolicy<'_>],
    new: &[ResourcePolicy<'_>],
) -> BTreeMap<String, Change> {
    let subjects = |policies: &[ResourcePolicy<'_>]| -> BTreeSet<String> {
        policies.iter().map(|one| one.about.join(", ")).collect()
    };
    let (olds, news) = (subjects(old), subjects(new));
    let change = |subject: &String| Change {
        subject: subject.clone(),
        is_resource_policy: true,
        is_new: !olds.contains(subject),
        is_gone: !news.contains(subject),
        ..Change::default()
    };
    olds.union(&news).map(|subject| (subject.clone(), change(subject))).collect()
}

fn policies_by_subject<'p, 't>(
    policies: &'p [ResourcePolicy<'t>],
) -> BTreeMap<String, Vec<&'p AttachedPolicy<'t>>> {
    let mut found: BTreeMap<String, Vec<&AttachedPolicy<'_>>> = BTreeMap::new();
    for policy in policies {
        found.entry(policy.about.join(", ")).or_default().push(&policy.policy);
    }
    found
}

const fn differences(change: &mut Change, is_gain: bool) -> &mut Vec<AccessDifference> {
    if is_gain { &mut change.gained } else { &mut change.lost }
}
