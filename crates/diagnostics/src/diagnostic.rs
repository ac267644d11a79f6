//! A diagnostic: what is wrong, where, and what to do.

use std::panic::Location;

use rustc_hash::FxHashSet;

use crate::Code;
use crate::pointer::EntryPointer;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written, but look at it.
    Warning,
    /// Good to know.
    Note,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Its stable code, e.g. `C0101`.
    pub code: Code,
    /// The rule of an organization that the code does not name.
    pub rule: Option<String>,
    /// How bad it is.
    pub severity: Severity,
    /// One line: lower case, no final period, the author's words in backticks.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// The next step.
    pub help: Option<String>,
}

/// A location in the author's tree and in the template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Place {
    /// The construct's path, e.g. `dev/Iam/ApiTask`.
    pub path: Option<String>,
    /// The logical id in the template.
    pub logical_id: Option<String>,
    /// The property, or the JSON pointer below the resource.
    pub property: Option<String>,
    /// The position of the template among those that were checked together.
    pub template: Option<usize>,
    /// A file that is not Rust, such as `cdk.json` or a template.
    pub file: Option<String>,
    /// The JSON pointer from the root of the template.
    pub pointer: Option<String>,
    /// Line and column in the file or the template, counted from 1; a column counts characters.
    pub position: Option<(u32, u32)>,
    /// File, line and column of the source that made it, where an assembly of another CDK says so: `lib/shop.ts`, 12, 5.
    pub made_at: Option<(String, u32, u32)>,
    /// The Rust lines that made it, innermost first, each with the construct that it added.
    pub origins: Vec<Origin>,
}

/// A Rust line and the construct that it added.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The line.
    pub location: &'static Location<'static>,
    /// The construct's path; empty where the line is not that of a construct.
    pub path: String,
}

/// Another place, and what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Related {
    /// E.g. `first added here`.
    pub message: String,
    /// The place.
    pub place: Place,
}

impl Diagnostic {
    /// A diagnostic without a place yet.
    pub fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        let (message, place) = (message.into(), Place::default());
        Self { code, rule: None, severity, message, place, related: Vec::new(), help: None }
    }

    /// An error without a place yet.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning without a place yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note without a place yet.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    /// The same, reported by an organization's rule.
    #[must_use]
    pub fn rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }

    /// The same at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same with the next step.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn related(mut self, message: impl Into<String>, place: Place) -> Self {
        self.related.push(Related { message: message.into(), place });
        self
    }
}

impl Place {
    /// A place in a template: a JSON pointer from its root, and line and column of the key or item, counted from 1. A line of 0
    /// is that of a value without a text.
    #[must_use]
    pub fn in_template(pointer: String, position: (u32, u32)) -> Self {
        let position = (position.0 > 0).then_some(position);
        let logical_id = EntryPointer::parse(&pointer).and_then(EntryPointer::into_logical_id);
        Self { logical_id, pointer: Some(pointer), position, ..Self::default() }
    }

    /// A construct of the app, by its path.
    #[must_use]
    pub fn of_construct(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// A place in a file that is not Rust.
    #[must_use]
    pub fn in_file(file: impl Into<String>, path: impl Into<String>) -> Self {
        Self { file: Some(file.into()), path: Some(path.into()), ..Self::default() }
    }

    /// The same place, at `property`.
    #[must_use]
    pub fn property(mut self, property: impl Into<String>) -> Self {
        self.property = Some(property.into());
        self
    }

    /// The same place, in the template at this position among those that were checked together.
    #[must_use]
    pub const fn template(mut self, template: usize) -> Self {
        self.template = Some(template);
        self
    }

    /// The same place, with the line that wrote the very value in front of the chain.
    #[must_use]
    pub fn line(mut self, location: &'static Location<'static>) -> Self {
        self.origins.insert(0, Origin { location, path: String::new() });
        self
    }

    /// The innermost line of the workspace: dependencies are compiled from absolute paths.
    #[must_use]
    pub fn primary(&self) -> Option<&Origin> {
        let own = |origin: &&Origin| !std::path::Path::new(origin.location.file()).is_absolute();
        self.origins.iter().find(own).or_else(|| self.origins.first())
    }
}

/// Findings in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// The findings, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.0.iter_mut()
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no diagnostic.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sorts by severity, errors first, and removes equal diagnostics. Within a severity the order stays.
    pub fn deduplicate(&mut self) {
        self.0.sort_by_key(|diagnostic| diagnostic.severity);
        let mut seen: FxHashSet<Diagnostic> = FxHashSet::default();
        self.0.retain(|diagnostic| seen.insert(diagnostic.clone()));
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl std::error::Error for Diagnostics {}
