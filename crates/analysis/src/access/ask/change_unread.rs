//! Two states of templates -> what is not read, in one state only or written otherwise: it may be anything.
//!
//! What is written alike in both is assumed to do the same in both.

use std::collections::{BTreeMap, BTreeSet};

use constructs_template::Node;

use super::change::{Change, Difference};
use super::programs::{Program, Reach, programs};
use super::unread::{Unread, input, unread_transforms};
use crate::access::Assumption;
use crate::access::template::{Estate, ResourceId, unread_policies};

/// What is not read, by whom it is told of.
type Found = BTreeMap<String, Vec<Unread>>;

/// Everything that is not read and differs.
pub(super) fn changes(
    old: &Estate<'_>,
    new: &Estate<'_>,
    assumptions: &mut BTreeSet<Assumption>,
) -> Vec<Change> {
    let (olds, news) = (programs(old), programs(new));
    let elsewhere = olds.iter().chain(&news).filter(|one| one.reach == Reach::Unknown);
    assumptions
        .extend(elsewhere.map(|one| Assumption::ProgramElsewhere { resource: one.path.clone() }));
    let mut changes = compared(&policies(old), &policies(new), true, assumptions);
    let (before, after) = (deployed(old, &olds), deployed(new, &news));
    let of_stacks = compared(&before, &after, false, assumptions);
    let name = |id: &str| {
        let mut stacks = old.stacks().iter().chain(new.stacks());
        stacks.find(|stack| stack.id == id).map_or(String::new(), |stack| stack.name.clone())
    };
    changes.extend(of_stacks.into_iter().map(|one| Change { subject: name(&one.subject), ..one }));
    changes
}

/// Policies of types that are not read, by the resource.
fn policies(estate: &Estate<'_>) -> Found {
    let unread = unread_policies(estate).into_iter().filter_map(|(path, reason)| {
        let id = estate.at_path(&path)?;
        let input = input(estate, id, estate.resource(id)?);
        let unread = Unread { key: path.clone(), reason, input };
        Some((path, vec![unread]))
    });
    unread.chain(assignments(estate)).collect()
}

/// Types that give somebody a permission set, directly or as a member of a group.
const ASSIGNMENTS: &[&str] = &["AWS::SSO::Assignment", "AWS::IdentityStore::GroupMembership"];

/// Assignments give somebody a permission set.
fn assignments(estate: &Estate<'_>) -> Found {
    let own = estate.resources().filter(|(id, _)| ASSIGNMENTS.contains(&estate.kind(*id)));
    let one = |(id, node): (ResourceId<'_>, &Node)| {
        let path = estate.path(id);
        let reason = format!("the assignment `{path}` gives somebody what others have");
        let input = input(estate, id, node);
        (path.clone(), vec![Unread { key: path, reason, input }])
    };
    own.map(one).collect()
}

/// What CloudFormation expands, deploys and runs, by the id of the stack.
fn deployed(estate: &Estate<'_>, programs: &[Program]) -> Found {
    let mut found = Found::new();
    for (number, one) in unread_transforms(estate) {
        let stack = estate.stacks().get(number).map_or("", |stack| stack.id.as_str());
        found.entry(stack.to_owned()).or_default().push(one);
    }
    for unread in programs.iter().filter_map(Program::unread) {
        let id = estate.at_path(&unread.key).and_then(|id| estate.stacks().get(id.stack));
        let stack = id.map(|stack| stack.id.clone()).unwrap_or_default();
        found.entry(stack).or_default().push(unread);
    }
    found
}

/// `is_policy`: each is about a resource with a policy; otherwise about a stack.
fn compared(
    old: &Found,
    new: &Found,
    is_policy: bool,
    assumptions: &mut BTreeSet<Assumption>,
) -> Vec<Change> {
    let nothing = Vec::new();
    let mut changes = Vec::new();
    for subject in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let before = old.get(subject).unwrap_or(&nothing);
        let after = new.get(subject).unwrap_or(&nothing);
        let is_same = |one: &Unread, others: &[Unread]| {
            others.iter().any(|other| other.key == one.key && other.input == one.input)
        };
        let differs = |one: &[Unread], others: &[Unread]| -> Vec<Difference> {
            let other = one.iter().filter(|own| !is_same(own, others));
            other.map(|own| difference(&own.reason, &own.key)).collect()
        };
        let same = after.iter().filter(|own| is_same(own, before));
        assumptions
            .extend(same.map(|own| Assumption::UnreadUnchanged { unread: own.reason.clone() }));
        changes.push(Change {
            subject: subject.clone(),
            is_resource_policy: is_policy,
            is_new: is_policy && !old.contains_key(subject),
            is_gone: is_policy && !new.contains_key(subject),
            gained: differs(after, before),
            lost: differs(before, after),
            ..Change::default()
        });
    }
    changes
}

fn difference(reason: &str, policy: &str) -> Difference {
    let text = "something that can't be read".to_owned();
    Difference { text, policy: policy.to_owned(), witness: None, reason: Some(reason.to_owned()) }
}
