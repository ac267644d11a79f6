//! Collects the diagnostics of one template.

use constructs::{Code, Diagnostic};
use constructs_diagnostics::Severity;

use super::cursor::Cursor;

/// The diagnostics of one template.
#[derive(Default)]
pub(super) struct Report {
    pub(super) found: Vec<Diagnostic>,
}

impl Report {
    pub(super) fn error(&mut self, code: Code, at: &Cursor<'_>, message: String, help: &str) {
        self.push(Severity::Error, code, at, message, help);
    }

    /// The most diagnostics that a report collects.
    const MOST: usize = 10_000;

    pub(super) fn push(
        &mut self,
        severity: Severity,
        code: Code,
        at: &Cursor<'_>,
        message: String,
        help: &str,
    ) {
        if self.found.len() >= Self::MOST {
            return;
        }
        self.found.push(Diagnostic::new(code, severity, message).at(at.place()).help(help));
    }
}
