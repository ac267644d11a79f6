//! Texts: how long they are, and which pattern they fit.

use constructs_cloudformation::function::{Substitution, SubstitutionPart, substitution_parts};
use constructs_document::{Node, Value};
use serde_json::{Map as JsonMap, Value as Json};

use super::call::function_call;
use super::describe::{limit, plain, shown};
use super::path::Path;

use super::walk::{Verdict, Walk};
use crate::codes;
use crate::schema::{Bounds, Pattern, Types};

/// A text's characters, or those of a document's JSON.
pub(super) fn length(
    walk: &mut Walk<'_>,
    bounds: Bounds,
    is_json: bool,
    types: Types,
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    let length = match &node.value {
        Value::String(text) if is_json => match serde_json::from_str::<Json>(text) {
            Ok(json) => json_length(&json),
            Err(_) => return Verdict::FINE,
        },
        Value::String(text) => text.chars().count(),
        Value::Map(_) | Value::List(_) if types.meets(Types::OBJECT) => {
            json_length(&without_functions(node))
        }
        _ => return Verdict::FINE,
    };
    let is_short = bounds.least.is_some_and(|least| length < least);
    if !is_short && bounds.most.is_none_or(|most| length <= most) {
        return Verdict::FINE;
    }
    walk.wrong(codes::LENGTH, path, || {
        let direction = if is_short { "short" } else { "long" };
        let limit = limit(bounds, "character", "characters");
        format!("{} is too {direction}, {length} characters; {limit}", shown(node))
    })
}

/// Whether a text fits a pattern; numbers and booleans as texts.
pub(super) fn pattern(
    walk: &mut Walk<'_>,
    pattern: &Pattern,
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    let is_scalar = !matches!(node.value, Value::Null | Value::List(_) | Value::Map(_));
    if !is_scalar || pattern.fits(&plain(node)) {
        return Verdict::FINE;
    }
    walk.wrong(codes::PATTERN, path, || {
        format!("{} does not fit the pattern `{}`", shown(node), pattern.source())
    })
}

/// The characters of compact JSON in ASCII.
fn json_length(json: &Json) -> usize {
    let text = json.to_string();
    text.chars().map(|c| if c.is_ascii() { 1 } else { 6 * c.len_utf16() }).sum()
}

/// The value with nothing in place of functions.
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
