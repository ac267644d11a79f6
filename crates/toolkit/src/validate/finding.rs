//! What a check says of a template -> a finding at its place, as the report holds it.

use std::cmp::Ordering;

use constructs::diagnostic::{Place, Related, Severity};
use constructs::{Code, Diagnostic};

/// What a check says, with the place as a JSON pointer into a template.
pub(crate) struct Verdict {
    /// The position of the template.
    pub(crate) template: usize,
    pub(crate) code: Code,
    /// The rule of an organisation that says so.
    pub(crate) rule: Option<String>,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// From the root of the template: `/Resources/Push/Properties/QueueName`.
    pub(crate) pointer: String,
    /// What else has to do with it: what, the position of the template, the pointer.
    pub(crate) related: Vec<(String, usize, String)>,
}

/// One finding of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) code: Code,
    pub(crate) rule: Option<String>,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// The construct and its Rust lines, or the file that is no template.
    pub(crate) place: Place,
    /// The place in a template's text.
    pub(crate) spot: Option<Spot>,
    pub(crate) related: Vec<(String, Place, Option<Spot>)>,
}

/// A place in a template's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The position of the template.
    pub(crate) template: usize,
    pub(crate) file: String,
    pub(crate) pointer: String,
    /// From 1, in characters.
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// A place that can be opened.
pub(crate) struct Line<'f> {
    pub(crate) file: &'f str,
    pub(crate) line: Option<u32>,
    pub(crate) column: Option<u32>,
}

impl Found {
    /// What synthesis says. It has no template yet.
    pub(crate) fn of_synthesis(diagnostic: Diagnostic) -> Self {
        let Diagnostic { code, severity, message, place, related, help } = diagnostic;
        let related = related.into_iter().map(|one| (one.message, one.place, None)).collect();
        Self { code, rule: None, severity, message, help, place, spot: None, related }
    }

    pub(crate) fn into_diagnostic(self) -> Diagnostic {
        let Self { code, severity, message, help, place, related, .. } = self;
        let related = related.into_iter().map(|(message, place, _)| Related { message, place });
        Diagnostic { code, severity, message, place, related: related.collect(), help }
    }

    /// Where to look first: the Rust line, or else the file.
    pub(crate) fn line(&self) -> Option<Line<'_>> {
        line(&self.place, self.spot.as_ref())
    }

    /// The place in the template, where the Rust line is what to look at first.
    pub(crate) fn second(&self) -> Option<&Spot> {
        self.spot.as_ref().filter(|_| self.place.primary().is_some())
    }

    /// By template, place in it, and what is said.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let key =
            |found: &Self| found.spot.as_ref().map(|spot| (spot.template, spot.line, spot.column));
        key(self)
            .cmp(&key(other))
            .then_with(|| self.code.cmp(&other.code))
            .then_with(|| self.rule.cmp(&other.rule))
            .then_with(|| self.message.cmp(&other.message))
            .then_with(|| self.pointer().cmp(&other.pointer()))
    }

    pub(crate) fn pointer(&self) -> Option<&str> {
        self.spot.as_ref().map(|spot| &*spot.pointer)
    }
}

/// Where to look first.
pub(crate) fn line<'f>(place: &'f Place, spot: Option<&'f Spot>) -> Option<Line<'f>> {
    if let Some(origin) = place.primary() {
        let at = origin.location;
        return Some(Line { file: at.file(), line: Some(at.line()), column: Some(at.column()) });
    }
    if let Some(Spot { file, line, column, .. }) = spot {
        return Some(Line { file, line: Some(*line), column: Some(*column) });
    }
    let (line, column) = place.position.unzip();
    place.file.as_deref().map(|file| Line { file, line, column })
}
