//! Where findings gather, and how many steps are left.

use constructs_diagnostics::{Code, Diagnostic, Diagnostics};
use constructs_diagnostics::{Place, Severity};
use constructs_document::Node;
use constructs_matching::nearest_word;

use super::path::Path;
use crate::codes;
use constructs_cloudformation::in_order;

/// Values that are looked at, over and over in alternatives; a template of CloudFormation's largest size takes a fraction.
const MOST_STEPS: usize = 4_000_000;
/// Findings that are kept: nobody reads more.
const MOST_FINDINGS: usize = 10_000;
/// Findings for which a near word is looked for.
const MOST_NEAREST: usize = 200;

/// How bad it is. What does not keep CloudFormation from deploying, or is not for sure, is a warning.
fn severity_of(code: Code) -> Severity {
    match code {
        codes::READ_ONLY | codes::FORMAT | codes::TOO_INVOLVED => Severity::Warning,
        codes::UNCHECKED_TYPE => Severity::Note,
        _ => Severity::Error,
    }
}

/// The findings so far.
pub(super) struct Report {
    found: Vec<Diagnostic>,
    steps_left: usize,
    nearest_left: usize,
}

impl Report {
    pub(super) const fn new() -> Self {
        Self { found: Vec::new(), steps_left: MOST_STEPS, nearest_left: MOST_NEAREST }
    }

    /// Takes a step; false once there are none left.
    pub(super) fn step(&mut self, path: &Path<'_>) -> bool {
        match self.steps_left {
            0 => false,
            1 => {
                self.steps_left = 0;
                let message =
                    "this takes too many steps to check; the rest of it was not looked at";
                self.error(codes::TOO_INVOLVED, path, message.into());
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
        self.push(severity_of(code), code, path, message, help);
    }

    /// What is certain, and does not keep CloudFormation from deploying, although its code can be an error.
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
        if self.found.len() < MOST_FINDINGS {
            let place = Place::in_template(path.pointer(), (path.mark.line, path.mark.column));
            let mut diagnostic = Diagnostic::new(code, severity, message).at(place);
            diagnostic.help = help;
            self.found.push(diagnostic);
        }
    }

    /// `did you mean …?`, if a known word is near.
    pub(super) fn did_you_mean<'k>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<String> {
        if self.nearest_left == 0 || word.len() > 255 {
            return None;
        }
        self.nearest_left -= 1;
        nearest_word(word, known).map(|near| format!("did you mean `{near}`?"))
    }

    pub(super) fn finish(self, root: &Node) -> Diagnostics {
        in_order(self.found, root)
    }
}
