//! Values of the context, from JSON to what an app means by them.
//!
//! The `cdk` CLI passes everything after `-c` as text, so numbers and Booleans are taken as text as well.

use std::fmt::{Display, Formatter};

use serde_json::Value as Json;

/// A value, or what it should have been.
pub type ParseResult<T> = Result<T, Expected>;

/// What a setting should have been, for a message: `a region like …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected(String);

impl Expected {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl Display for Expected {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a setting should have been: `expected("a region like …")`.
pub fn expected(what: impl Into<String>) -> Expected {
    Expected::new(what)
}

/// A text for which `is_fit` holds; `what` says which texts these are.
///
/// # Errors
/// `what`, if the value is not a string, or not one for which `is_fit` holds.
pub fn text(value: &Json, what: &str, is_fit: impl FnOnce(&str) -> bool) -> ParseResult<String> {
    value.as_str().filter(|text| is_fit(text)).map(str::to_owned).ok_or_else(|| expected(what))
}

/// `true` or `false`.
///
/// # Errors
/// Where the value is neither.
pub fn boolean(value: &Json) -> ParseResult<bool> {
    match value {
        Json::Bool(value) => Ok(*value),
        Json::String(text) if text == "true" => Ok(true),
        Json::String(text) if text == "false" => Ok(false),
        _ => Err(expected("`true` or `false`")),
    }
}

/// A whole number from `least` to `most`.
pub fn integer(least: i64, most: i64) -> impl FnOnce(&Json) -> ParseResult<i64> {
    move |value| {
        let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        let number = number.filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| expected(format!("a whole number from {least} to {most}")))
    }
}

/// A list of what `item` takes.
pub fn list<T>(
    item: impl Fn(&Json) -> ParseResult<T>,
) -> impl FnOnce(&Json) -> ParseResult<Vec<T>> {
    move |value| {
        let items = value.as_array().ok_or_else(|| expected("a list"))?;
        items
            .iter()
            .map(&item)
            .collect::<ParseResult<Vec<T>>>()
            .map_err(|Expected(what)| expected(format!("a list, each item {what}")))
    }
}

/// A value on the command line: an object, a list, a Boolean or a string in quotes where it is one; everything else is text, as
/// the `cdk` CLI passes it, numbers too: an account is a text of digits.
pub(crate) fn argument(text: &str) -> Json {
    match serde_json::from_str(text) {
        Ok(json @ (Json::Object(_) | Json::Array(_) | Json::Bool(_) | Json::String(_))) => json,
        _ => Json::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_text_unless_they_are_json_of_several_values() {
        let deep = "[".repeat(100_000);
        for (word, value) in [
            ("111122223333", Json::from("111122223333")),
            ("000000000001", Json::from("000000000001")),
            ("5", Json::from("5")),
            ("1.50", Json::from("1.50")),
            ("null", Json::from("null")),
            ("", Json::from("")),
            ("chat-dev", Json::from("chat-dev")),
            ("\"5\"", Json::from("5")),
            ("true", Json::Bool(true)),
            ("[1]", serde_json::json!([1])),
            ("{\"a\": \"b\"}", serde_json::json!({"a": "b"})),
            (&deep, Json::from(&*deep)),
        ] {
            assert_eq!(argument(word), value);
        }
        assert_eq!(integer(1, 9)(&argument("5")), Ok(5));
        assert_eq!(text(&argument("111122223333"), "", |text| text.len() == 12).unwrap().len(), 12);
    }
}
