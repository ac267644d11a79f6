//! How the values of a policy look: as JSON, as values of a template, as expressions.

use constructs_diagnostics::escape::{MAX_QUOTED_CHARACTERS, shorten};
use serde_json::Value;

/// A way to write policies.
pub trait Notation {
    /// A value of the notation.
    type Value;

    /// What a value is.
    fn view(value: &Self::Value) -> ValueView<'_, Self::Value>;

    /// Whether a key of an object calls a function, so that its value replaces the object.
    fn is_function(key: &str) -> bool;

    /// The value as a message shows it.
    fn display(value: &Self::Value) -> String;

    /// Calls `visit` with every string in the value, at any depth, those that functions take included.
    fn visit_texts<'v>(value: &'v Self::Value, visit: &mut dyn FnMut(&'v str));

    /// Whether both sides of `Fn::If` are read as one value, without a branch.
    fn are_same(_holds: &Self::Value, _fails: &Self::Value) -> bool {
        false
    }
}

/// What a value is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ValueView<'v, V> {
    /// A string.
    Text(&'v str),
    /// A number, as JSON writes it.
    Number(String),
    /// A boolean.
    Bool(bool),
    /// `null`.
    Null,
    /// A list.
    List(&'v [V]),
    /// An object; its entries in the order in which they are read.
    Object(Vec<(&'v str, &'v V)>),
    /// `Fn::If`: the name of the condition, and a value for each way in which it can come out.
    If {
        /// The name of the condition.
        condition: &'v V,
        /// The value if it holds.
        holds: &'v V,
        /// The value otherwise.
        fails: &'v V,
    },
    /// `AWS::NoValue`: the key or item does not exist.
    NoValue,
    /// Only the deployment knows it.
    Unknown,
}

/// Plain JSON. The keys of an object are read in alphabetical order, because their order means nothing.
#[derive(Clone, Copy, Debug)]
pub struct JsonNotation;

impl Notation for JsonNotation {
    type Value = Value;

    fn view(value: &Value) -> ValueView<'_, Value> {
        match value {
            Value::Null => ValueView::Null,
            Value::Bool(flag) => ValueView::Bool(*flag),
            Value::Number(number) => ValueView::Number(number.to_string()),
            Value::String(text) => ValueView::Text(text),
            Value::Array(items) => ValueView::List(items),
            Value::Object(object) => {
                let mut entries: Vec<_> =
                    object.iter().map(|(key, value)| (key.as_str(), value)).collect();
                entries.sort_by_key(|(key, _)| *key);
                ValueView::Object(entries)
            }
        }
    }

    fn is_function(_key: &str) -> bool {
        false
    }

    fn display(value: &Value) -> String {
        shorten(&value.to_string(), MAX_QUOTED_CHARACTERS).into_owned()
    }

    fn visit_texts<'v>(value: &'v Value, visit: &mut dyn FnMut(&'v str)) {
        match value {
            Value::String(text) => visit(text),
            Value::Array(items) => items.iter().for_each(|item| Self::visit_texts(item, visit)),
            Value::Object(object) => {
                object.values().for_each(|value| Self::visit_texts(value, visit))
            }
            _ => {}
        }
    }
}
