//! Turns errors that depend on a list into warnings once the facts are old.
//!
//! `docs/decisions/0027-dates-and-regions.md` explains which codes depend on a list.

use constructs_diagnostics::{Code, Diagnostic, Severity};

use crate::date::CalendarDate;
use crate::facts;

/// The age from which a list may lack too much.
const MAX_AGE_DAYS: i64 = 120;

/// The end of a message that depends on the facts: `, by facts of 2026-10-20`.
pub(super) fn by_facts() -> String {
    format!(", by facts of {}", facts::date())
}

/// Whether the facts are too old on this date for an error that depends on a list.
#[must_use]
pub fn is_outdated(today: CalendarDate) -> bool {
    today.days_since(facts::date()) > MAX_AGE_DAYS
}

/// Whether findings of a code depend on a list that AWS extends or changes without a change of any schema: values by region,
/// versions, and instance classes (`F08…`), dates and regions (`F09…`), and the names of resource types.
#[must_use]
pub fn depends_on_list(code: Code) -> bool {
    let is_in_group = |group| code.as_str().starts_with(group);
    is_in_group("F08") || is_in_group("F09") || code == constructs_schema::codes::UNKNOWN_TYPE
}

/// Turns an error that depends on a list into a warning, if the facts are too old on this date.
pub fn soften_outdated(diagnostic: &mut Diagnostic, today: CalendarDate) {
    let is_error = diagnostic.severity == Severity::Error;
    if is_error && depends_on_list(diagnostic.code) && is_outdated(today) {
        diagnostic.severity = Severity::Warning;
        let end = by_facts();
        if !diagnostic.message.ends_with(&end) {
            diagnostic.message.push_str(&end);
        }
    }
}

#[cfg(test)]
mod tests {
    use constructs_diagnostics::{Diagnostic, Severity};

    use super::{is_outdated, soften_outdated};
    use crate::codes;

    #[test]
    fn errors_from_lists_are_warnings_once_the_facts_are_old() {
        let (young, old) = ("2027-02-17".parse().unwrap(), "2027-02-18".parse().unwrap());
        assert!(!is_outdated(young) && is_outdated(old));
        for (code, today, severity, message) in [
            (codes::SERVICE_ENDED, young, Severity::Error, "a"),
            (codes::SERVICE_ENDED, old, Severity::Warning, "a, by facts of 2026-10-20"),
            (codes::ENVIRONMENT_SIZE, old, Severity::Error, "a"),
        ] {
            let mut found = Diagnostic::error(code, "a");
            soften_outdated(&mut found, today);
            assert_eq!((found.severity, found.message.as_str()), (severity, message));
        }
    }
}
