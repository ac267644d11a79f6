//! Applies tags to values: short tags become functions, YAML's own tags select a type.

use std::borrow::Cow;

use constructs_document::{Entry, Map, Mark, Node, ReadError, ReadFault, Value, function_of_tag};
use saphyr_parser::Tag as Written;

use crate::scalar;

/// The types of YAML itself.
const YAML: &str = "tag:yaml.org,2002:";

/// A tag, by what it does.
pub(crate) enum Tag<'t> {
    /// None.
    None,
    /// One letter, `!`: the value is a text, even if it looks like a number or a boolean.
    Plain,
    /// A short form, by its name without `!`.
    Function(Cow<'t, str>),
    /// A type of YAML's own, such as `str`.
    Yaml(&'t str),
    /// Something else.
    Other(String),
}

impl<'t> Tag<'t> {
    pub(crate) fn of(tag: Option<&'t Written>) -> Self {
        let Some(tag) = tag else { return Self::None };
        match (tag.handle.as_str(), tag.suffix.as_str()) {
            ("", "!") => Self::Plain,
            ("!", name) => Self::Function(name.into()),
            (YAML, name) => Self::Yaml(name),
            ("", full) => match (full.strip_prefix('!'), full.strip_prefix(YAML)) {
                (Some(name), _) => Self::Function(name.into()),
                (_, Some(name)) => Self::Yaml(name),
                _ => Self::Other(full.to_owned()),
            },
            (handle, suffix) => Self::Other(format!("{handle}{suffix}")),
        }
    }

    /// Whether a plain key of this text says that an object is to be merged in.
    pub(crate) fn is_merge(&self, text: &str) -> bool {
        text == "<<" && matches!(self, Self::None | Self::Yaml("merge"))
    }

    /// Applies the tag to a scalar. The argument of a function is always a text: `!Ref 1` names `"1"`.
    pub(crate) fn scalar(
        &self,
        text: Cow<'_, str>,
        is_plain: bool,
        mark: Mark,
    ) -> Result<Value, ReadError> {
        match self {
            Self::None if is_plain => scalar::resolve(&text, mark),
            Self::None | Self::Plain | Self::Yaml("str") => Ok(Value::String(text.into_owned())),
            Self::Function(name) if &**name == "GetAtt" => {
                Ok(function(name, attribute(&text, mark), mark))
            }
            Self::Function(name) => {
                Ok(function(name, Node::new(Value::String(text.into_owned()), mark), mark))
            }
            Self::Yaml(name) => {
                scalar::of_type(name, &text, mark)?.ok_or_else(|| self.refused(mark))
            }
            Self::Other(_) => Err(self.refused(mark)),
        }
    }

    /// What the tag makes of a list.
    pub(crate) fn list(&self, list: Value, mark: Mark) -> Result<Value, ReadError> {
        self.collection("seq", list, mark)
    }

    /// What the tag makes of an object.
    pub(crate) fn map(&self, map: Value, mark: Mark) -> Result<Value, ReadError> {
        self.collection("map", map, mark)
    }

    fn collection(&self, own_type: &str, value: Value, mark: Mark) -> Result<Value, ReadError> {
        match self {
            Self::None | Self::Plain => Ok(value),
            Self::Yaml(name) if *name == own_type => Ok(value),
            Self::Function(name) => Ok(function(name, Node::new(value, mark), mark)),
            Self::Yaml(_) | Self::Other(_) => Err(self.refused(mark)),
        }
    }

    fn refused(&self, mark: Mark) -> ReadError {
        let written = match self {
            Self::Yaml(name) => format!("!!{name}"),
            Self::Function(name) => format!("!{name}"),
            Self::Other(full) => full.clone(),
            Self::None | Self::Plain => "!".to_owned(),
        };
        ReadError::new(ReadFault::Tag(written), mark)
    }
}

/// A call of the function that a tag names.
fn function(tag: &str, argument: Node, mark: Mark) -> Value {
    Value::Map(Map::new(vec![Entry { key: function_of_tag(tag), mark, node: argument }]))
}

/// `Resource.Attribute`, in two at its first dot.
fn attribute(text: &str, mark: Mark) -> Node {
    let parts = text.splitn(2, '.').map(|part| Node::new(Value::String(part.to_owned()), mark));
    Node::new(Value::List(parts.collect()), mark)
}
