//! Counts what a report has, in one line.

use constructs::diagnostic::Severity;

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
    let acknowledged = match report.acknowledged.len() {
        0 => String::new(),
        count => format!("; {count} acknowledged"),
    };
    format!("{found}{templates}{acknowledged}")
}
