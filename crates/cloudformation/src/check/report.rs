//! Collects findings, and counts the remaining steps.

use constructs_diagnostics::{Code, Diagnostic, Diagnostics, Place, Severity};
use constructs_document::{Mark, Node};
use constructs_matching::nearest_word;

use super::path::Path;
use crate::codes::TOO_COMPLEX;
use crate::found::in_order;

/// The values that are checked, repeatedly if there are alternatives; the largest template that CloudFormation takes needs a
/// fraction.
const MAX_STEPS: usize = 4_000_000;
/// The findings that are kept: nobody reads more.
const MAX_FINDINGS: usize = 10_000;
/// The findings for which a similar name is looked up.
const MAX_SUGGESTIONS: usize = 200;

/// The findings of a check so far.
pub struct Report {
    found: Vec<Diagnostic>,
    severity: fn(Code) -> Severity,
    steps_left: usize,
    suggestions_left: usize,
}

impl Report {
    /// An empty report. `severity` decides the severity of each code.
    #[must_use]
    pub const fn new(severity: fn(Code) -> Severity) -> Self {
        Self {
            found: Vec::new(),
            severity,
            steps_left: MAX_STEPS,
            suggestions_left: MAX_SUGGESTIONS,
        }
    }

    /// Takes a step. Returns false if no step is left.
    pub fn take_step(&mut self, path: &Path<'_>) -> bool {
        match self.steps_left {
            0 => false,
            1 => {
                self.steps_left = 0;
                let message = "the template is too complex to check completely: the rest of it was not checked";
                self.push(Severity::Warning, TOO_COMPLEX, path, message.into(), None);
                false
            }
            _ => {
                self.steps_left -= 1;
                true
            }
        }
    }

    /// Adds a finding.
    pub fn add(&mut self, code: Code, path: &Path<'_>, message: String) {
        self.add_with_help(code, path, message, None);
    }

    /// Adds a finding and what to do about it.
    pub fn add_with_help(
        &mut self,
        code: Code,
        path: &Path<'_>,
        message: String,
        help: Option<String>,
    ) {
        self.push((self.severity)(code), code, path, message, help);
    }

    /// The same for a finding at a JSON pointer and a mark.
    pub fn add_at(
        &mut self,
        code: Code,
        (pointer, mark): (String, Mark),
        message: String,
        help: Option<String>,
    ) {
        self.push_at((self.severity)(code), code, (pointer, mark), message, help);
    }

    /// Adds a warning whose code is an error elsewhere: this mistake is certain, but CloudFormation deploys the template.
    pub fn warning(&mut self, code: Code, path: &Path<'_>, message: String, help: &str) {
        self.push(Severity::Warning, code, path, message, Some(help.to_owned()));
    }

    /// The same for a finding at a JSON pointer and a mark.
    pub fn warning_at(
        &mut self,
        code: Code,
        at: (String, Mark),
        message: String,
        help: Option<String>,
    ) {
        self.push_at(Severity::Warning, code, at, message, help);
    }

    /// The same with another place, and what it is.
    pub fn add_related(
        &mut self,
        code: Code,
        at: (String, Mark),
        (message, help): (String, String),
        (label, (pointer, mark)): (&str, (String, Mark)),
    ) {
        if self.found.len() < MAX_FINDINGS {
            self.add_at(code, at, message, Some(help));
            let other = Place::in_template(pointer, (mark.line, mark.column));
            let found = self.found.pop().map(|found| found.related(label, other));
            self.found.extend(found);
        }
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
            self.push_at(severity, code, (path.pointer(), path.mark), message, help);
        }
    }

    fn push_at(
        &mut self,
        severity: Severity,
        code: Code,
        (pointer, mark): (String, Mark),
        message: String,
        help: Option<String>,
    ) {
        if self.found.len() < MAX_FINDINGS {
            let place = Place::in_template(pointer, (mark.line, mark.column));
            let mut diagnostic = Diagnostic::new(code, severity, message).at(place);
            diagnostic.help = help;
            self.found.push(diagnostic);
        }
    }

    /// `did you mean …?`, if a known word is similar.
    pub fn suggest<'k>(
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

    /// The findings in the order in which they were found.
    #[must_use]
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }

    /// The diagnostics in the order of the template. What a macro can rewrite has warnings instead of errors.
    #[must_use]
    pub fn finish(self, root: &Node) -> Diagnostics {
        in_order(self.found, root)
    }
}
