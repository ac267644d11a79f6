//! Two states of templates -> who can do what nobody could say of them before, and what they no longer can.
//!
//! Each allowing statement is taken apart into its actions, resources and principals, so that what is told is about one of each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::align::{Aligned, aligned};
use super::beyond::{Side, beyond};
use super::by_form::beyond_by_form;
use super::own_keys::on_own_values;
use super::{change_unread, words};
use crate::access::Assumption;
use crate::access::cases::Formula;
use crate::access::document::{Document, Effect, Statement};
use crate::access::implies::{Answer, Grants, Layer, Witness};
use crate::access::template::{
    AttachedPolicy, Estate, Principal, ResourcePolicy, StackTemplate, default_key_policies, facts,
    principals, resource_policies,
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
    pub(super) fn of(text: String, policy: String, answer: Answer) -> Self {
        Self { text, policy, witness: answer.witness, reason: answer.reason }
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
pub fn changes(old: &[StackTemplate], new: &[StackTemplate]) -> Changes {
    let aligned = aligned(old, new);
    let (before, after) = (Estate::new(old), Estate::new(&aligned.stacks));
    let (old_ids, new_ids) = (before.arn_ids(), after.arn_ids());
    let (before, after) = (before.in_state(1, new_ids), after.in_state(2, old_ids));
    let old = State { principals: principals(&before), estate: &before };
    let new = State { principals: principals(&after), estate: &after };
    let mut assumptions = BTreeSet::new();
    for principal in old.principals.iter().chain(&new.principals) {
        assumptions.extend(principal.all_notes().assumptions);
        assumptions.extend(principal.trust.iter().flat_map(|one| one.notes.assumptions.clone()));
    }
    let mut policies = (resource_policies(&before), resource_policies(&after));
    // A key that has a policy in one state only has the default in the other.
    let (defaults, new_defaults) = (default_key_policies(&before), default_key_policies(&after));
    let in_both = |default: &ResourcePolicy<'_>, others: &[ResourcePolicy<'_>]| {
        others.iter().any(|other| other.about == default.about)
    };
    let defaults = defaults.into_iter().filter(|one| in_both(one, &policies.1));
    let defaults: Vec<ResourcePolicy<'_>> = defaults.collect();
    policies.1.extend(new_defaults.into_iter().filter(|one| in_both(one, &policies.0)));
    policies.0.extend(defaults);
    for policy in policies.0.iter().chain(&policies.1) {
        assumptions.extend(policy.policy.notes.assumptions.iter().cloned());
    }
    let mut changes = of_principals(&old, &new);
    changes.extend(of_policies(&policies.0, &policies.1));
    changes.extend(change_unread::changes(&before, &after, &mut assumptions));
    for change in &mut changes {
        place(change, &aligned);
    }
    changes.retain(Change::is_told);
    Changes { changes, assumptions }
}

/// One of two states.
struct State<'e, 't> {
    principals: Vec<Principal<'t>>,
    estate: &'e Estate<'t>,
}

/// Says where it stood and what it was called.
fn place(change: &mut Change, aligned: &Aligned) {
    change.renamed = aligned.renamed.get(&change.subject).cloned();
    if let Some(path) = aligned.moved.get(&change.subject) {
        change.moved_from = Some(std::mem::replace(&mut change.subject, path.clone()));
    }
}

fn of_principals(old: &State<'_, '_>, new: &State<'_, '_>) -> Vec<Change> {
    let by_key = |state: &State<'_, '_>| -> BTreeMap<String, usize> {
        let named = state.principals.iter().enumerate();
        named.map(|(number, one)| (one.key.clone(), number)).collect()
    };
    let (olds, news) = (by_key(old), by_key(new));
    let keys: BTreeSet<&String> = olds.keys().chain(news.keys()).collect();
    let change = |key: &String| {
        let before = olds.get(key).and_then(|at| old.principals.get(*at));
        let after = news.get(key).and_then(|at| new.principals.get(*at));
        Change {
            subject: before.or(after).map_or(String::new(), |one| one.name.clone()),
            is_new: before.is_none(),
            is_gone: after.is_none(),
            gained: after.map_or_else(Vec::new, |after| {
                differences(after, new.estate, before.map(|one| (one, old.estate)))
            }),
            lost: before.map_or_else(Vec::new, |before| {
                differences(before, old.estate, after.map(|one| (one, new.estate)))
            }),
            ..Change::default()
        }
    };
    keys.into_iter().map(change).collect()
}

/// What `one` can do and `other` can't.
fn differences(
    one: &Principal<'_>,
    estate: &Estate<'_>,
    in_other: Option<(&Principal<'_>, &Estate<'_>)>,
) -> Vec<Difference> {
    let other = in_other.map(|(other, _)| other);
    let own = existing(&one.grants_with_direct(), &one.presence);
    let others = other.map_or_else(Grants::nothing, |other| {
        existing(&other.grants_with_direct(), &other.presence)
    });
    let (others, known_of_other) = match in_other {
        Some(other) => on_own_values(&others, (one, estate), other),
        None => (others, None),
    };
    let mut found = Vec::new();
    if own != others {
        let known = facts(one, estate, own.documents().chain(others.documents()));
        let grants = known.into_iter().chain(known_of_other).fold(own, Grants::within);
        // What a resource's policy grants anew is told of the resource; here, what is no longer denied of it.
        let is_less_denied = other.is_some_and(|other| is_less_denied(one, other));
        let kept = |policy: &&AttachedPolicy<'_>| {
            let others = other.into_iter().flat_map(|other| &other.direct);
            is_less_denied || others.into_iter().any(|known| known.document == policy.document)
        };
        let policies = one.identity.iter().chain(one.direct.iter().filter(kept)).collect();
        let side = Side { grants, policies, presence: &one.presence };
        found.extend(beyond(&side, &others, words::statement).into_iter().map(|(_, one)| one));
    }
    let Some(trust) = &one.trust else { return found };
    let trusts = |one: &Principal<'_>| {
        let trust = one.trust.as_ref()?;
        Some(existing(&Grants::shared(vec![trust.document.clone()]), &one.presence))
    };
    let (own, others) = (trusts(one), other.and_then(trusts));
    if own == others {
        return found;
    }
    let others = others.unwrap_or_else(Grants::nothing);
    let own = own.unwrap_or_else(Grants::nothing);
    let policies = [trust];
    found.extend(of_documents(own, &policies, &others, &one.presence, words::trust));
    found
}

/// Whether somebody's own policies deny less than those of the other state, or its boundary is another one.
fn is_less_denied(one: &Principal<'_>, other: &Principal<'_>) -> bool {
    let denials = |principal: &Principal<'_>| -> Vec<Statement> {
        let policies = principal.identity.iter().chain(&principal.boundary);
        let statements = policies.flat_map(|policy| policy.document.statements.clone());
        statements.filter(|one| one.effect == Effect::Deny).collect()
    };
    let own = denials(one);
    let boundary = |principal: &Principal<'_>| {
        let documents = principal.boundary.iter().map(|policy| policy.document.clone());
        (principal.bounded.clone(), documents.collect::<Vec<_>>())
    };
    boundary(one) != boundary(other) || !denials(other).iter().all(|denial| own.contains(denial))
}

/// What policies that name principals allow, or no longer deny, beyond others.
fn of_documents(
    own: Grants,
    policies: &[&AttachedPolicy<'_>],
    others: &Grants,
    presence: &Formula,
    say: fn(&Statement) -> String,
) -> Vec<Difference> {
    let denials = no_longer_denied(&own, others);
    let mut found = beyond_by_form(&own, policies, others, presence, say);
    found.extend(denials);
    found
}

/// Denials that are gone or narrower: what they denied, identity policies may allow.
fn no_longer_denied(own: &Grants, others: &Grants) -> Vec<Difference> {
    let denials = |grants: &Grants| -> Vec<Statement> {
        let statements = grants.documents().flat_map(|document| &document.statements);
        statements.filter(|one| one.effect == Effect::Deny).cloned().collect()
    };
    let (kept, lost) = (denials(own), denials(others));
    if lost.iter().all(|denial| kept.contains(denial)) {
        return Vec::new();
    }
    // What a denial of the other state denied, all of this state's denials together have to deny.
    let as_allowing = |denials: Vec<Statement>| {
        let allows = denials.into_iter().map(|one| Statement { effect: Effect::Allow, ..one });
        Document::of(allows.collect())
    };
    let (before, now) = (as_allowing(lost), as_allowing(kept));
    let policy = AttachedPolicy::plain(Arc::new(before.clone()));
    let presence = Formula::TRUE;
    let side =
        Side { grants: Grants::of(vec![before]), policies: vec![&policy], presence: &presence };
    let found = beyond(&side, &Grants::of(vec![now]), words::statement);
    let told = found.into_iter().map(|(_, difference)| Difference {
        text: format!("no longer denied: {}", difference.text),
        policy: "a denial of the other state".to_owned(),
        ..difference
    });
    told.collect()
}

/// Policies whose owner exists in some deployments only.
fn existing(grants: &Grants, presence: &Formula) -> Grants {
    if *presence == Formula::TRUE {
        return grants.clone();
    }
    let document = |document: &Arc<Document>| {
        let mut document = Document::clone(document);
        for statement in &mut document.statements {
            statement.presence = statement.presence.clone().and(presence.clone());
        }
        Arc::new(document)
    };
    let layers = grants.layers.iter().map(|layer| Layer {
        documents: layer.documents.iter().map(document).collect(),
        presence: layer.presence.clone(),
    });
    Grants { layers: layers.collect() }
}

/// Policies of resources. All of a state are compared with all of the other: it makes no difference in which of them a
/// statement is.
fn of_policies(old: &[ResourcePolicy<'_>], new: &[ResourcePolicy<'_>]) -> Vec<Change> {
    let grants = |policies: &[ResourcePolicy<'_>]| {
        Grants::shared(policies.iter().map(|one| one.policy.document.clone()).collect())
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
            let found = beyond_by_form(own, &policies, others, &Formula::TRUE, words::statement);
            if let Some(change) = changes.get_mut(&subject) {
                let list = if is_gain { &mut change.gained } else { &mut change.lost };
                list.extend(found);
            }
        }
        let subject = "policies of resources".to_owned();
        let denials = no_longer_denied(own, others);
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
