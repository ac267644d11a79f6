//! Finds the permissions that one side has in addition to the other, one action on one resource at a time.

use std::borrow::Cow;

use super::difference::AccessDifference;
use super::words;
use crate::template::AttachedPolicy;
use constructs_iam::ActionUniverse;
use constructs_iam::Style;
use constructs_iam::actions_of;
use constructs_iam::cases::Formula;
use constructs_iam::implies::{
    Answer, ComparisonOptions, FutureActions, Grants, GrantsComparison, StepBudget, Verdict,
};
use constructs_iam::{Document, Effect, Elements, PolicyStatement};

/// The grants of one side, and the policies to name in the differences.
pub(super) struct Side<'a, 't> {
    pub(super) grants: Grants,
    pub(super) policies: Vec<&'a AttachedPolicy<'t>>,
    /// The deployments in which the owner of the policies exists.
    pub(super) presence: &'a Formula,
}

/// The most differences of one subject in one direction. More are reported as one line.
const MAX_DIFFERENCES: usize = 200;

/// The most steps of all comparisons of two states: the limit of four single comparisons. The rest is undecided.
pub(super) const MAX_COMPARISON_STEPS: u64 = 200_000_000;

/// The permissions that `one` grants in addition to `others`, each with the policy that grants it, in the words of `describe`.
pub(super) fn extra_permissions<'a, 't>(
    one: &Side<'a, 't>,
    others: &Grants,
    describe: fn(&PolicyStatement) -> String,
    budget: &mut StepBudget,
) -> Vec<(&'a AttachedPolicy<'t>, AccessDifference)> {
    let uncovered = uncovered_statements(one, others);
    if uncovered.is_empty() {
        return Vec::new();
    }
    let asked = uncovered
        .iter()
        .map(|(_, statement)| Document::new(vec![PolicyStatement::clone(statement)]));
    let universe = actions_of(&asked.collect::<Vec<_>>());
    let options =
        ComparisonOptions { future: FutureActions::Assumed, ..ComparisonOptions::new(&universe) };
    let comparison =
        GrantsComparison::new(&one.grants, others, &options, Style::Resource).with_driving_layer(0);
    budget.lend(|budget| compare_parts(uncovered, &comparison, &options, describe, budget))
}

/// Compares each part of the uncovered statements, and keeps what is not proved.
fn compare_parts<'a, 't>(
    uncovered: Vec<(&'a AttachedPolicy<'t>, Cow<'_, PolicyStatement>)>,
    comparison: &GrantsComparison<'_>,
    options: &ComparisonOptions<'_>,
    describe: fn(&PolicyStatement) -> String,
    budget: &mut StepBudget,
) -> Vec<(&'a AttachedPolicy<'t>, AccessDifference)> {
    let mut ask = |statement: &PolicyStatement, has_variables| {
        Answer::new(comparison.compare_part(statement, has_variables, budget), options)
    };
    let mut found: Vec<(&AttachedPolicy<'_>, AccessDifference)> = Vec::new();
    for (policy, whole) in uncovered {
        let has_variables = policy.document.has_variables();
        let of_whole = ask(&whole, has_variables);
        if of_whole.result == Verdict::Proved {
            continue;
        }
        let before = found.len();
        for part in split_statement(&whole) {
            if found.len() >= MAX_DIFFERENCES {
                break;
            }
            let answer = ask(&part, has_variables);
            if answer.result == Verdict::Proved {
                continue;
            }
            let (text, name) = (describe(&part), words::name_statement(policy, &whole));
            found.push((policy, AccessDifference::new(text, name, answer)));
        }
        // If only the whole statement differs, report the whole statement.
        if found.len() == before && before < MAX_DIFFERENCES {
            let (text, name) = (describe(&whole), words::name_statement(policy, &whole));
            found.push((policy, AccessDifference::new(text, name, of_whole)));
        }
    }
    found
}

/// The statements that allow and that the other side does not contain, with the presence of their owner.
fn uncovered_statements<'a, 't>(
    one: &Side<'a, 't>,
    others: &Grants,
) -> Vec<(&'a AttachedPolicy<'t>, Cow<'a, PolicyStatement>)> {
    let nothing = ActionUniverse::default();
    let options = ComparisonOptions::new(&nothing);
    let comparison =
        GrantsComparison::new(&one.grants, others, &options, Style::Resource).with_driving_layer(0);
    let mut found = Vec::new();
    for policy in &one.policies {
        let statements = policy.document.statements.iter();
        for statement in statements.filter(|statement| statement.effect == Effect::Allow) {
            let whole = with_presence(statement, one.presence);
            if !comparison.has_part(&whole) {
                found.push((*policy, whole));
            }
        }
    }
    found
}

/// A statement that is present only where its owner exists.
fn with_presence<'s>(
    statement: &'s PolicyStatement,
    presence: &Formula,
) -> Cow<'s, PolicyStatement> {
    if *presence == Formula::TRUE {
        return Cow::Borrowed(statement);
    }
    let presence = statement.presence.clone().and(presence.clone());
    Cow::Owned(PolicyStatement { presence, ..statement.clone() })
}

/// The most parts of one statement. If there are more, its principals, resources, or actions stay together.
const MAX_PARTS: usize = 10_000;

/// Splits a statement into one statement for each action, resource, and principal.
fn split_statement(statement: &PolicyStatement) -> impl Iterator<Item = PolicyStatement> {
    let actions = split_elements(&statement.actions, 1);
    let resources = split_optional_elements(&statement.resources, actions.len());
    let principals =
        split_optional_elements(&statement.principals, actions.len() * resources.len());
    // Without the lists, which may be long.
    let rest = PolicyStatement {
        actions: Elements::Only(Vec::new()),
        resources: None,
        principals: None,
        ..statement.clone()
    };
    actions.into_iter().flat_map(move |actions| {
        let (principals, rest) = (principals.clone(), rest.clone());
        resources.clone().into_iter().flat_map(move |resources| {
            let (actions, rest) = (actions.clone(), rest.clone());
            principals.clone().into_iter().map(move |principals| PolicyStatement {
                actions: actions.clone(),
                resources: resources.clone(),
                principals,
                ..rest.clone()
            })
        })
    })
}

/// Splits a list into single elements, unless that makes more than [`MAX_PARTS`] parts together with the other lists.
fn split_elements<T: Clone>(scope: &Elements<T>, others: usize) -> Vec<Elements<T>> {
    match scope {
        Elements::Only(all) if all.len().saturating_mul(others) <= MAX_PARTS => {
            all.iter().map(|one| Elements::Only(vec![one.clone()])).collect()
        }
        whole => vec![whole.clone()],
    }
}

fn split_optional_elements<T: Clone>(
    scope: &Option<Elements<T>>,
    others: usize,
) -> Vec<Option<Elements<T>>> {
    match scope {
        Some(scope) => split_elements(scope, others).into_iter().map(Some).collect(),
        None => vec![None],
    }
}
