//! The conditions of a statement -> whether they narrow what it is about.

use constructs_template::Node;

use super::documents::{Statement, branches};
use crate::access::Operator;

/// Keys that say how and when somebody asks, not for what nor who: they narrow nothing.
const OF_THE_SESSION: &[&str] = &[
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent",
    "aws:Referer",
    "aws:SecureTransport",
    "aws:TokenIssueTime",
    "aws:UserAgent",
];

/// Whether a condition narrows the statement; one that can't be read is taken to.
pub(super) fn is_narrowed(statement: &Statement<'_>) -> bool {
    statement.body.get("Condition").is_some_and(narrows)
}

fn narrows(conditions: &Node) -> bool {
    if let Some(mut branches) = branches(conditions) {
        return branches.any(|(_, branch)| narrows(branch));
    }
    conditions.as_map().into_iter().flatten().any(|entry| {
        let Some(operator) = Operator::parse(&entry.key) else { return true };
        let is_narrow =
            |key: &str| !OF_THE_SESSION.iter().any(|known| known.eq_ignore_ascii_case(key));
        let keys = entry.node.as_map();
        !operator.is_negated && keys.is_none_or(|keys| keys.iter().any(|key| is_narrow(&key.key)))
    })
}

/// Whether a condition asks for a key that begins so, or for one that can't be read.
pub(super) fn asks_for(statement: &Statement<'_>, is_wanted: impl Fn(&str) -> bool + Copy) -> bool {
    statement.body.get("Condition").is_some_and(|conditions| asks(conditions, is_wanted))
}

fn asks(conditions: &Node, is_wanted: impl Fn(&str) -> bool + Copy) -> bool {
    if let Some(mut branches) = branches(conditions) {
        return branches.any(|(_, branch)| asks(branch, is_wanted));
    }
    let operators = conditions.as_map().into_iter().flatten();
    let mut keys = operators.flat_map(|operator| operator.node.as_map().into_iter().flatten());
    keys.any(|key| is_wanted(&key.key))
}
