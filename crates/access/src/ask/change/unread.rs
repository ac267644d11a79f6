//! Reports unread parts that only one state contains or that differ between the states: they may do anything.
//!
//! An unread part that is equal in both states is assumed to have the same effect in both.

use std::collections::{BTreeMap, BTreeSet};

use constructs_document::Node;

use super::difference::{AccessDifference, Change};
use crate::ask::programs::{Program, Reach, programs};
use crate::ask::unread_part::{Unread, input};
use crate::ask::unread_transforms::unread_transforms;
use crate::template::{
    ResourceId, Stacks, assignment_may_have_denied, assignments, deciding_values,
    expression_identity, may_have_denied, unread_policies,
};
use constructs_iam::Assumption;

/// The unread parts, by the subject of the change that reports them.
type UnreadBySubject = BTreeMap<String, Vec<Unread>>;

/// A change for each subject with unread parts that differ.
pub(super) fn changes(
    old: &Stacks<'_>,
    new: &Stacks<'_>,
    assumptions: &mut BTreeSet<Assumption>,
) -> Vec<Change> {
    let (olds, news) = (programs(old), programs(new));
    let elsewhere = olds.iter().chain(&news).filter(|one| one.reach == Reach::Unknown);
    assumptions
        .extend(elsewhere.map(|one| Assumption::ProgramElsewhere { resource: one.path.clone() }));
    // An unread part that is gone may have denied something, unless the resource that it was about is gone too.
    let may_have_denied = |path: &str| {
        let kind = old.at_path(path).map_or("", |id| old.kind(id));
        let by_policy = || may_have_denied(kind, new.at_path(path).is_some());
        assignment_may_have_denied(kind).unwrap_or_else(by_policy)
    };
    let mut changes = compare((&policies(old), &policies(new)), may_have_denied, assumptions);
    changes.iter_mut().for_each(|change| change.is_resource_policy = true);
    let is_there = |id: &str| new.iter().any(|stack| stack.id == id);
    let (before, after) = (unread_deployments(old, &olds), unread_deployments(new, &news));
    let of_stacks = compare((&before, &after), is_there, assumptions);
    let name = |id: &str| {
        let mut stacks = old.iter().chain(new.iter());
        stacks.find(|stack| stack.id == id).map_or(String::new(), |stack| stack.name.clone())
    };
    let of_stack =
        |one: Change| Change { subject: name(&one.subject), is_new: false, is_gone: false, ..one };
    changes.extend(of_stacks.into_iter().map(of_stack));
    changes
}

/// The policies of types that are not read, by their resource.
fn policies(stacks: &Stacks<'_>) -> UnreadBySubject {
    let unread = unread_policies(stacks).into_iter().filter_map(|(path, reason)| {
        let id = stacks.at_path(&path)?;
        let input = deciding_input(stacks, id, stacks.resource(id)?);
        let unread = Unread { key: path.clone(), reason, input };
        Some((path, vec![unread]))
    });
    unread.chain(unread_assignments(stacks)).collect()
}

/// Resources that assign permissions to others, and resources whose tokens or certificates roles trust.
fn unread_assignments(stacks: &Stacks<'_>) -> UnreadBySubject {
    let one = |(id, node, name): (ResourceId<'_>, &Node, String)| {
        let path = stacks.path(id);
        let reason = format!("{name} decides who gets permissions");
        let input = deciding_input(stacks, id, node);
        (path.clone(), vec![Unread { key: path, reason, input }])
    };
    assignments(stacks).map(one).collect()
}

/// Everything that decides the effect of a policy, a grant, or an assignment.
fn deciding_input(stacks: &Stacks<'_>, id: ResourceId<'_>, node: &Node) -> String {
    let Some(values) = deciding_values(stacks.kind(id), node) else {
        return input(stacks, id, node);
    };
    let value = |(name, value): (&str, &Node)| {
        format!("{name}: {}", expression_identity(stacks, id.stack, value))
    };
    let values: Vec<String> = values.into_iter().map(value).collect();
    format!("{} {:?}", values.join("\n"), stacks.presence(id))
}

/// What CloudFormation expands, deploys, and runs, by the id of the stack.
fn unread_deployments(stacks: &Stacks<'_>, programs: &[Program]) -> UnreadBySubject {
    let mut found = UnreadBySubject::new();
    for (number, one) in unread_transforms(stacks) {
        let stack = stacks.get(number).map_or("", |stack| stack.id.as_str());
        found.entry(stack.to_owned()).or_default().push(one);
    }
    for unread in programs.iter().filter_map(Program::unread) {
        let id = stacks.at_path(&unread.key).and_then(|id| stacks.get(id.stack));
        let stack = id.map(|stack| stack.id.clone()).unwrap_or_default();
        found.entry(stack).or_default().push(unread);
    }
    found
}

/// `may_have_denied` decides for a subject whether an unread part that is gone may have denied something.
fn compare(
    (old, new): (&UnreadBySubject, &UnreadBySubject),
    may_have_denied: impl Fn(&str) -> bool,
    assumptions: &mut BTreeSet<Assumption>,
) -> Vec<Change> {
    let nothing = Vec::new();
    let mut changes = Vec::new();
    for subject in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let before = old.get(subject).unwrap_or(&nothing);
        let after = new.get(subject).unwrap_or(&nothing);
        let same = after.iter().filter(|own| contains(before, own));
        assumptions
            .extend(same.map(|own| Assumption::UnreadUnchanged { unread: own.reason.clone() }));
        let mut gained = unmatched_parts(after, before);
        if may_have_denied(subject) {
            let gone = before.iter().filter(|own| after.iter().all(|other| other.key != own.key));
            gained.extend(gone.map(|own| {
                let reason =
                    format!("{}; it was removed and may have denied something", own.reason);
                difference(&reason, &own.key)
            }));
        }
        changes.push(Change {
            subject: subject.clone(),
            is_new: !old.contains_key(subject),
            is_gone: !new.contains_key(subject),
            gained,
            lost: unmatched_parts(before, after),
            ..Change::default()
        });
    }
    changes
}

fn contains(all: &[Unread], one: &Unread) -> bool {
    all.iter().any(|other| other.key == one.key && other.input == one.input)
}

/// The unread parts that the other state lacks or has with other input.
fn unmatched_parts(own: &[Unread], others: &[Unread]) -> Vec<AccessDifference> {
    let differing = own.iter().filter(|one| !contains(others, one));
    differing.map(|one| difference(&one.reason, &one.key)).collect()
}

fn difference(reason: &str, policy: &str) -> AccessDifference {
    AccessDifference::undecided("something that can't be read", policy, reason.to_owned())
}

#[cfg(test)]
mod tests;
