//! The report: findings, sorted and without repetitions, and the acknowledged ones with their reasons.

use constructs::Diagnostic;
use constructs::diagnostic::Severity;

use super::acknowledged::Acknowledgements;
use super::location::compare;
use super::subject::Subject;

/// The result of `validate`.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) templates: Vec<Checked>,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) acknowledged: Vec<Acknowledged>,
    /// Remarks on how to read the report, one line each.
    pub(crate) remarks: Vec<String>,
}

/// A checked template.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) capabilities: Vec<&'static str>,
}

/// An acknowledged finding.
#[derive(Debug)]
pub(crate) struct Acknowledged {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) reason: String,
    /// The tool that the acknowledgement is for: `constructs`, `cfn-lint`, `guard`.
    pub(crate) by: &'static str,
}

impl Checked {
    pub(crate) fn new(subject: &Subject<'_>) -> Self {
        let capabilities = subject.capabilities();
        Self { name: subject.name.clone(), file: subject.file.clone(), capabilities }
    }
}

impl Report {
    /// The report of `found`.
    pub(crate) fn new(found: Vec<Diagnostic>, acknowledgements: &Acknowledgements) -> Self {
        let mut report = Self::default();
        for diagnostic in sort(found) {
            match acknowledgements.find(&diagnostic) {
                Some((reason, by)) => {
                    report.acknowledged.push(Acknowledged { diagnostic, reason, by });
                }
                None => report.findings.push(diagnostic),
            }
        }
        report
    }

    /// Adds findings that can't be acknowledged.
    pub(crate) fn add(&mut self, found: impl Iterator<Item = Diagnostic>) {
        self.findings.extend(found);
        self.findings.sort_by(compare);
    }

    /// How many findings of a severity there are.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|found| found.severity == severity).count()
    }

    /// Whether no finding is at or above `threshold`.
    pub(crate) fn is_passed(&self, threshold: Severity) -> bool {
        !self.findings.iter().any(|found| is_at_least(found.severity, threshold))
    }
}

/// Sorts the diagnostics; two that are equal in everything are one.
fn sort(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(compare);
    found.dedup();
    found
}

/// Whether a finding of this severity is at or above `threshold`.
pub(crate) fn is_at_least(severity: Severity, threshold: Severity) -> bool {
    severity <= threshold
}
