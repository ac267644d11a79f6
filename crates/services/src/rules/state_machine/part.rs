//! A part of a definition with its location, and the report of findings on it.

use constructs_cloudformation::check::Report;
use constructs_cloudformation::function::is_function_name;
use constructs_diagnostics::pointer;
use constructs_document::{Entry, Map, Mark, Node};

use crate::codes;

/// A part of a definition.
pub(super) struct Part<'n> {
    pub(super) node: &'n Node,
    /// The JSON pointer: in the template, or in the text of the definition.
    pointer: String,
    mark: Mark,
}

/// Reports the findings on one definition.
pub(super) struct Checker<'r> {
    report: &'r mut Report,
    /// The property whose text the definition is.
    text: Option<(String, Mark)>,
}

impl<'n> Part<'n> {
    pub(super) const fn new(node: &'n Node, pointer: String, mark: Mark) -> Self {
        Self { node, pointer, mark }
    }

    /// The member of this name.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        Some(self.member(self.node.as_map()?.entry(key)?))
    }

    /// The members.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'n str, Self)> {
        let entries = self.node.as_map().into_iter().flat_map(Map::iter);
        entries.map(|entry| (entry.key.as_str(), self.member(entry)))
    }

    /// The items of a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.node.as_list().unwrap_or_default().iter().enumerate();
        items.map(|(index, item)| {
            Self::new(item, pointer::child(&self.pointer, &index.to_string()), item.mark)
        })
    }

    /// Whether only the deployment knows the value.
    pub(super) fn is_unknown(&self) -> bool {
        is_unknown(self.node)
    }

    /// The text, if it is known.
    pub(super) fn text(&self) -> Option<&'n str> {
        self.node.as_str().filter(|_| !self.is_unknown())
    }

    fn member(&self, entry: &'n Entry) -> Self {
        Self::new(&entry.node, pointer::child(&self.pointer, &entry.key), entry.mark)
    }
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
            None => ((part.pointer.clone(), part.mark), message.to_owned()),
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
}

/// Whether only the deployment knows a value: a function makes it, or replaces a part of it.
fn is_unknown(node: &Node) -> bool {
    let has_function = |map: &Map| map.iter().any(|entry| is_replaced(&entry.key));
    node.as_str().is_some_and(is_replaced) || node.as_map().is_some_and(has_function)
}

/// Whether a text or the name of a member changes before the service reads it.
fn is_replaced(text: &str) -> bool {
    text.contains("${") || is_function_name(text)
}
