//! Reads the texts of a JSON value.

use serde_json::Value as Json;

/// A string or a list of them; numbers and truth values as texts.
#[must_use]
pub fn texts(json: &Json) -> Vec<String> {
    match json {
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        Json::String(text) => vec![text.clone()],
        Json::Number(_) | Json::Bool(_) => vec![json.to_string()],
        _ => Vec::new(),
    }
}
