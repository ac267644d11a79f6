//! Collects findings, and counts the remaining steps.

use constructs_diagnostics::{Code, Diagnostic, Diagnostics};
use constructs_diagnostics::{Place, Severity};
use constructs_document::Node;
use constructs_matching::nearest_word;

use super::path::Path;
use crate::codes;
use constructs_cloudformation::in_order;

/// The values that are checked, repeatedly if there are alternatives; the largest template that CloudFormation takes needs a
/// fraction.
const MAX_STEPS: usize = 4_000_000;
/// The findings that are kept: nobody reads more.
const MAX_FINDINGS: usize = 10_000;
/// The findings for which a similar name is looked up.
const MAX_SUGGESTIONS: usize = 200;

/// A warning is uncertain, or does not stop CloudFormation from deploying.
fn severity(code: Code) -> Severity {
    match code {
        codes::READ_ONLY | codes::FORMAT | codes::TOO_COMPLEX => Severity::Warning,
        codes::UNCHECKED_TYPE => Severity::Note,
        _ => Severity::Error,
    }
}

/// The findings so far.
pub(super) struct Report {
    found: Vec<Diagnostic>,
    steps_left: usize,
    suggestions_left: usize,
}

impl Report {
    pub(super) const fn new() -> Self {
        Self { found: Vec::new(), steps_left: MAX_STEPS, suggestions_left: MAX_SUGGESTIONS }
    }

    /// Takes a step. Returns false if no step is left.
    pub(super) fn take_step(&mut self, path: &Path<'_>) -> bool {
        match self.steps_left {
            0 => false,
            1 => {
                self.steps_left = 0;
                let message = "the template is too complex to check completely: the rest of it was not checked";
                self.error(codes::TOO_COMPLEX, path, message.into());
                false
            }
            _ => {
                self.steps_left -= 1;
                true
            }
        }
    }

    pub(super) fn error(&mut self, code: Code, path: &Path<'_>, message: String) {
        self.error_with_help(code, path, message, None);
    }

    pub(super) fn error_with_help(
        &mut self,
        code: Code,
        path: &Path<'_>,
        message: String,
        help: Option<String>,
    ) {
        self.push(severity(code), code, path, message, help);
    }

    /// Adds a warning whose code is an error elsewhere: this mistake is certain, but CloudFormation deploys the template.
    pub(super) fn warning(&mut self, code: Code, path: &Path<'_>, message: String, help: &str) {
        self.push(Severity::Warning, code, path, message, Some(help.to_owned()));
    }

    fn push(
        &mut self,
        severity: Severity,
        code: Code,
        path: &Path<'_>,
        message: String,
        help: Option<String>,
    ) {
        if self.found.len() < MAX_FINDINGS {
            let place = Place::in_template(path.pointer(), (path.mark.line, path.mark.column));
            let mut diagnostic = Diagnostic::new(code, severity, message).at(place);
            diagnostic.help = help;
            self.found.push(diagnostic);
        }
    }

    /// `did you mean …?`, if a known word is similar.
    pub(super) fn suggest<'k>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<String> {
        if self.suggestions_left == 0 || word.len() > 255 {
            return None;
        }
        self.suggestions_left -= 1;
        nearest_word(word, known).map(|near| format!("did you mean `{near}`?"))
    }

    pub(super) fn finish(self, root: &Node) -> Diagnostics {
        in_order(self.found, root)
    }
}
