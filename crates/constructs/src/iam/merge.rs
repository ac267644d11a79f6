//! Merges statements into fewer statements that grant the same.
//!
//! Two statements are merged if they have no Sid, the same effect and conditions, and two of action, resource, and
//! principal in common: the third becomes the union, as `A×R ∪ B×R = (A∪B)×R`. `Not…` elements are not united, because
//! `¬A ∪ ¬B` is not `¬(A∪B)`.
//!
//! INVARIANT: a pass looks up each statement once, by hash; the first pass that merges nothing is the last.

use std::borrow::Cow;
use std::hash::Hash;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use constructs_policy::{Effect, Elements};

use super::statement::PrincipalEntry;
use super::{Condition, Statement};
use crate::value::Expr;

type Table<K, V> = IndexMap<K, V, FxBuildHasher>;

/// What must be equal in two statements to merge them in one dimension: everything except that dimension.
#[derive(PartialEq, Eq, Hash)]
struct Rest {
    effect: Effect,
    conditions: Vec<Condition>,
    reason: Option<String>,
    principals: Option<Option<Elements<PrincipalEntry>>>,
    actions: Option<Elements<Cow<'static, str>>>,
    resources: Option<Option<Elements<Expr>>>,
}

/// The element in which statements differ.
#[derive(Clone, Copy)]
enum Dimension {
    Actions,
    Resources,
    Principals,
}

/// Merges statements, and sorts and deduplicates their lists.
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
    deduplicate(statement.actions.list_mut());
    if let Some(resources) = &mut statement.resources {
        deduplicate(resources.list_mut());
    }
    if let Some(principals) = &mut statement.principals {
        let list = principals.list_mut();
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

/// One pass: merges statements that differ only in `dimension`, at the position of the first.
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
                first.actions.list_mut().extend(more);
            }
        }
        Dimension::Resources => {
            if let (Some(list), Some(Elements::Only(more))) =
                (&mut first.resources, other.resources)
            {
                list.list_mut().extend(more);
            }
        }
        Dimension::Principals => {
            if let (Some(list), Some(Elements::Only(more))) =
                (&mut first.principals, other.principals)
            {
                list.list_mut().extend(more);
            }
        }
    }
}
