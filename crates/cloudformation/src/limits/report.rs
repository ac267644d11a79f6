//! Collects what the limits have against a template.

use constructs_diagnostics::Diagnostic;

use super::cursor::Cursor;

/// The diagnostics of one template.
#[derive(Default)]
pub(super) struct Report {
    pub(super) found: Vec<Diagnostic>,
}

impl Report {
    /// More are not kept: nobody reads them.
    const MAX_DIAGNOSTICS: usize = 10_000;

    /// Adds what a limit has against the value at `at`.
    pub(super) fn add(&mut self, at: &Cursor<'_>, broken: Option<Diagnostic>) {
        if self.found.len() < Self::MAX_DIAGNOSTICS {
            self.found.extend(broken.map(|diagnostic| diagnostic.at(at.place())));
        }
    }
}
