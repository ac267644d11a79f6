//! A document as a value: what JSON has, each part with its place in the text. Short tags have their long form
//! (`!GetAtt A.B` is `{"Fn::GetAtt": ["A", "B"]}`); anchors and merge keys are resolved.
//!
//! INVARIANT: the keys of a map are unique, and keep the order of the text.

use std::fmt;

use serde_json::Value as Json;

/// A place in a text, counted from 1; a column counts characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// A value and where it begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it begins.
    pub mark: Mark,
}

/// What a template is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer that fits 64 bits.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A text.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Map(Map),
}

/// An object: keys in the order of the text, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key begins.
    pub mark: Mark,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// A value at `mark`.
    #[must_use]
    pub const fn new(value: Value, mark: Mark) -> Self {
        Self { value, mark }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// What CloudFormation passes on where a text is expected: `true`, `4`, `4.0`. Nothing for null, lists and objects.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        match &self.value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(is_true) => Some(is_true.to_string()),
            Value::Integer(integer) => Some(integer.to_string()),
            // With its point, which `to_string` drops: `4.0` is the text `4.0`.
            Value::Number(number) => Some(format!("{number:?}")),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Whether it is a text, a number, or a boolean: [`Node::to_text`] returns its text.
    #[must_use]
    pub const fn is_scalar(&self) -> bool {
        !matches!(self.value, Value::Null | Value::List(_) | Value::Map(_))
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The object, if it is one.
    #[must_use]
    pub const fn as_map(&self) -> Option<&Map> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The value of `key`, if this is an object with that key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }

    /// Where the key or item that `keys` lead to begins; for what is missing, where the innermost value that exists begins.
    #[must_use]
    pub fn mark_at(&self, keys: impl IntoIterator<Item = impl AsRef<str>>) -> Mark {
        let (mut node, mut mark) = (self, self.mark);
        for key in keys {
            let key = key.as_ref();
            let entry = node.as_map().and_then(|map| map.entry(key));
            let item = || node.as_list()?.get(key.parse::<usize>().ok()?);
            (node, mark) = match (entry, item()) {
                (Some(entry), _) => (&entry.node, entry.mark),
                (None, Some(item)) => (item, item.mark),
                (None, None) => break,
            };
        }
        mark
    }

    /// The value as JSON, places forgotten.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(is_true) => Json::Bool(*is_true),
            Value::Integer(integer) => Json::from(*integer),
            Value::Number(number) => Json::from(*number),
            Value::String(text) => Json::String(text.clone()),
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Map(map) => {
                map.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect()
            }
        }
    }

    /// The kind of value with its article, for messages.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "an object",
        }
    }

    /// The one key and its value, if it is an object with exactly one: the form of an intrinsic function.
    #[must_use]
    pub fn single(&self) -> Option<(&str, &Self)> {
        match self.as_map()?.entries.as_slice() {
            [entry] => Some((&entry.key, &entry.node)),
            _ => None,
        }
    }
}

impl Map {
    /// An object of `entries`, whose keys have to be unique.
    #[must_use]
    pub const fn new(entries: Vec<Entry>) -> Self {
        Self { entries }
    }

    /// The value of `key`. This is a scan, fit for the few keys of most objects, not for a table of resources.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The entry of `key`.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The entries in the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The entries, to keep.
    #[must_use]
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// The number of entries.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no entries.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Node, Value};

    #[test]
    fn a_scalar_becomes_the_text_that_was_written() {
        for (value, text) in [
            (Value::String("a".to_owned()), Some("a")),
            (Value::Bool(false), Some("false")),
            (Value::Integer(4), Some("4")),
            (Value::Number(4.0), Some("4.0")),
            (Value::Number(0.25), Some("0.25")),
            (Value::Null, None),
            (Value::List(Vec::new()), None),
        ] {
            assert_eq!(Node::new(value, Mark::default()).to_text().as_deref(), text);
        }
    }
}
