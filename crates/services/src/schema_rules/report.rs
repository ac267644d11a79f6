//! Reports what breaks a rule, with what the rule demands.

use constructs_cloudformation::check::Report;
use constructs_diagnostics::Diagnostic;
use constructs_document::Mark;

use super::table::KnownRule;
use crate::codes;
use crate::facts::date;
use crate::value::Value;

/// Adds the mistakes in a value. Their pointers begin at the value.
pub(super) fn add(
    value: &Value<'_>,
    found: Vec<Diagnostic>,
    known: &KnownRule,
    report: &mut Report,
) {
    for mistake in kept(found, known) {
        let below = mistake.place.pointer.as_deref().unwrap_or_default();
        let mark = match mistake.place.position {
            Some((line, column)) if !below.is_empty() => Mark { line, column },
            _ => value.mark,
        };
        add_at(
            (format!("{}{below}", value.pointer()), mark),
            Some(&mistake.message),
            known,
            report,
        );
    }
}

/// Adds a mistake at a place of the template. What the rule demands is the message where no part of the value says more.
pub(super) fn add_at(
    at: (String, Mark),
    mistake: Option<&str>,
    known: &KnownRule,
    report: &mut Report,
) {
    let is_listed =
        matches!(known.code, codes::CLUSTER_VERSION_RETIRED | codes::INSTANCE_VERSION_RETIRED);
    let demand = known.demand.to_owned();
    match mistake.filter(|_| !known.is_message) {
        _ if is_listed => {
            report.add_at(known.code, at, format!("{demand}, by facts of {}", date()), None);
        }
        Some(mistake) => report.add_at(known.code, at, mistake.to_owned(), Some(demand)),
        None => report.add_at(known.code, at, demand, None),
    }
}

/// All mistakes, or the one nearest to the value.
pub(super) fn kept(found: Vec<Diagnostic>, known: &KnownRule) -> Vec<Diagnostic> {
    if known.reports_all {
        return found;
    }
    let depth =
        |one: &Diagnostic| one.place.pointer.as_deref().unwrap_or_default().matches('/').count();
    found.into_iter().min_by_key(depth).into_iter().collect()
}
