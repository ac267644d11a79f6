//! Checks the length and the pattern of strings.

use constructs_cloudformation::function::{Substitution, SubstitutionPart, substitution_parts};
use constructs_document::{Node, Value};
use serde_json::{Map as JsonMap, Value as Json};

use super::call::function_call;
use super::describe::{describe_bounds, describe_value, scalar_text};
use constructs_cloudformation::check::Path;

use super::walk::{Outcome, Walk};
use crate::codes;
use crate::schema::{Bounds, Pattern, Types};

/// Checks the number of characters of a string, or of the JSON of a document.
pub(super) fn check_length(
    walk: &mut Walk<'_>,
    bounds: Bounds,
    is_json: bool,
    types: Types,
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let length = match &node.value {
        Value::String(text) if is_json => match serde_json::from_str::<Json>(text) {
            Ok(json) => json_length(&json),
            Err(_) => return Outcome::VALID,
        },
        Value::String(text) => text.chars().count(),
        Value::Map(_) | Value::List(_) if types.intersects(Types::OBJECT) => {
            json_length(&without_functions(node))
        }
        _ => return Outcome::VALID,
    };
    let is_short = bounds.min.is_some_and(|min| length < min);
    if !is_short && bounds.max.is_none_or(|max| length <= max) {
        return Outcome::VALID;
    }
    walk.report(codes::LENGTH, path, || {
        let direction = if is_short { "short" } else { "long" };
        let limit = describe_bounds(bounds, "character", "characters");
        format!(
            "{} is too {direction}: it has {length} characters, but {limit}",
            describe_value(node)
        )
    })
}

/// Checks that a scalar, as a string, matches a pattern.
pub(super) fn check_pattern(
    walk: &mut Walk<'_>,
    pattern: &Pattern,
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let is_scalar = !matches!(node.value, Value::Null | Value::List(_) | Value::Map(_));
    if !is_scalar || pattern.is_match(&scalar_text(node)) {
        return Outcome::VALID;
    }
    walk.report(codes::PATTERN, path, || {
        format!("{} does not match the pattern `{}`", describe_value(node), pattern.source())
    })
}

/// The number of characters of compact JSON in ASCII.
fn json_length(json: &Json) -> usize {
    let text = json.to_string();
    text.chars().map(|c| if c.is_ascii() { 1 } else { 6 * c.len_utf16() }).sum()
}

/// The value with functions replaced by empty strings.
fn without_functions(node: &Node) -> Json {
    match (&node.value, function_call(node)) {
        (_, Some(("Fn::Sub", argument))) => {
            let substitution = Substitution::parse_loosely(argument);
            substitution.map(|found| without_variables(found.text)).unwrap_or_default().into()
        }
        (_, Some(_)) => "".into(),
        (Value::List(items), None) => items.iter().map(without_functions).collect(),
        (Value::Map(map), None) => {
            let entries =
                map.iter().map(|entry| (entry.key.clone(), without_functions(&entry.node)));
            Json::Object(entries.collect::<JsonMap<_, _>>())
        }
        _ => node.to_json(),
    }
}

/// A text without its `${Variable}`s.
fn without_variables(text: &str) -> String {
    let kept = substitution_parts(text).filter_map(|part| match part {
        SubstitutionPart::Text(text) | SubstitutionPart::Unclosed(text) => Some(text),
        SubstitutionPart::Literal(_) | SubstitutionPart::Variable(_) => None,
    });
    kept.collect()
}
