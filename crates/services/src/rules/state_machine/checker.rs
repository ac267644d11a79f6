//! Reports the findings on one definition.

use constructs_cloudformation::check::Report;
use constructs_document::Mark;

use super::field::Form;
use crate::codes;
use crate::part::Part;

/// Reports the findings on one definition.
pub(super) struct Checker<'r> {
    report: &'r mut Report,
    /// The property whose text the definition is.
    text: Option<(String, Mark)>,
}

impl<'r> Checker<'r> {
    /// `text` is the location of the property whose text the definition is.
    pub(super) const fn new(report: &'r mut Report, text: Option<(String, Mark)>) -> Self {
        Self { report, text }
    }

    /// Adds a finding.
    pub(super) fn add(&mut self, part: &Part<'_>, message: &str, help: String) {
        let (at, message) = match &self.text {
            Some(at) if part.pointer.is_empty() => (at.clone(), message.to_owned()),
            Some(at) => (at.clone(), format!("{message}, at `{}`", part.pointer)),
            None => (part.at(), message.to_owned()),
        };
        self.report.add_at(codes::STATE_MACHINE, at, message, Some(help));
    }

    /// `did you mean …?`, or another help.
    pub(super) fn suggest<'k>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
        otherwise: &str,
    ) -> String {
        self.report.suggest(word, known).unwrap_or_else(|| otherwise.to_owned())
    }

    /// Reports a value that does not have the form of its field.
    pub(super) fn check_form(&mut self, name: &str, value: &Part<'_>, form: Form, language: &str) {
        if let Some(expected) = form.expected(value, language) {
            let message = format!("`{name}` is not {expected}");
            self.add(value, &message, format!("write {expected}"));
        }
    }
}
