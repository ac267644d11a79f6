//! A template: a document that is an object, with access to its sections and resources.

use crate::error::{ReadError, ReadFault};
use crate::node::{Entry, Map, Mark, Node, Value};

/// A template as its text has it, each part with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// INVARIANT: an object.
    root: Node,
    format: Format,
    /// Where the text first has an alias or a merge key.
    first_alias: Option<Mark>,
}

/// The sections that a template can have.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>
pub const SECTIONS: [&str; 12] = [
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Globals",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
];

/// How a template was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As JSON.
    Json,
    /// As YAML.
    Yaml,
}

impl Template {
    /// A template with the object `root`.
    ///
    /// # Errors
    /// `root` is not an object. A YAML document that is null is empty.
    pub fn new(root: Node, format: Format) -> Result<Self, ReadError> {
        match root.value {
            Value::Map(_) => Ok(Self { root, format, first_alias: None }),
            Value::Null if format == Format::Yaml => {
                Err(ReadError::new(ReadFault::Empty, root.mark))
            }
            _ => {
                let fault = ReadFault::RootIsNoObject { found: root.noun() };
                Err(ReadError::new(fault, root.mark))
            }
        }
    }

    /// The same template, whose text has an alias or a merge key at `mark`.
    #[must_use]
    pub const fn with_alias(mut self, mark: Option<Mark>) -> Self {
        self.first_alias = mark;
        self
    }

    /// Where the text first has an alias (`*name`) or a merge key (`<<`), which the reader has resolved.
    #[must_use]
    pub const fn first_alias(&self) -> Option<Mark> {
        self.first_alias
    }

    /// A template with these sections.
    #[must_use]
    pub const fn from_sections(sections: Map, format: Format) -> Self {
        Self {
            root: Node::new(Value::Map(sections), Mark { line: 0, column: 0 }),
            format,
            first_alias: None,
        }
    }

    /// The same template with its sections changed.
    #[must_use]
    pub fn map_sections(self, change: impl FnOnce(Map) -> Map) -> Self {
        let Self { root, format, first_alias } = self;
        let value = match root.value {
            Value::Map(sections) => Value::Map(change(sections)),
            other => other,
        };
        Self { root: Node::new(value, root.mark), format, first_alias }
    }

    /// The whole: an object.
    #[must_use]
    pub const fn root(&self) -> &Node {
        &self.root
    }

    /// The whole, to keep.
    #[must_use]
    pub fn into_root(self) -> Node {
        self.root
    }

    /// How it was written.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The sections in the order of the text.
    pub fn sections(&self) -> impl Iterator<Item = &Entry> {
        self.root.as_map().into_iter().flatten()
    }

    /// The object in the section `name`; none if there is no such section, or something else in it.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<&Map> {
        self.root.get(name)?.as_map()
    }

    /// Checks that the object is a template: it has a section that templates have, with an object as `Resources`, or it is empty,
    /// as a CDK writes a stack without resources.
    ///
    /// [`Template::new`] accepts any object, so that a checker can report more about an incomplete template.
    ///
    /// # Errors
    /// The object is something else; the error names the kind of file if it is a common one.
    pub fn require_template(&self) -> Result<(), ReadError> {
        let has = |key: &str| self.root.get(key).is_some();
        let is_whole = !has("Resources") || self.section("Resources").is_some();
        let is_empty = self.sections().next().is_none();
        // A macro at the top level can write every section.
        let has_section = has("Fn::Transform") || SECTIONS.into_iter().any(has);
        if is_whole && (is_empty || has_section) {
            return Ok(());
        }
        let found = if has("artifacts") {
            "the manifest of an assembly"
        } else if has("app") || has("context") {
            "a settings file of the CDK"
        } else if has("Statement") {
            "an IAM policy document"
        } else {
            "an object without a `Resources` section"
        };
        let start = Mark { line: 1, column: 1 };
        let mark = if self.root.mark == Mark::default() { start } else { self.root.mark };
        Err(ReadError::new(ReadFault::NotATemplate { found }, mark))
    }

    /// The entries of the section `Resources`: the entry of the logical id, and the declaration.
    pub fn resources(&self) -> impl Iterator<Item = (&Entry, &Node)> {
        self.section("Resources").into_iter().flatten().map(|entry| (entry, &entry.node))
    }
}
