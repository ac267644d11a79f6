//! Reads parts of JSON values. A part of an unexpected type counts as absent.

use std::path::Path;

use serde_json::{Map, Value};

use crate::error::{Context, Error};
use crate::files;

/// The JSON in a file.
pub(crate) fn read_file(path: &Path) -> Result<Value, Error> {
    let text = files::read(path)?;
    serde_json::from_str(&text).context(|| format!("can't parse `{}`", path.display()))
}

/// The entries of an object, sorted by name. Empty if it is not an object.
pub(crate) fn entries(value: Option<&Value>) -> Vec<(&str, &Value)> {
    let object = value.and_then(Value::as_object);
    let mut found: Vec<_> = object
        .into_iter()
        .flat_map(Map::iter)
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    found.sort_by_key(|(name, _)| *name);
    found
}

/// The elements of an array. Empty if it is not an array.
pub(crate) fn elements(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// The strings of an array, in its order.
pub(crate) fn strings(value: Option<&Value>) -> Vec<String> {
    elements(value).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The string at `name`.
pub(crate) fn string<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

/// The string at `name`, or an empty one.
pub(crate) fn string_or_empty(value: &Value, name: &str) -> String {
    string(value, name).unwrap_or_default().to_owned()
}

/// The elements of an array, or the value itself if it is not an array.
pub(crate) fn one_or_many(value: Option<&Value>) -> &[Value] {
    match value {
        None => &[],
        Some(Value::Array(elements)) => elements,
        Some(one) => std::slice::from_ref(one),
    }
}
