//! Derives values that break one keyword of a schema, and valid values at its boundaries.

use serde_json::{Map, Value, json};

use super::part::{MAX_DEPTH, Schema, is_function};
use super::satisfy::{sample, satisfy};
use super::valid::is_valid;

/// Maximum changes of one list of parts.
const MAX_CHANGES: usize = 2_000;
/// Maximum known values that are tried.
const MAX_VALUES: usize = 3;

/// A changed value.
pub(in super::super) struct Change {
    /// The value at the place where the schema applies.
    pub(in super::super) value: Value,
    /// The keyword that is broken or at its boundary.
    pub(in super::super) keyword: String,
    /// The pointer to the changed value.
    pub(in super::super) pointer: String,
}

impl Change {
    fn new(keyword: &str, value: Value) -> Self {
        Self { value, keyword: keyword.to_owned(), pointer: String::new() }
    }

    /// The change of a list or object that contains the value at `key`.
    fn inside(self, parent: &Value, key: &str) -> Self {
        let mut value = parent.clone();
        match &mut value {
            Value::Array(list) => {
                let at = key.parse().ok().and_then(|at: usize| list.get_mut(at));
                at.into_iter().for_each(|item| item.clone_from(&self.value));
            }
            Value::Object(object) => {
                object.insert(key.to_owned(), self.value);
            }
            _ => {}
        }
        let pointer = format!("/{}{}", constructs_diagnostics::pointer::escape(key), self.pointer);
        Self { value, keyword: self.keyword, pointer }
    }
}

/// Values that each break one keyword that `value` satisfies.
pub(in super::super) fn breaks(
    schema: Schema<'_>,
    value: &Value,
    shape: Schema<'_>,
    depth: usize,
) -> Vec<Change> {
    if depth > MAX_DEPTH || is_function(value) {
        return Vec::new();
    }
    let mut all = break_value(schema, value);
    if let Some(object) = value.as_object() {
        all.extend(break_object(schema, object, shape));
        all.extend(false_members(schema, object, shape, depth));
    }
    if let Some(list) = value.as_array() {
        all.extend(break_list(schema, list));
    }
    all.extend(below(schema, value, shape, depth, breaks));
    all.extend(break_groups(schema, value, shape, depth));
    all.truncate(MAX_CHANGES);
    all
}

/// Valid values at the boundaries of keywords.
pub(in super::super) fn boundaries(
    schema: Schema<'_>,
    value: &Value,
    shape: Schema<'_>,
    depth: usize,
) -> Vec<Change> {
    if depth > MAX_DEPTH || is_function(value) {
        return Vec::new();
    }
    let mut all = keep_value(schema, value);
    if let Some(object) = value.as_object() {
        let required = crate::json::strings(schema.get("required"));
        let optional = object.keys().filter(|name| !required.contains(name));
        all.extend(optional.map(|name| Change::new("required", without(object, name))));
    }
    all.extend(below(schema, value, shape, depth, boundaries));
    for part in schema.parts("allOf") {
        all.extend(boundaries(part, value, shape, depth + 1));
    }
    if let Some(condition) = schema.get("if").map(|node| schema.part(node)) {
        let met = satisfy(condition, value.clone(), shape, depth + 1);
        let then = schema.get("then").map(|node| schema.part(node));
        let met = then.map_or(met.clone(), |then| satisfy(then, met, shape, depth + 1));
        all.push(Change::new("if", met.clone()));
        all.extend(then.into_iter().flat_map(|then| boundaries(then, &met, shape, depth + 1)));
        all.extend(breaks(condition, &met, shape, depth + 1).into_iter().take(MAX_VALUES));
    }
    all.truncate(MAX_CHANGES);
    all
}

type Derive = fn(Schema<'_>, &Value, Schema<'_>, usize) -> Vec<Change>;

/// The changes of all members, and of the first item.
fn below(
    schema: Schema<'_>,
    value: &Value,
    shape: Schema<'_>,
    depth: usize,
    derive: Derive,
) -> Vec<Change> {
    let mut all = Vec::new();
    for (name, inner) in value.as_object().into_iter().flatten() {
        let Some(member) = schema.member(name) else { continue };
        let changes = derive(member, inner, shape.member(name).unwrap_or(member), depth + 1);
        all.extend(changes.into_iter().map(|change| change.inside(value, name)));
    }
    let first = value.as_array().and_then(|list| list.first());
    if let Some((items, inner)) = schema.items().zip(first) {
        let changes = derive(items, inner, shape.items().unwrap_or(items), depth + 1);
        all.extend(changes.into_iter().map(|change| change.inside(value, "0")));
    }
    all
}

fn break_value(schema: Schema<'_>, value: &Value) -> Vec<Change> {
    let mut all = Vec::new();
    let text = value.as_str().unwrap_or_default();
    let mut add = |keyword: &str, value: Value| all.push(Change::new(keyword, value));
    if let Some(types) = schema.get("type") {
        for wrong in [json!(["a"]), json!({"a": "b"}), json!("wrong"), json!(1.5)] {
            if !super::valid::has_type(types, &wrong) {
                add("type", wrong);
            }
        }
    }
    for keyword in ["const", "enum"] {
        if schema.get(keyword).is_some() && !value.is_object() {
            add(keyword, json!(format!("{text}x")));
        }
    }
    if schema.get("pattern").is_some() {
        add("pattern", json!(format!("{text} !*")));
        add("pattern", json!("~^~"));
    }
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        add(&format!("format {format}"), json!("not it"));
        add(&format!("format {format}"), json!(format!("{text}:x")));
    }
    for (keyword, length) in bounds(schema, "minLength", "maxLength", 1) {
        if length < 20_000 {
            add(keyword, json!(with_length(text, length)));
        }
    }
    for (keyword, number) in number_bounds(schema, 1) {
        add(keyword, json!(number));
    }
    all
}

fn keep_value(schema: Schema<'_>, value: &Value) -> Vec<Change> {
    let mut all = Vec::new();
    let text = value.as_str().unwrap_or_default();
    let mut add = |keyword: &str, value: Value| all.push(Change::new(keyword, value));
    for known in
        schema.get("enum").and_then(Value::as_array).into_iter().flatten().rev().take(MAX_VALUES)
    {
        add("enum", known.clone());
    }
    for (keyword, length) in bounds(schema, "minLength", "maxLength", 0) {
        if length < 20_000 && schema.get("pattern").is_none() && schema.get("enum").is_none() {
            add(keyword, json!(with_length(text, length)));
        }
    }
    for (keyword, number) in number_bounds(schema, 0) {
        add(keyword, json!(number));
        add("type", json!(number.to_string()));
    }
    if value.is_boolean() {
        add("type", json!(value.to_string()));
    }
    all
}

/// The bounds of a count, moved outward by `step`.
fn bounds<'k>(
    schema: Schema<'_>,
    min: &'k str,
    max: &'k str,
    step: usize,
) -> Vec<(&'k str, usize)> {
    let least = schema.count(min).filter(|least| *least >= step).map(|least| (min, least - step));
    let most = schema.count(max).map(|most| (max, most + step));
    least.into_iter().chain(most).collect()
}

fn number_bounds(schema: Schema<'_>, step: i64) -> Vec<(&'static str, i64)> {
    let bound = |keyword: &'static str, step: i64| {
        let found = schema.get(keyword)?.as_i64()?;
        Some((keyword, found.checked_add(step)?))
    };
    let inclusive = [bound("minimum", -step), bound("maximum", step)];
    let exclusive = [bound("exclusiveMinimum", 1 - step), bound("exclusiveMaximum", step - 1)];
    inclusive.into_iter().chain(exclusive).flatten().collect()
}

fn with_length(text: &str, length: usize) -> String {
    let filler = text.chars().last().unwrap_or('a');
    text.chars().chain(std::iter::repeat(filler)).take(length).collect()
}

fn without(object: &Map<String, Value>, name: &str) -> Value {
    let mut object = object.clone();
    object.remove(name);
    Value::Object(object)
}

fn with(object: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    object.insert(name.to_owned(), value);
    Value::Object(object)
}

fn break_object(schema: Schema<'_>, object: &Map<String, Value>, shape: Schema<'_>) -> Vec<Change> {
    let mut all = Vec::new();
    let member =
        |name: &str| shape.member(name).map_or_else(|| json!("example"), |part| sample(part, 2));
    for keyword in ["required", "requiredOr", "requiredXor"] {
        for name in crate::json::strings(schema.get(keyword)) {
            match keyword {
                "requiredXor" if !object.contains_key(&name) => {
                    all.push(Change::new(keyword, with(object, &name, member(&name))));
                }
                _ if object.contains_key(&name) => {
                    all.push(Change::new(keyword, without(object, &name)))
                }
                _ => {}
            }
        }
    }
    if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
        all.push(Change::new("additionalProperties", with(object, "NoSuchMember", json!("a"))));
        let renamed = object
            .iter()
            .next()
            .map(|(name, value)| with(object, &format!("{name}x"), value.clone()));
        all.extend(renamed.map(|value| Change::new("additionalProperties", value)));
    }
    for (keyword, wants) in [("dependentRequired", true), ("dependentExcluded", false)] {
        for (name, others) in crate::json::entries(schema.get(keyword)) {
            let mut changed = object.clone();
            changed.entry(name).or_insert_with(|| member(name));
            for other in crate::json::strings(Some(others)) {
                let value = if wants {
                    without(&changed, &other)
                } else {
                    with(&changed, &other, member(&other))
                };
                all.push(Change::new(keyword, value));
            }
        }
    }
    all
}

/// Sets members that must not be set.
fn false_members(
    schema: Schema<'_>,
    object: &Map<String, Value>,
    shape: Schema<'_>,
    depth: usize,
) -> Vec<Change> {
    let members = crate::json::entries(schema.get("properties"));
    let members = members
        .into_iter()
        .filter(|(name, node)| **node == json!(false) && !object.contains_key(*name));
    let value = |name: &str| {
        shape.member(name).map_or_else(|| json!("example"), |part| sample(part, depth + 1))
    };
    members.map(|(name, _)| Change::new("properties", with(object, name, value(name)))).collect()
}

fn break_list(schema: Schema<'_>, list: &[Value]) -> Vec<Change> {
    let mut all = Vec::new();
    let repeated = |count: usize| list.iter().cycle().take(count).cloned().collect::<Vec<_>>();
    for (keyword, count) in bounds(schema, "minItems", "maxItems", 1) {
        if count < 300 && (count == 0 || !list.is_empty()) {
            all.push(Change::new(keyword, json!(repeated(count))));
        }
    }
    if !list.is_empty() && schema.get("uniqueItems") == Some(&Value::Bool(true)) {
        all.push(Change::new("uniqueItems", json!(repeated(list.len() + 1))));
    }
    all
}

fn break_groups(schema: Schema<'_>, value: &Value, shape: Schema<'_>, depth: usize) -> Vec<Change> {
    let mut all = Vec::new();
    for part in schema.parts("allOf") {
        all.extend(breaks(part, value, shape, depth + 1));
    }
    for keyword in ["anyOf", "oneOf"] {
        all.extend(
            break_every(&schema.parts(keyword), value, shape, depth)
                .map(|value| Change::new(keyword, value)),
        );
    }
    for part in schema.parts("oneOf") {
        all.push(Change::new("oneOf", satisfy(part, value.clone(), shape, depth + 1)));
    }
    let one = |keyword: &str| schema.get(keyword).map(|node| schema.part(node));
    if let Some(not) = one("not") {
        all.push(Change::new("not", satisfy(not, value.clone(), shape, depth + 1)));
    }
    let Some(condition) = one("if") else { return all };
    if let Some(then) = one("then") {
        let met = satisfy(condition, value.clone(), shape, depth + 1);
        let valid = satisfy(then, met, shape, depth + 1);
        all.extend(breaks(then, &valid, shape, depth + 1));
    }
    if let Some(otherwise) = one("else") {
        let unmet = breaks(condition, value, shape, depth + 1).into_iter().next();
        let valid = unmet.map(|change| satisfy(otherwise, change.value, shape, depth + 1));
        all.extend(valid.iter().flat_map(|valid| breaks(otherwise, valid, shape, depth + 1)));
    }
    all
}

/// A value that matches none of the parts.
fn break_every(
    parts: &[Schema<'_>],
    value: &Value,
    shape: Schema<'_>,
    depth: usize,
) -> Option<Value> {
    let mut value = value.clone();
    let mut is_changed = false;
    for part in parts {
        if is_valid(*part, &value, depth) {
            value = breaks(*part, &value, shape, depth + 1).into_iter().next()?.value;
            is_changed = true;
        }
    }
    is_changed.then_some(value)
}
