//! Changes a value until it matches a schema, and makes one with required members only.

use serde_json::{Map, Value, json};

use super::part::{MAX_DEPTH, Schema, is_function};
use super::text::text;
use super::valid::{has_type, is_same, is_valid, matches};

/// A value that matches `schema`. `Null` beyond the maximum depth.
pub(in super::super) fn sample(schema: Schema<'_>, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return Value::Null;
    }
    satisfy(schema, start(schema, depth), schema, depth)
}

/// A value of the right type.
fn start(schema: Schema<'_>, depth: usize) -> Value {
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    if let Some(first) = schema.get("enum").and_then(|all| all.get(0)) {
        return first.clone();
    }
    let kind = schema.get("type").map(|kind| kind.get(0).unwrap_or(kind)).and_then(Value::as_str);
    match kind {
        Some("object") => Value::Object(Map::new()),
        Some("array") => {
            Value::Array(schema.items().map(|items| sample(items, depth + 1)).into_iter().collect())
        }
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(1),
        Some(_) => json!(text(schema)),
        None if schema.get("properties").is_some() => Value::Object(Map::new()),
        None => {
            let options =
                ["allOf", "anyOf", "oneOf"].into_iter().flat_map(|name| schema.parts(name));
            options
                .map(|option| start(option, depth + 1))
                .next()
                .unwrap_or_else(|| json!(text(schema)))
        }
    }
}

/// `value`, changed where `schema` requires it. `shape` is the schema of the resource type, for members that `schema` requires
/// without a description.
pub(in super::super) fn satisfy(
    schema: Schema<'_>,
    value: Value,
    shape: Schema<'_>,
    depth: usize,
) -> Value {
    if depth > MAX_DEPTH || is_function(&value) {
        return value;
    }
    let mut value = satisfy_value(schema, value, shape, depth);
    if let Some(object) = value.as_object_mut() {
        satisfy_object(schema, object, shape, depth);
    }
    if let Some(list) = value.as_array_mut() {
        satisfy_list(schema, list, shape, depth);
    }
    satisfy_groups(schema, value, shape, depth)
}

fn satisfy_value(schema: Schema<'_>, value: Value, shape: Schema<'_>, depth: usize) -> Value {
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    if let Some(all) = schema.get("enum").and_then(Value::as_array) {
        let found = all.iter().find(|one| is_same(one, &value)).or(all.first());
        return found.cloned().unwrap_or(value);
    }
    let value = match schema.get("type") {
        Some(types) if !has_type(types, &value) => {
            let shaped = start(shape, depth);
            if has_type(types, &shaped) { shaped } else { start(schema, depth) }
        }
        _ => value,
    };
    let pattern = schema.get("pattern").and_then(Value::as_str);
    match pattern.zip(value.as_str()) {
        Some((pattern, found)) if !matches(pattern, found) => json!(text(schema)),
        _ => satisfy_number(schema, value),
    }
}

fn satisfy_number(schema: Schema<'_>, value: Value) -> Value {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_i64);
    let Some(number) = value.as_i64() else { return value };
    let least = bound("minimum").or_else(|| bound("exclusiveMinimum").map(|bound| bound + 1));
    let most = bound("maximum").or_else(|| bound("exclusiveMaximum").map(|bound| bound - 1));
    json!(number.max(least.unwrap_or(number)).min(most.unwrap_or(i64::MAX)))
}

fn satisfy_object(
    schema: Schema<'_>,
    object: &mut Map<String, Value>,
    shape: Schema<'_>,
    depth: usize,
) {
    for name in required_names(schema, object) {
        let part = shape.member(&name).or_else(|| schema.member(&name));
        let part = part.filter(|_| !object.contains_key(&name));
        let value = part.map(|part| sample(part, depth + 1));
        if !object.contains_key(&name) {
            object.insert(name, value.unwrap_or_else(|| json!("example")));
        }
    }
    for name in object.keys().cloned().collect::<Vec<_>>() {
        let Some(member) = schema.member(&name) else { continue };
        if member.is_false() {
            object.remove(&name);
        } else if let Some(value) = object.remove(&name) {
            let shape = shape.member(&name).unwrap_or(member);
            object.insert(name, satisfy(member, value, shape, depth + 1));
        }
    }
}

/// The members that the object needs; the first one where a list has alternatives.
fn required_names(schema: Schema<'_>, object: &Map<String, Value>) -> Vec<String> {
    let mut names = crate::json::strings(schema.get("required"));
    for keyword in ["requiredOr", "requiredXor"] {
        let options = crate::json::strings(schema.get(keyword));
        if !options.iter().any(|name| object.contains_key(name)) {
            names.extend(options.into_iter().next());
        }
    }
    for (name, needed) in crate::json::entries(schema.get("dependentRequired")) {
        if object.contains_key(name) {
            names.extend(crate::json::strings(Some(needed)));
        }
    }
    names
}

fn satisfy_list(schema: Schema<'_>, list: &mut Vec<Value>, shape: Schema<'_>, depth: usize) {
    let Some(items) = schema.items() else { return };
    let shape = shape.items().unwrap_or(items);
    let filler = || sample(shape, depth + 1);
    while list.len() < schema.count("minItems").unwrap_or(0).min(64) {
        list.push(filler());
    }
    for item in list {
        *item = satisfy(items, std::mem::take(item), shape, depth + 1);
    }
}

fn satisfy_groups(schema: Schema<'_>, mut value: Value, shape: Schema<'_>, depth: usize) -> Value {
    for part in schema.parts("allOf") {
        value = satisfy(part, value, shape, depth + 1);
    }
    for keyword in ["anyOf", "oneOf"] {
        let parts = schema.parts(keyword);
        if !parts.iter().any(|part| is_valid(*part, &value, depth))
            && let Some(first) = parts.first()
        {
            value = satisfy(*first, value, shape, depth + 1);
        }
    }
    let one = |keyword: &str| schema.get(keyword).map(|node| schema.part(node));
    if let Some(not) = one("not").filter(|not| is_valid(*not, &value, depth)) {
        let names = crate::json::strings(not.get("required"));
        value.as_object_mut().into_iter().for_each(|object| {
            object.retain(|name, _| !names.contains(name) && not.member(name).is_none());
        });
    }
    let Some(condition) = one("if") else { return value };
    let branch = if is_valid(condition, &value, depth) { one("then") } else { one("else") };
    branch.map_or(value.clone(), |branch| satisfy(branch, value, shape, depth + 1))
}
