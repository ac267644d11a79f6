//! Statements to fewer statements that say the same.
//!
//! Two statements are merged where they have no Sid, the same effect and conditions, and two of action,
//! resource and principal in common: then the third is the union, as `A×R ∪ B×R = (A∪B)×R`. What is
//! `Not…` is never united, for `¬A ∪ ¬B` is not `¬(A∪B)`.
//!
//! INVARIANT: a pass looks at each statement once, by hash; passes end with the first that merges nothing.

use std::borrow::Cow;
use std::hash::Hash;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::statement::{Elements, PrincipalEntry};
use super::{Condition, Effect, Statement};
use crate::value::Expr;

type Table<K, V> = IndexMap<K, V, FxBuildHasher>;

/// What two statements have to agree in to be merged in their `D`s: all but `D`.
#[derive(PartialEq, Eq, Hash)]
struct Rest {
    effect: Effect,
    conditions: Vec<Condition>,
    reason: Option<String>,
    principals: Option<Option<Elements<Vec<PrincipalEntry>>>>,
    actions: Option<Elements<Vec<Cow<'static, str>>>>,
    resources: Option<Option<Elements<Vec<Expr>>>>,
}

/// The part in which statements differ.
#[derive(Clone, Copy)]
enum Dimension {
    Actions,
    Resources,
    Principals,
}

/// Fewer statements that say the same, each list in order and without duplicates.
pub(crate) fn minimize(statements: Vec<Statement>) -> Vec<Statement> {
    let mut statements: Vec<Statement> = statements.into_iter().map(sort_lists).collect();
    loop {
        let before = statements.len();
        for dimension in [Dimension::Actions, Dimension::Resources, Dimension::Principals] {
            statements = merge_along(statements, dimension);
        }
        if statements.len() == before {
            return statements;
        }
    }
}

fn sort_lists(mut statement: Statement) -> Statement {
    deduplicate(statement.actions.get_mut());
    if let Some(resources) = &mut statement.resources {
        deduplicate(resources.get_mut());
    }
    if let Some(principals) = &mut statement.principals {
        let list = principals.get_mut();
        if list.iter().any(|(kind, _)| *kind == "*") {
            list.retain(|(kind, _)| *kind == "*");
        }
        deduplicate(list);
    }
    statement.conditions.sort();
    statement.conditions.dedup();
    statement
}

fn deduplicate<T: Ord>(list: &mut Vec<T>) {
    list.sort();
    list.dedup();
}

/// One pass: statements that differ in `dimension` only become one, where the first of them stood.
fn merge_along(statements: Vec<Statement>, dimension: Dimension) -> Vec<Statement> {
    let mut kept: Vec<Statement> = Vec::with_capacity(statements.len());
    let mut places: Table<Rest, usize> = Table::default();
    let mut grown = Vec::new();
    for statement in statements {
        if !is_mergeable(&statement, dimension) {
            kept.push(statement);
            continue;
        }
        let next = kept.len();
        let place = *places.entry(rest(&statement, dimension)).or_insert(next);
        match kept.get_mut(place) {
            Some(first) => {
                absorb(first, statement, dimension);
                grown.push(place);
            }
            None => kept.push(statement),
        }
    }
    deduplicate(&mut grown);
    for place in grown {
        if let Some(statement) = kept.get_mut(place) {
            *statement = sort_lists(statement.clone());
        }
    }
    kept
}

const fn is_mergeable(statement: &Statement, dimension: Dimension) -> bool {
    statement.sid.is_none()
        && match dimension {
            Dimension::Actions => matches!(statement.actions, Elements::Only(_)),
            Dimension::Resources => matches!(statement.resources, Some(Elements::Only(_))),
            Dimension::Principals => matches!(statement.principals, Some(Elements::Only(_))),
        }
}

fn rest(statement: &Statement, but: Dimension) -> Rest {
    Rest {
        effect: statement.effect,
        conditions: statement.conditions.clone(),
        reason: statement.reason.clone(),
        principals: (!matches!(but, Dimension::Principals)).then(|| statement.principals.clone()),
        actions: (!matches!(but, Dimension::Actions)).then(|| statement.actions.clone()),
        resources: (!matches!(but, Dimension::Resources)).then(|| statement.resources.clone()),
    }
}

fn absorb(first: &mut Statement, other: Statement, dimension: Dimension) {
    first.origins.extend(other.origins);
    first.lists.actions |= other.lists.actions;
    first.lists.principals |= other.lists.principals;
    first.lists.resources |= other.lists.resources;
    match dimension {
        Dimension::Actions => {
            if let Elements::Only(more) = other.actions {
                first.actions.get_mut().extend(more);
            }
        }
        Dimension::Resources => {
            if let (Some(list), Some(Elements::Only(more))) =
                (&mut first.resources, other.resources)
            {
                list.get_mut().extend(more);
            }
        }
        Dimension::Principals => {
            if let (Some(list), Some(Elements::Only(more))) =
                (&mut first.principals, other.principals)
            {
                list.get_mut().extend(more);
            }
        }
    }
}
