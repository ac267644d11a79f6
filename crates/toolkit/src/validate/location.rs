//! The lines that a diagnostic of the report leads to, and the order of the report.

use std::cmp::Ordering;

use constructs::Diagnostic;
use constructs::diagnostic::{Origin, Place};

/// A line that an editor can open.
pub(crate) struct Location<'d> {
    pub(crate) file: &'d str,
    pub(crate) line: Option<u32>,
    pub(crate) column: Option<u32>,
}

impl<'d> Location<'d> {
    /// Where to look first: the Rust line, or else the file.
    pub(crate) fn first(place: &'d Place) -> Option<Self> {
        place.primary().map(Self::from_origin).or_else(|| Self::from_file(place))
    }

    /// The line in the template, where the Rust line is what to look at first.
    pub(crate) fn second(place: &'d Place) -> Option<Self> {
        let is_second = place.template.is_some() && place.primary().is_some();
        Self::from_file(place).filter(|_| is_second)
    }

    /// The line of an origin.
    pub(crate) fn from_origin(origin: &'d Origin) -> Self {
        let at = origin.location;
        Self { file: at.file(), line: Some(at.line()), column: Some(at.column()) }
    }

    fn from_file(place: &'d Place) -> Option<Self> {
        let (line, column) = place.position.unzip();
        place.file.as_deref().map(|file| Self { file, line, column })
    }
}

/// By template, place in it, and what the diagnostic says.
pub(crate) fn compare(one: &Diagnostic, other: &Diagnostic) -> Ordering {
    let line = |place: &Place| place.template.map(|template| (template, place.position));
    line(&one.place)
        .cmp(&line(&other.place))
        .then_with(|| one.code.cmp(&other.code))
        .then_with(|| one.rule.cmp(&other.rule))
        .then_with(|| one.message.cmp(&other.message))
        .then_with(|| one.place.pointer.cmp(&other.place.pointer))
}
