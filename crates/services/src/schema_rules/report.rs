//! Reports what breaks a rule, with what the rule demands.

use constructs_cloudformation::check::Report;
use constructs_diagnostics::{Code, Diagnostic};
use constructs_document::Mark;

use crate::codes;
use crate::facts::date;
use crate::value::Value;

/// What a rule demands, and what is reported where a value breaks it.
pub(super) struct Demand {
    pub(super) code: Code,
    /// What the rule demands, as the end of a message.
    pub(super) text: &'static str,
    /// Whether every mistake is reported; else only the one nearest to the resource.
    pub(super) reports_all: bool,
    /// Whether the text says more than the mistake: a combination of values that is not allowed.
    pub(super) is_message: bool,
}

impl Demand {
    /// Every mistake is reported, with the text as its help.
    pub(super) const fn every(code: Code, text: &'static str) -> Self {
        Self { code, text, reports_all: true, is_message: false }
    }
}

/// Adds the mistakes in a value. Their pointers begin at the value.
pub(super) fn add(value: &Value<'_>, found: Vec<Diagnostic>, demand: &Demand, report: &mut Report) {
    for mistake in kept(found, demand) {
        let below = mistake.place.pointer.as_deref().unwrap_or_default();
        let mark = match mistake.place.position {
            Some((line, column)) if !below.is_empty() => Mark { line, column },
            _ => value.mark,
        };
        add_at(
            (format!("{}{below}", value.pointer()), mark),
            Some(&mistake.message),
            demand,
            report,
        );
    }
}

/// Adds a mistake at a place of the template. What the rule demands is the message where no part of the value says more.
pub(super) fn add_at(
    at: (String, Mark),
    mistake: Option<&str>,
    demand: &Demand,
    report: &mut Report,
) {
    let is_listed =
        matches!(demand.code, codes::CLUSTER_VERSION_RETIRED | codes::INSTANCE_VERSION_RETIRED);
    let text = demand.text.to_owned();
    match mistake.filter(|_| !demand.is_message) {
        _ if is_listed => {
            report.add_at(demand.code, at, format!("{text}, by facts of {}", date()), None);
        }
        Some(mistake) => report.add_at(demand.code, at, mistake.to_owned(), Some(text)),
        None => report.add_at(demand.code, at, text, None),
    }
}

/// All mistakes, or the one nearest to the value.
pub(super) fn kept(found: Vec<Diagnostic>, demand: &Demand) -> Vec<Diagnostic> {
    if demand.reports_all {
        return found;
    }
    let depth =
        |one: &Diagnostic| one.place.pointer.as_deref().unwrap_or_default().matches('/').count();
    found.into_iter().min_by_key(depth).into_iter().collect()
}
