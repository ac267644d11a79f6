//! Errors of texts that are not templates: what is wrong in one line, its place, and what to do next.

use std::fmt;

use crate::limits::{LARGEST, MOST_COPIED_NODES, MOST_COPIED_TEXT, MOST_LEVELS};
use crate::node::Mark;

/// A text that can't be read as a template. `Display` is one line that ends in line and column.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadError {
    fault: ReadFault,
    mark: Mark,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReadFault {
    /// More bytes than are looked at.
    TooLarge,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A character that neither JSON nor YAML takes.
    Character(char),
    /// Nothing, or nothing but comments.
    Empty,
    /// A template that is something else than an object.
    RootIsNoObject {
        /// What it is, with its article.
        found: &'static str,
    },
    /// An object that is something else than a template.
    NotATemplate {
        /// What it is or looks like, with its article.
        found: &'static str,
    },
    /// A text that begins as JSON and goes on as something else.
    Json(String),
    /// A text that ends too early.
    Truncated {
        /// What has not ended, with its article.
        inside: &'static str,
        /// Where that begins.
        begin: Mark,
    },
    /// A text that is not well-formed YAML.
    Yaml(String),
    /// Lists and objects in one another beyond what is followed.
    TooDeep,
    /// A key that its object has already.
    DuplicateKey {
        /// The key.
        key: String,
        /// The place of its first occurrence.
        first: Mark,
    },
    /// A key that is not a text and has no text form.
    Key {
        /// What it is, with its article.
        found: &'static str,
    },
    /// A number that JSON cannot express: too large, infinite, or NaN.
    Number(String),
    /// Aliases that would copy more than the limits.
    AliasesTooLarge,
    /// An alias inside its own value.
    AliasOfItself,
    /// A merge key over something else than objects.
    Merge {
        /// What it is, with its article.
        found: &'static str,
    },
    /// A tag of YAML's own that a template has no use for, or a value that is not what its tag says.
    Tag(String),
    /// A second document.
    SecondDocument,
}

impl ReadError {
    /// An error at `mark`.
    #[must_use]
    pub const fn new(fault: ReadFault, mark: Mark) -> Self {
        Self { fault, mark }
    }

    /// What is wrong.
    #[must_use]
    pub const fn fault(&self) -> &ReadFault {
        &self.fault
    }

    /// Where it is wrong.
    #[must_use]
    pub const fn mark(&self) -> Mark {
        self.mark
    }

    /// What is wrong, in one line without the place.
    #[must_use]
    pub fn message(&self) -> String {
        self.fault.to_string()
    }

    /// What to do next, in one line without a final period.
    #[must_use]
    pub fn help(&self) -> String {
        self.fault.help()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, at {}", self.fault, self.mark)
    }
}

impl std::error::Error for ReadError {}

impl fmt::Display for ReadFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => {
                write!(formatter, "the template has more than {LARGEST} bytes, which is not read")
            }
            Self::NotUtf8 => formatter.write_str("the template is not UTF-8"),
            Self::Character(character) => {
                write!(
                    formatter,
                    "a template can't contain the character U+{:04X}",
                    *character as u32
                )
            }
            Self::Empty => formatter.write_str("the template is empty"),
            Self::RootIsNoObject { found } => {
                write!(formatter, "the template is {found}, not an object")
            }
            Self::NotATemplate { found } => {
                write!(formatter, "the file is {found}, not a CloudFormation template")
            }
            Self::Json(problem) => write!(formatter, "the JSON is not well-formed: {problem}"),
            Self::Truncated { inside, begin } => {
                write!(formatter, "the text ends inside {inside} that begins at {begin}")
            }
            Self::Yaml(problem) => write!(formatter, "the YAML is not well-formed: {problem}"),
            Self::TooDeep => {
                write!(formatter, "the template nests deeper than {MOST_LEVELS} levels")
            }
            Self::DuplicateKey { key, first } => {
                write!(formatter, "an object has the key {} twice, first at {first}", quoted(key))
            }
            Self::Key { found } => write!(formatter, "a key is {found}, not a text"),
            Self::Number(text) => write!(formatter, "{} is not a number in JSON", quoted(text)),
            Self::AliasesTooLarge => write!(
                formatter,
                "the aliases repeat more than {MOST_COPIED_NODES} values or {MOST_COPIED_TEXT} bytes of text"
            ),
            Self::AliasOfItself => formatter.write_str("an alias is inside its own anchor"),
            Self::Merge { found } => {
                write!(formatter, "the merge key `<<` has {found}, not an object")
            }
            Self::Tag(tag) => write!(formatter, "the tag {} can't be applied here", quoted(tag)),
            Self::SecondDocument => formatter.write_str("the file has a second YAML document"),
        }
    }
}

impl ReadFault {
    fn help(&self) -> String {
        match self {
            Self::TooLarge => "split the template: CloudFormation itself takes 1000000 bytes",
            Self::NotUtf8 => "save the file as UTF-8",
            Self::Character(_) => {
                "remove it; in a quoted text write it as an escape, such as `\\u0007`"
            }
            Self::Empty | Self::RootIsNoObject { .. } => {
                "a template is an object with a `Resources` section"
            }
            Self::NotATemplate { .. } => {
                "name a template: a file with a `Resources` section; the CDK writes them to its output folder"
            }
            Self::Json(_) => "a template that starts with `{` is read as JSON: fix it at this location, or write YAML in blocks",
            Self::Truncated { .. } => "the file is cut off, or something is not closed",
            Self::Yaml(_) => "fix the text at this location: check indentation, quotes, and brackets",
            Self::TooDeep => "move the inner part to a resource or a file of its own",
            Self::DuplicateKey { .. } => "rename or remove one of the two",
            Self::Key { .. } => "write the key as a text in quotes",
            Self::Number(_) => "write a finite number, or a text in quotes",
            Self::AliasesTooLarge => "write the values out, or repeat less",
            Self::AliasOfItself => "write the value out",
            Self::Merge { .. } => "write an alias of an object, or a list of them",
            Self::Tag(_) => "write the value without the tag, or as a text in quotes",
            Self::SecondDocument => "keep one document in each file: remove the `---` and what does not belong",
        }
        .to_owned()
    }
}

/// A text of the author's in backticks: on one line, and not longer than a line takes.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    // `escape_debug` is for Rust's quotes; backticks need none.
    shown = shown.replace("\\\"", "\"").replace("\\'", "'");
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}
