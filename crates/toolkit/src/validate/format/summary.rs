//! Counts what a report has, in one line.

use constructs::diagnostic::Severity;

use crate::validate::baseline::BASELINE;
use crate::validate::report::Report;

/// `2 errors, 1 warning in 10 templates; 3 acknowledged`.
pub(super) fn summary(report: &Report) -> String {
    let counted =
        |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let severities =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let found: Vec<String> = severities
        .into_iter()
        .map(|(severity, noun)| (report.count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
    let templates = match report.templates.len() {
        0 => String::new(),
        count => format!(" in {}", counted(count, "template")),
    };
    let in_baseline = report.acknowledged.iter().filter(|one| one.by == BASELINE).count();
    let accepted = [
        (report.acknowledged.len() - in_baseline, "acknowledged"),
        (in_baseline, "in the baseline"),
    ];
    let accepted = accepted.into_iter().filter(|(count, _)| *count > 0);
    let accepted: Vec<String> = accepted.map(|(count, how)| format!("{count} {how}")).collect();
    let separator = if accepted.is_empty() { "" } else { "; " };
    format!("{found}{templates}{separator}{}", accepted.join(", "))
}
