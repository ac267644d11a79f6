//! Principals of two states -> what each can do in one of them that it can't in the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::beyond::{Side, beyond};
use super::by_form::beyond_by_form;
use super::denials::{is_less_denied, no_longer_denied};
use super::difference::{Change, Difference};
use super::own_keys::on_own_values;
use super::words;
use crate::template::{AttachedPolicy, Estate, Principal, PrincipalOf, facts};
use constructs_iam::Document;
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Grants, Layer, StepBudget};

/// One of two states.
pub(super) struct State<'e, 't> {
    pub(super) principals: Vec<Principal<'t>>,
    pub(super) estate: &'e Estate<'t>,
}

pub(super) fn of_principals(
    old: &State<'_, '_>,
    new: &State<'_, '_>,
    left: &mut StepBudget,
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
                differences(after, new.estate, before.map(|one| (one, old.estate)), left)
            }),
            lost: before.map_or_else(Vec::new, |before| {
                differences(before, old.estate, after.map(|one| (one, new.estate)), left)
            }),
            ..Change::default()
        };
        if before.or(after).is_some_and(|one| one.kind == PrincipalOf::Elsewhere) {
            change.gained.extend(denied_elsewhere(before, after, left));
            change.lost.extend(denied_elsewhere(after, before, left));
        }
        change
    };
    keys.into_iter().map(change).collect()
}

/// What somebody who is not in the templates was denied by them and no longer is: other policies may allow it.
fn denied_elsewhere(
    before: Option<&Principal<'_>>,
    after: Option<&Principal<'_>>,
    left: &mut StepBudget,
) -> Vec<Difference> {
    let grants = |one: Option<&Principal<'_>>| {
        one.map_or_else(Grants::nothing, |one| existing(&one.grants(), &one.presence))
    };
    no_longer_denied(&grants(after), &grants(before), left)
}

/// What `one` can do and `other` can't.
fn differences(
    one: &Principal<'_>,
    estate: &Estate<'_>,
    in_other: Option<(&Principal<'_>, &Estate<'_>)>,
    left: &mut StepBudget,
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
        let grants = known.into_iter().chain(known_of_other).fold(own, Grants::limit_to_layer);
        // What a resource's policy grants anew is told of the resource; here, what is no longer denied of it.
        let is_less_denied = other.is_some_and(|other| is_less_denied(one, other));
        let kept = |policy: &&AttachedPolicy<'_>| {
            let others = other.into_iter().flat_map(|other| &other.direct);
            is_less_denied || others.into_iter().any(|known| known.document == policy.document)
        };
        let policies = one.identity.iter().chain(one.direct.iter().filter(kept)).collect();
        let side = Side { grants, policies, presence: &one.presence };
        found
            .extend(beyond(&side, &others, words::statement, left).into_iter().map(|(_, one)| one));
    }
    let Some(trust) = &one.trust else { return found };
    let trusts = |one: &Principal<'_>| {
        let trust = one.trust.as_ref()?;
        Some(existing(&Grants::from_shared(vec![trust.document.clone()]), &one.presence))
    };
    let (own, others) = (trusts(one), other.and_then(trusts));
    if own == others {
        return found;
    }
    let others = others.unwrap_or_else(Grants::nothing);
    let own = own.unwrap_or_else(Grants::nothing);
    let denials = no_longer_denied(&own, &others, left);
    found.extend(beyond_by_form(&own, &[trust], &others, &one.presence, words::trust, left));
    found.extend(denials);
    found
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
