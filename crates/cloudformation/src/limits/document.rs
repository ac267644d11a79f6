//! The size of a policy document.

use constructs::codes;
use constructs::limits::{MANAGED_POLICY, TRUST_POLICY};

use super::Report;
use super::cursor::Cursor;
use super::least::least_size;

/// What a document is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Managed,
    Inline,
    Trust,
}

/// Checks the size; a role's inline policies have a limit together.
pub(super) fn check(document: &Cursor<'_>, kind: Kind, report: &mut Report) {
    let (code, limit, noun, help) = match kind {
        Kind::Managed => (
            codes::MANAGED_POLICY_SIZE,
            MANAGED_POLICY,
            "managed policy",
            "split it in two, or use wildcards for actions that belong together",
        ),
        Kind::Trust => (
            codes::TRUST_POLICY_SIZE,
            TRUST_POLICY,
            "trust policy",
            "name fewer principals, or ask AWS for a higher quota (4,096 at most)",
        ),
        Kind::Inline => return,
    };
    let size = least_size(document.node);
    if size > limit {
        let message = format!("the {noun} has at least {size} characters, more than {limit}");
        report.error(code, document, message, help);
    }
}
