//! Compares statements as they are written: whether one applies wherever another does, whatever the symbols are.
//!
//! A variable or a symbol is the same text on both sides. So a statement with the same actions, principals and resources, or
//! more, under the same conditions, or fewer, applies to every request that the other applies to. A search can't always see
//! that: it takes what depends on a symbol from above on one side and from below on the other.

use std::collections::BTreeSet;

use super::rules::Rule;
use crate::document::{PolicyCondition, PolicyStatement};
use constructs_policy::Elements;

/// Lists longer than this are looked up in a set.
const MAX_SCANNED: usize = 16;

/// Whether `wide` applies wherever `narrow` does.
pub(crate) fn covers(wide: &Rule<'_>, narrow: &Rule<'_>) -> bool {
    let (own, other) = (&wide.statement, &narrow.statement);
    if std::ptr::eq::<PolicyStatement>(&**own, &**other) {
        return true;
    }
    is_present_with(wide, narrow)
        && scope_covers(Some(&own.actions), Some(&other.actions))
        && scope_covers(own.resources.as_ref(), other.resources.as_ref())
        && scope_covers(own.principals.as_ref(), other.principals.as_ref())
        && own.conditions.iter().all(|one| is_implied(one, &other.conditions))
}

/// Whether a rule is present in every deployment in which another is.
pub(crate) fn is_present_with(rule: &Rule<'_>, other: &Rule<'_>) -> bool {
    rule.is_present == Some(true) || rule.statement.presence == other.statement.presence
}

fn scope_covers<T: Ord>(wide: Option<&Elements<T>>, narrow: Option<&Elements<T>>) -> bool {
    match (wide, narrow) {
        (None, _) => true,
        (Some(Elements::Only(wide)), Some(Elements::Only(narrow))) => is_subset(narrow, wide),
        (Some(Elements::Except(wide)), Some(Elements::Except(narrow))) => is_subset(wide, narrow),
        _ => false,
    }
}

/// Whether a condition holds wherever all of `others` hold, because one of them says so.
pub(crate) fn is_implied(condition: &PolicyCondition, others: &[PolicyCondition]) -> bool {
    others.iter().any(|other| {
        let same =
            condition.operator == other.operator && condition.key.eq_ignore_ascii_case(&other.key);
        same && match condition.operator.is_negated {
            // One of more values fits more easily, and none of fewer.
            false => is_subset(&other.values, &condition.values),
            true => is_subset(&condition.values, &other.values),
        }
    })
}

fn is_subset<T: Ord>(few: &[T], many: &[T]) -> bool {
    if few.len() > many.len() && few.len() > MAX_SCANNED {
        let few: BTreeSet<&T> = few.iter().collect();
        return few.iter().all(|one| many.contains(one));
    }
    if many.len() <= MAX_SCANNED || few.len() <= MAX_SCANNED / 4 {
        return few.iter().all(|one| many.contains(one));
    }
    let many: BTreeSet<&T> = many.iter().collect();
    few.iter().all(|one| many.contains(one))
}
