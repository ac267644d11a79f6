//! Compares what each principal can do in two states.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::by_form::extra_permissions_by_form;
use super::denials::{is_less_denied, lifted_denials};
use super::difference::{AccessDifference, Change};
use super::extra_permissions::{Side, extra_permissions};
use super::own_keys::rename_differing_keys;
use super::words;
use crate::template::{AttachedPolicy, Principal, PrincipalType, Stacks, principal_facts};
use constructs_iam::Document;
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Grants, Layer, StepBudget};

/// One of two states.
pub(super) struct State<'e, 't> {
    pub(super) principals: Vec<Principal<'t>>,
    pub(super) stacks: &'e Stacks<'t>,
}

pub(super) fn compare_principals(
    old: &State<'_, '_>,
    new: &State<'_, '_>,
    budget: &mut StepBudget,
) -> Vec<Change> {
    let by_key = |state: &State<'_, '_>| -> BTreeMap<String, usize> {
        let named = state.principals.iter().enumerate();
        named.map(|(number, one)| (one.key.clone(), number)).collect()
    };
    let (olds, news) = (by_key(old), by_key(new));
    let keys: BTreeSet<&String> = olds.keys().chain(news.keys()).collect();
    let change = |key: &String| {
        let before = olds.get(key).and_then(|at| old.principals.get(*at));
        let after = news.get(key).and_then(|at| new.principals.get(*at));
        let mut change = Change {
            subject: before.or(after).map_or(String::new(), |one| one.name.clone()),
            is_new: before.is_none(),
            is_gone: after.is_none(),
            gained: after.map_or_else(Vec::new, |after| {
                differences(after, new.stacks, before.map(|one| (one, old.stacks)), budget)
            }),
            lost: before.map_or_else(Vec::new, |before| {
                differences(before, old.stacks, after.map(|one| (one, new.stacks)), budget)
            }),
            ..Change::default()
        };
        if before.or(after).is_some_and(|one| one.kind == PrincipalType::Elsewhere) {
            change.gained.extend(lifted_external_denials(before, after, budget));
            change.lost.extend(lifted_external_denials(after, before, budget));
        }
        change
    };
    keys.into_iter().map(change).collect()
}

/// The denials that are gone for a principal outside the templates: its other policies may allow these requests.
fn lifted_external_denials(
    before: Option<&Principal<'_>>,
    after: Option<&Principal<'_>>,
    budget: &mut StepBudget,
) -> Vec<AccessDifference> {
    let grants = |one: Option<&Principal<'_>>| {
        one.map_or_else(Grants::nothing, |one| with_presence(&one.grants(), &one.presence))
    };
    lifted_denials(&grants(after), &grants(before), budget)
}

/// The permissions that `one` has and `other` lacks.
fn differences(
    one: &Principal<'_>,
    stacks: &Stacks<'_>,
    in_other: Option<(&Principal<'_>, &Stacks<'_>)>,
    budget: &mut StepBudget,
) -> Vec<AccessDifference> {
    let other = in_other.map(|(other, _)| other);
    let own = with_presence(&one.grants_with_direct(), &one.presence);
    let others = other.map_or_else(Grants::nothing, |other| {
        with_presence(&other.grants_with_direct(), &other.presence)
    });
    let (others, known_of_other) = match in_other {
        Some(other) => rename_differing_keys(&others, (one, stacks), other),
        None => (others, None),
    };
    let mut found = Vec::new();
    if own != others {
        let known = principal_facts(one, stacks, own.documents().chain(others.documents()));
        let grants = known.into_iter().chain(known_of_other).fold(own, Grants::limit_to_layer);
        // New grants of a resource policy are reported for the resource; here, only lifted denials of the principal are.
        let is_less_denied = other.is_some_and(|other| is_less_denied(one, other));
        let kept = |policy: &&AttachedPolicy<'_>| {
            let others = other.into_iter().flat_map(|other| &other.direct);
            is_less_denied || others.into_iter().any(|known| known.document == policy.document)
        };
        let policies = one.identity.iter().chain(one.direct.iter().filter(kept)).collect();
        let side = Side { grants, policies, presence: &one.presence };
        found.extend(
            extra_permissions(&side, &others, words::describe_statement, budget)
                .into_iter()
                .map(|(_, one)| one),
        );
    }
    let Some(trust) = &one.trust else { return found };
    let trusts = |one: &Principal<'_>| {
        let trust = one.trust.as_ref()?;
        Some(with_presence(&Grants::from_shared(vec![trust.document.clone()]), &one.presence))
    };
    let (own, others) = (trusts(one), other.and_then(trusts));
    if own == others {
        return found;
    }
    let others = others.unwrap_or_else(Grants::nothing);
    let own = own.unwrap_or_else(Grants::nothing);
    let denials = lifted_denials(&own, &others, budget);
    found.extend(extra_permissions_by_form(
        &own,
        &[trust],
        &others,
        &one.presence,
        words::describe_trust,
        budget,
    ));
    found.extend(denials);
    found
}

/// The same policies, present only where their owner exists.
fn with_presence(grants: &Grants, presence: &Formula) -> Grants {
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
