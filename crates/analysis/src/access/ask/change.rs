//! Two states of templates -> who can do what nobody could say of them before, and what they no longer can.
//!
//! Each allowing statement is taken apart into its actions, resources and principals, so that what is told is about one of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::align::{Aligned, aligned};
use super::beyond::{Side, beyond};
use super::words;
use crate::access::document::Document;
use crate::access::implies::{Grants, Witness};
use crate::access::stand_in::StandIns;
use crate::access::template::{
    AttachedPolicy, Estate, Principal, ResourcePolicy, StackTemplate, principals,
    resource_policies, unread_policies,
};

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
    /// Where it stood, if it has moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<String>,
    /// What it was called and what it is called now, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<(String, String)>,
    /// What can be done that could not be.
    pub gained: Vec<Difference>,
    /// What could be done and no longer can.
    pub lost: Vec<Difference>,
    /// What can't be read in either state, and looks the same in both.
    pub gaps: Vec<String>,
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

/// Everybody who can do more, or less; then the policies of resources.
#[must_use]
pub fn changes(old: &[StackTemplate], new: &[StackTemplate]) -> Vec<Change> {
    let aligned = aligned(old, new);
    let (before, after) = (Estate::new(old), Estate::new(&aligned.stacks));
    let mut changes = of_principals(&principals(&before), &principals(&after));
    changes.extend(of_policies(&resource_policies(&before), &resource_policies(&after)));
    changes.extend(of_unread(&before, &after));
    for change in &mut changes {
        place(change, &aligned);
    }
    changes.retain(Change::is_told);
    changes
}

/// Says where it stood and what it was called.
fn place(change: &mut Change, aligned: &Aligned) {
    change.renamed = aligned.renamed.get(&change.subject).cloned();
    if let Some(path) = aligned.moved.get(&change.subject) {
        change.moved_from = Some(std::mem::replace(&mut change.subject, path.clone()));
    }
}

fn of_principals(old: &[Principal<'_>], new: &[Principal<'_>]) -> Vec<Change> {
    let names: BTreeSet<&str> = old.iter().chain(new).map(|one| one.name.as_str()).collect();
    let find = |all: &'_ [Principal<'_>], name: &str| all.iter().position(|one| one.name == name);
    let change = |name: &str| {
        let before = find(old, name).and_then(|at| old.get(at));
        let after = find(new, name).and_then(|at| new.get(at));
        let mut change = Change {
            subject: name.to_owned(),
            is_new: before.is_none(),
            is_gone: after.is_none(),
            gained: after.map_or_else(Vec::new, |after| differences(after, before)),
            lost: before.map_or_else(Vec::new, |before| differences(before, after)),
            ..Change::default()
        };
        let gaps = |one: Option<&Principal<'_>>| one.map(gaps_of).unwrap_or_default();
        let (own, others) = (gaps(after), gaps(before));
        change.gained.extend(own.difference(&others).map(|gap| unread(gap, name)));
        change.lost.extend(others.difference(&own).map(|gap| unread(gap, name)));
        change.gaps = own.intersection(&others).cloned().collect();
        change
    };
    names.into_iter().map(change).collect()
}

fn gaps_of(principal: &Principal<'_>) -> BTreeSet<String> {
    let trust = principal.trust.iter().flat_map(|trust| trust.notes.gaps.iter().cloned());
    principal.all_notes().gaps.into_iter().chain(trust).collect()
}

/// What can't be read in one state only may be anything.
fn unread(gap: &str, policy: &str) -> Difference {
    let text = "something that can't be read".to_owned();
    Difference { text, policy: policy.to_owned(), witness: None, reason: Some(gap.to_owned()) }
}

/// What `one` can do and `other` can't.
fn differences(one: &Principal<'_>, other: Option<&Principal<'_>>) -> Vec<Difference> {
    let policies: Vec<&AttachedPolicy<'_>> = one.identity.iter().collect();
    let own = Side { grants: one.most(), policies };
    let others = other.map_or_else(Grants::nothing, Principal::most);
    let mut found = beyond(&own, &others, &StandIns::default(), words::statement);
    found.extend(other.and_then(|other| beyond_boundary(one, other)));
    let trusts = |principal: Option<&Principal<'_>>| {
        principal.and_then(|one| one.trust.as_ref()).map(|trust| trust.bounds.most.clone())
    };
    if let Some(trust) = &one.trust {
        let documents: Vec<Document> = trusts(Some(one)).into_iter().chain(trusts(other)).collect();
        let names = StandIns::of(&documents);
        let stood_in = |document: Option<Document>| {
            Grants::of(document.iter().map(|document| names.document(document)).collect())
        };
        let own = Side { grants: stood_in(trusts(Some(one))), policies: vec![trust] };
        found.extend(beyond(&own, &stood_in(trusts(other)), &names, words::trust));
    }
    found
}

/// A boundary that no template has may have kept anything from its principal.
fn beyond_boundary(one: &Principal<'_>, other: &Principal<'_>) -> Option<Difference> {
    let boundary = other.boundary_elsewhere.as_ref()?;
    let is_kept = one.boundary_elsewhere.as_ref() == Some(boundary);
    (!is_kept && !one.identity.is_empty()).then(|| Difference {
        text: format!("whatever the permissions boundary `{boundary}` did not allow"),
        policy: one.name.clone(),
        witness: None,
        reason: Some(format!("the policy `{boundary}` is not in these templates")),
    })
}

/// Policies of resources, all that are about one resource together.
fn of_policies(old: &[ResourcePolicy<'_>], new: &[ResourcePolicy<'_>]) -> Vec<Change> {
    let (old, new) = (by_resource(old), by_resource(new));
    let subjects: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let none = Vec::new();
    let change = |subject: &String| {
        let (before, after) = (old.get(subject), new.get(subject));
        let documents = before.into_iter().chain(after).flatten().map(|one| &one.bounds.most);
        let names = StandIns::of(documents);
        let side = |policies: Option<&Vec<&AttachedPolicy<'_>>>| {
            let policies = policies.into_iter().flatten();
            Grants::of(policies.map(|one| names.document(&one.bounds.most)).collect())
        };
        let than = |one: Option<&Vec<_>>, other| {
            let own = Side { grants: side(one), policies: one.unwrap_or(&none).clone() };
            beyond(&own, &side(other), &names, words::statement)
        };
        let mut change = Change {
            subject: subject.clone(),
            is_resource_policy: true,
            is_new: before.is_none(),
            is_gone: after.is_none(),
            gained: than(after, before),
            lost: than(before, after),
            ..Change::default()
        };
        let gaps = |one: Option<&Vec<&AttachedPolicy<'_>>>| -> BTreeSet<String> {
            one.into_iter().flatten().flat_map(|one| one.notes.gaps.iter().cloned()).collect()
        };
        let (own, others) = (gaps(after), gaps(before));
        change.gained.extend(own.difference(&others).map(|gap| unread(gap, subject)));
        change.lost.extend(others.difference(&own).map(|gap| unread(gap, subject)));
        change.gaps = own.intersection(&others).cloned().collect();
        change
    };
    subjects.into_iter().map(change).collect()
}

fn by_resource<'a, 't>(
    policies: &'a [ResourcePolicy<'t>],
) -> BTreeMap<String, Vec<&'a AttachedPolicy<'t>>> {
    let mut found: BTreeMap<String, Vec<&AttachedPolicy<'t>>> = BTreeMap::new();
    for policy in policies {
        found.entry(policy.about.join(", ")).or_default().push(&policy.policy);
    }
    found
}

/// Policies of types that are not read, where they are in one state only or say something else.
fn of_unread(old: &Estate<'_>, new: &Estate<'_>) -> Vec<Change> {
    let said = |estate: &Estate<'_>| -> BTreeMap<String, (String, String)> {
        let unread = unread_policies(estate).into_iter().filter_map(|(path, text)| {
            let node = estate.resource(estate.at_path(&path)?)?.get("Properties");
            let properties = node.map(|node| node.to_json().to_string()).unwrap_or_default();
            Some((path, (text, properties)))
        });
        unread.collect()
    };
    let (old, new) = (said(old), said(new));
    let subjects: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = subjects.into_iter().filter(|path| old.get(*path) != new.get(*path));
    let change = |path: &String| {
        let differs = |side: &BTreeMap<String, (String, String)>| {
            side.get(path).map(|(text, _)| unread(text, path)).into_iter().collect()
        };
        Change {
            subject: path.clone(),
            is_resource_policy: true,
            is_new: !old.contains_key(path),
            is_gone: !new.contains_key(path),
            gained: differs(&new),
            lost: differs(&old),
            ..Change::default()
        }
    };
    changed.map(change).collect()
}
