//! Two states of templates -> who can do what nobody could say of them before, and what they no longer can.
//!
//! Each allowing statement is taken apart into its actions and resources, so that what is told is about one of each.

use std::collections::BTreeSet;

use super::{allowing, only};
use crate::access::actions::actions_of;
use crate::access::another::on_another;
use crate::access::document::{Effect, Scope, Statement};
use crate::access::implies::{Future, Grants, Question, Verdict, Witness, within};
use crate::access::template::{AttachedPolicy, Principal};
use crate::access::text::Text;

/// What one principal gained or lost, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub principal: String,
    /// Whether they are in the new state only.
    pub is_new: bool,
    /// Whether they are in the old state only.
    pub is_gone: bool,
    /// What they can do that they could not.
    pub gained: Vec<Difference>,
    /// What they could do and no longer can.
    pub lost: Vec<Difference>,
    /// What could not be read of their policies, in either state.
    pub gaps: Vec<String>,
}

/// An action on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What is said: actions and resource as the policy has them.
    pub text: String,
    /// The policy, and the statement's Sid or number.
    pub policy: String,
    /// A request that shows it.
    pub witness: Option<Witness>,
    /// Why it is not decided, where it isn't.
    pub reason: Option<String>,
}

/// The most that is told of one principal in one direction.
const MOST: usize = 200;

/// Everybody who can do more, or less.
#[must_use]
pub fn changes(old: &[Principal<'_>], new: &[Principal<'_>]) -> Vec<Change> {
    let names: BTreeSet<&str> = old.iter().chain(new).map(|one| one.name.as_str()).collect();
    let find = |all: &'_ [Principal<'_>], name: &str| all.iter().position(|one| one.name == name);
    let mut changes = Vec::new();
    for name in names {
        let before = find(old, name).and_then(|at| old.get(at));
        let after = find(new, name).and_then(|at| new.get(at));
        let gaps =
            before.iter().map(|one| one.all_notes()).chain(after.iter().map(|one| one.all_notes()));
        let gaps: BTreeSet<String> = gaps.flat_map(|notes| notes.gaps).collect();
        let mut change = Change {
            principal: name.to_owned(),
            is_new: before.is_none(),
            is_gone: after.is_none(),
            gained: after.map_or_else(Vec::new, |after| differences(after, before)),
            lost: before.map_or_else(Vec::new, |before| differences(before, after)),
            gaps: gaps.into_iter().collect(),
        };
        if let (Some(before), Some(after)) = (before, after) {
            change.gained.extend(trust(after, before));
            change.lost.extend(trust(before, after));
        }
        if change.is_new || change.is_gone || !change.gained.is_empty() || !change.lost.is_empty() {
            changes.push(change);
        }
    }
    changes
}

/// What `one` can do and `other` can't.
fn differences(one: &Principal<'_>, other: Option<&Principal<'_>>) -> Vec<Difference> {
    let most = one.most();
    let others = other.map_or_else(Grants::nothing, Principal::most);
    if other.is_some_and(|other| other.most() == most) {
        return Vec::new();
    }
    let documents = most.layers.iter().chain(&others.layers).flatten();
    let universe = actions_of(documents);
    let question = Question { future: Future::Assumed, ..Question::over(&universe) };
    if within(&most, &others, &question).result == Verdict::Proved {
        return Vec::new();
    }
    let mut found = Vec::new();
    for policy in &one.identity {
        let allows = policy.bounds.most.statements.iter();
        for statement in allows.filter(|statement| statement.effect == Effect::Allow) {
            for part in parts(statement) {
                let text = words(&part);
                let ask = |part: Statement| within(&only(&most, part), &others, &question);
                let other = on_another(&part);
                let mut answer = ask(part);
                if answer.result == Verdict::Undecided
                    && let Some(refuted) = other.map(ask)
                    && refuted.result == Verdict::Refuted
                {
                    answer = refuted;
                }
                if answer.result != Verdict::Proved && found.len() < MOST {
                    let policy = policy_name(policy, statement);
                    let (witness, reason) = (answer.witness, answer.reason);
                    found.push(Difference { text, policy, witness, reason });
                }
            }
        }
    }
    found
}

/// Who may assume a role, compared as wholes.
fn trust(one: &Principal<'_>, other: &Principal<'_>) -> Option<Difference> {
    let policy = one.trust.as_ref()?;
    let own = &policy.bounds.most;
    let others = other.trust.as_ref().map(|trust| trust.bounds.most.clone()).unwrap_or_default();
    if *own == others {
        return None;
    }
    let universe = actions_of([own, &others]);
    let question = Question { future: Future::Assumed, ..Question::over(&universe) };
    let answer = within(&Grants::of(vec![own.clone()]), &Grants::of(vec![others]), &question);
    if answer.result == Verdict::Proved {
        return None;
    }
    let who = answer.witness.as_ref().map_or("somebody", |witness| witness.principal.as_str());
    let text = format!("be assumed by `{who}`");
    let policy = policy.name.clone();
    Some(Difference { text, policy, witness: answer.witness, reason: answer.reason })
}

/// One statement for each of its actions and resources.
fn parts(statement: &Statement) -> Vec<Statement> {
    let (Scope::Only(actions), Some(Scope::Only(resources))) =
        (&statement.actions, &statement.resources)
    else {
        return vec![statement.clone()];
    };
    let pairs =
        actions.iter().flat_map(|action| resources.iter().map(move |resource| (action, resource)));
    let part = |(action, resource): (&Text, &Text)| Statement {
        conditions: statement.conditions.clone(),
        index: statement.index,
        sid: statement.sid.clone(),
        ..allowing(vec![action.clone()], vec![resource.clone()])
    };
    pairs.map(part).collect()
}

fn words(statement: &Statement) -> String {
    let list = |scope: &Scope<Text>| {
        let texts: Vec<String> = scope.list().iter().map(|text| format!("`{text}`")).collect();
        let all_but = if scope.is_negated() { "all but " } else { "" };
        format!("{all_but}{}", texts.join(", "))
    };
    let resources = statement.resources.as_ref().map(list).unwrap_or_default();
    let mut text = format!("{} on {resources}", list(&statement.actions));
    for (index, condition) in statement.conditions.iter().enumerate() {
        text.push_str(if index == 0 { " where " } else { " and " });
        let values: Vec<String> =
            condition.values.iter().map(|value| format!("`{value}`")).collect();
        text.push_str(&format!(
            "`{}` {} {}",
            condition.key,
            condition.operator,
            values.join(" or ")
        ));
    }
    text
}

fn policy_name(policy: &AttachedPolicy<'_>, statement: &Statement) -> String {
    match &statement.sid {
        Some(sid) => format!("{}, statement `{sid}`", policy.name),
        None => format!("{}, statement {}", policy.name, statement.index),
    }
}
