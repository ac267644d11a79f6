//! Decides whether a value matches a schema, for the keywords that samples need.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use regex::Regex;
use serde_json::Value;

use super::part::{MAX_DEPTH, Schema, is_function};
use crate::conformance::every_type::without_lookaround;

/// Whether `value` matches; true if that is not known.
pub(super) fn is_valid(schema: Schema<'_>, value: &Value, depth: usize) -> bool {
    if schema.is_false() {
        return false;
    }
    if depth > MAX_DEPTH || is_function(value) {
        return true;
    }
    has_valid_value(schema, value)
        && has_valid_members(schema, value, depth)
        && has_valid_groups(schema, value, depth)
}

fn has_valid_value(schema: Schema<'_>, value: &Value) -> bool {
    let is_type = schema.get("type").is_none_or(|types| has_type(types, value));
    let is_constant = schema.get("const").is_none_or(|constant| is_same(constant, value));
    let listed = schema.get("enum").and_then(Value::as_array);
    let is_listed = listed.is_none_or(|all| all.iter().any(|one| is_same(one, value)));
    let pattern = schema.get("pattern").and_then(Value::as_str);
    let text = value.as_str();
    let is_match = pattern.zip(text).is_none_or(|(pattern, text)| matches(pattern, text));
    is_type && is_constant && is_listed && is_match
}

fn has_valid_members(schema: Schema<'_>, value: &Value, depth: usize) -> bool {
    let items = schema.items().zip(value.as_array());
    let are_items =
        items.is_none_or(|(items, all)| all.iter().all(|one| is_valid(items, one, depth + 1)));
    let Some(object) = value.as_object() else { return are_items };
    let required = schema.get("required").and_then(Value::as_array);
    let required = required.into_iter().flatten().filter_map(Value::as_str);
    let has_required = required.into_iter().all(|name| object.contains_key(name));
    let mut members = object.iter();
    let are_members = members.all(|(name, value)| {
        schema.member(name).is_none_or(|member| is_valid(member, value, depth + 1))
    });
    are_items && has_required && are_members
}

fn has_valid_groups(schema: Schema<'_>, value: &Value, depth: usize) -> bool {
    let test = |part: &Schema<'_>| is_valid(*part, value, depth + 1);
    let one = |keyword| schema.get(keyword).map(|node| schema.part(node));
    let (any, exactly) = (schema.parts("anyOf"), schema.parts("oneOf"));
    let branch = one("if").map(|condition| if test(&condition) { "then" } else { "else" });
    schema.parts("allOf").iter().all(test)
        && (any.is_empty() || any.iter().any(test))
        && (exactly.is_empty() || exactly.iter().filter(|part| test(part)).count() == 1)
        && one("not").is_none_or(|part| !test(&part))
        && branch.and_then(one).is_none_or(|part| test(&part))
}

/// Whether `value` has one of the types, as CloudFormation converts scalars.
pub(super) fn has_type(types: &Value, value: &Value) -> bool {
    crate::json::one_or_many(Some(types)).iter().filter_map(Value::as_str).any(|name| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => !value.is_object() && !value.is_array() && !value.is_null(),
        "boolean" => value.is_boolean() || matches!(value.as_str(), Some("true" | "false")),
        "integer" | "number" => {
            value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok())
        }
        _ => false,
    })
}

/// Whether two scalars are equal once CloudFormation has made texts of them.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    one == other || text(one) == text(other)
}

/// Whether `text` matches, with lookaround ignored; true for a pattern that can't be read.
///
/// Compiled expressions are kept: thousands of values are compared with a few hundred patterns.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    static COMPILED: Mutex<BTreeMap<String, Option<Regex>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if !compiled.contains_key(pattern) {
        compiled.insert(pattern.to_owned(), Regex::new(&without_lookaround(pattern)).ok());
    }
    let found = compiled.get(pattern).and_then(Option::as_ref);
    found.is_none_or(|found| found.is_match(text))
}
