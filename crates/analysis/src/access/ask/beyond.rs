//! Two sides -> what the one allows and the other doesn't, an action on a resource at a time.

use super::change::Difference;
use super::words;
use crate::access::actions::actions_of;
use crate::access::another::asked;
use crate::access::document::{Document, Effect, Scope, Statement};
use crate::access::implies::{Future, Grants, Question, Verdict, within};
use crate::access::stand_in::StandIns;
use crate::access::template::AttachedPolicy;

/// What policies grant, and the policies to name.
pub(super) struct Side<'a, 't> {
    pub(super) grants: Grants,
    pub(super) policies: Vec<&'a AttachedPolicy<'t>>,
}

/// The most that is told of one subject in one direction.
const MOST: usize = 200;

/// What `one` allows beyond `others`, in the words of `say`.
pub(super) fn beyond(
    one: &Side<'_, '_>,
    others: &Grants,
    names: &StandIns,
    say: fn(&Statement) -> String,
) -> Vec<Difference> {
    if one.grants == *others {
        return Vec::new();
    }
    let universe = actions_of(one.grants.layers.iter().chain(&others.layers).flatten());
    let question = Question { future: Future::Assumed, ..Question::over(&universe) };
    if within(&one.grants, others, &question).result == Verdict::Proved {
        return Vec::new();
    }
    let ask = |part: &Statement| {
        within(&one.grants.with_only(Document::of(vec![part.clone()])), others, &question)
    };
    let mut found: Vec<Difference> = Vec::new();
    for policy in &one.policies {
        let allows = policy.bounds.most.statements.iter();
        for statement in allows.filter(|statement| statement.effect == Effect::Allow) {
            for part in parts(statement) {
                let text = say(&part);
                let answer = asked(&names.statement(&part), ask);
                if answer.result == Verdict::Proved || found.len() >= MOST {
                    continue;
                }
                let policy = words::policy(policy, statement);
                let (mut witness, reason) = (answer.witness, answer.reason);
                if let Some(witness) = &mut witness {
                    witness.principal = names.shown(&witness.principal);
                }
                found.push(Difference { text, policy, witness, reason });
            }
        }
    }
    found
}

/// One statement for each of its actions, resources and principals.
fn parts(statement: &Statement) -> Vec<Statement> {
    let mut parts = vec![statement.clone()];
    if let Scope::Only(actions) = &statement.actions {
        parts = each(&parts, actions, |part, action| part.actions = Scope::Only(vec![action]));
    }
    if let Some(Scope::Only(resources)) = &statement.resources {
        parts = each(&parts, resources, |part, one| part.resources = Some(Scope::Only(vec![one])));
    }
    if let Some(Scope::Only(principals)) = &statement.principals {
        parts =
            each(&parts, principals, |part, one| part.principals = Some(Scope::Only(vec![one])));
    }
    parts
}

fn each<T: Clone>(
    parts: &[Statement],
    values: &[T],
    set: impl Fn(&mut Statement, T),
) -> Vec<Statement> {
    let pairs = parts.iter().flat_map(|part| values.iter().map(move |value| (part, value)));
    pairs
        .map(|(part, value)| {
            let mut part = part.clone();
            set(&mut part, value.clone());
            part
        })
        .collect()
}
