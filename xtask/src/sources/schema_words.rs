//! Turns the facts' words into the canonical JSON schema that they express; `constructs_schema` makes the nodes of its checks from the
//! same words.

use constructs_schema::facts::{Definition, TAG_SCHEMA};
use serde_json::{Map, Value, json};

use crate::model::cloudformation::{Body, Content, EnumValue, Limit, Shape, ValueKind};

/// The definitions, to find a property type by its key.
pub(super) type Definitions<'a> = &'a dyn Fn(&str) -> Option<Content>;

/// The schema of a shape.
pub(super) fn shape(shape: &Shape, definitions: Definitions<'_>) -> Value {
    let mut schema = Map::new();
    match &shape.kind {
        ValueKind::String => set_type(&mut schema, "string"),
        ValueKind::Integer => set_type(&mut schema, "integer"),
        ValueKind::Double => set_type(&mut schema, "number"),
        ValueKind::Boolean => set_type(&mut schema, "boolean"),
        ValueKind::Json => {}
        ValueKind::Tag => return json!({"$ref": "Tag"}),
        ValueKind::Enum(key) => {
            set_type(&mut schema, "string");
            if let Some(Content::Enum(values)) = definitions(key) {
                schema.insert("enum".into(), known_values(&values));
            }
        }
        ValueKind::Struct(key) if Definition::has_name(key) => return json!({ "$ref": key }),
        ValueKind::Struct(key) => {
            if let Some(Content::Struct(content)) = definitions(key) {
                schema = body(&content, definitions);
            }
        }
        ValueKind::List(element) => {
            set_type(&mut schema, "array");
            add_element(&mut schema, "items", element, definitions);
        }
        ValueKind::Map(element) => map(&mut schema, shape, element, definitions),
    }
    add_limits(&mut schema, &shape.limits);
    let ordered: std::collections::BTreeMap<String, Value> = schema.into_iter().collect();
    Value::Object(ordered.into_iter().collect())
}

/// The schema of a body: an object with these properties and no others.
pub(super) fn body(body: &Body, definitions: Definitions<'_>) -> Map<String, Value> {
    let mut schema = match &body.schema {
        Some(text) => serde_json::from_str(text).unwrap_or_default(),
        None => beside_properties(body),
    };
    let mut properties = Map::new();
    for property in body.properties.iter().filter(|property| !property.is_alternative()) {
        let exact = property.exact.as_ref().and_then(|text| serde_json::from_str(text).ok());
        let content = exact.unwrap_or_else(|| shape(&property.shape, definitions));
        properties.insert(property.name.clone(), content);
    }
    schema.insert("properties".into(), properties.into());
    schema
}

/// The schema of a body beside its properties, if the body has no exact form for it.
pub(super) fn beside_properties(body: &Body) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("additionalProperties".into(), false.into());
    set_type(&mut schema, "object");
    if !body.arguments.is_empty() {
        let mut required = body.arguments.clone();
        required.sort();
        schema.insert("required".into(), required.into());
    }
    for rule in &body.rules {
        let pair = || rule.members.split_first().map(|(name, others)| (name.clone(), others));
        let sets = || -> Value {
            rule.members
                .iter()
                .map(|set| json!({"required": set.split('+').collect::<Vec<_>>()}))
                .collect()
        };
        let (keyword, value) = match rule.name.as_str() {
            "exactly-one" => ("requiredXor", json!(rule.members)),
            "at-least-one" => ("requiredOr", json!(rule.members)),
            "one-of" => ("oneOf", sets()),
            "any-of" => ("anyOf", sets()),
            name => {
                let keyword =
                    if name == "needs" { "dependentRequired" } else { "dependentExcluded" };
                let entry = schema.entry(keyword).or_insert_with(|| json!({}));
                if let (Some(entry), Some((name, others))) = (entry.as_object_mut(), pair()) {
                    entry.insert(name, json!(others));
                }
                continue;
            }
        };
        schema.insert(keyword.into(), value);
    }
    schema
}

fn set_type(schema: &mut Map<String, Value>, name: &str) {
    schema.insert("type".into(), name.into());
}

fn known_values(values: &[EnumValue]) -> Value {
    let mut values: Vec<Value> = values.iter().map(|value| value.value.clone().into()).collect();
    values.sort_by_key(ToString::to_string);
    values.into()
}

fn add_element(
    schema: &mut Map<String, Value>,
    keyword: &str,
    element: &Shape,
    definitions: Definitions<'_>,
) {
    let says_nothing = element.kind == ValueKind::Json && element.limits.is_empty();
    if !says_nothing {
        schema.insert(keyword.into(), shape(element, definitions));
    }
}

/// A map: `keys=` is the pattern of its keys, and `open` allows any other key.
fn map(
    schema: &mut Map<String, Value>,
    map: &Shape,
    element: &Shape,
    definitions: Definitions<'_>,
) {
    set_type(schema, "object");
    let Some(pattern) = value_of(map, "keys") else {
        return add_element(schema, "additionalProperties", element, definitions);
    };
    schema.insert("patternProperties".into(), json!({pattern: shape(element, definitions)}));
    if !map.limits.iter().any(|limit| limit.name == "open") {
        schema.insert("additionalProperties".into(), false.into());
    }
}

fn value_of<'s>(shape: &'s Shape, name: &str) -> Option<&'s str> {
    shape.limits.iter().find(|limit| limit.name == name)?.value.as_deref()
}

fn add_limits(schema: &mut Map<String, Value>, limits: &[Limit]) {
    for Limit { name, value } in limits {
        let text = value.as_deref().unwrap_or_default();
        let number = || serde_json::from_str(text).unwrap_or(Value::Null);
        let (keyword, content) = match name.as_str() {
            "length" => add_bounds(schema, text, "minLength", "maxLength"),
            "range" => add_bounds(schema, text, "minimum", "maximum"),
            "items" => add_bounds(schema, text, "minItems", "maxItems"),
            "properties" => add_bounds(schema, text, "minProperties", "maxProperties"),
            "unique" => ("uniqueItems", true.into()),
            "named" => ("named", true.into()),
            "multiple-of" => ("multipleOf", number()),
            "below" => ("exclusiveMaximum", number()),
            "pattern" => ("pattern", text.into()),
            "format" => ("format", text.into()),
            "any-case" => ("enumCaseInsensitive", text.split('|').collect()),
            "types" => {
                schema.remove("type");
                let types: Vec<&str> = text.split('|').filter(|name| !name.is_empty()).collect();
                match types.as_slice() {
                    [] => continue,
                    [one] => ("type", (*one).into()),
                    several => ("type", several.iter().copied().collect()),
                }
            }
            _ => continue,
        };
        if !keyword.is_empty() {
            schema.insert(keyword.into(), content);
        }
    }
}

fn add_bounds(
    schema: &mut Map<String, Value>,
    text: &str,
    lower: &str,
    upper: &str,
) -> (&'static str, Value) {
    let (least, most) = text.split_once("..").unwrap_or((text, ""));
    for (keyword, bound) in [(lower, least), (upper, most)] {
        if let Ok(number) = serde_json::from_str::<Value>(bound) {
            schema.insert(keyword.into(), number);
        }
    }
    ("", Value::Null)
}

/// Whether a shape contains a tag.
pub(super) fn has_tag(shape: &Shape) -> bool {
    match &shape.kind {
        ValueKind::Tag => true,
        ValueKind::List(element) | ValueKind::Map(element) => has_tag(element),
        _ => false,
    }
}

/// Whether a tag has the usual limits; other tags are written out.
pub(super) fn is_usual_tag(form: &Value) -> bool {
    serde_json::from_str::<Value>(TAG_SCHEMA).is_ok_and(|usual| *form == usual)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::schema_exact::Exact;
    use super::super::schema_kinds::Kinds;
    use crate::model::cloudformation::Body;

    fn body(schema: &serde_json::Value) -> Body {
        Kinds::new(schema).body(schema, "Thing", &|_| true, &|_| Vec::new())
    }

    #[test]
    fn what_words_can_say_needs_no_exact_form() {
        let schema = json!({
            "definitions": {"Names": {"type": "array", "items": {"type": "string"}, "maxItems": 3}},
            "type": "object",
            "additionalProperties": false,
            "required": ["Mode"],
            "requiredXor": ["Mode", "Names"],
            "properties": {
                "Mode": {"type": "string", "enum": ["b", "a"], "description": "left out"},
                "Names": {"$ref": "#/definitions/Names"},
                "Size": {"type": ["string", "integer"], "minimum": 0},
                "Labels": {"type": "object", "patternProperties": {"^a": {"type": "string"}}, "additionalProperties": false},
                "Inner": {"type": "object", "additionalProperties": false, "properties": {"A": {"type": "boolean"}}},
            },
        });
        let body = body(&schema);
        assert_eq!(body.schema, None);
        for property in &body.properties {
            assert_eq!(property.exact, None, "{}", property.name);
        }
    }

    #[test]
    fn what_words_can_not_express_is_beside_them() {
        let schema = json!({
            "type": "object",
            "minProperties": 1,
            "properties": {"Key": {"type": "string", "anyOf": [{"format": "x"}, {"maxLength": 3}]}},
        });
        let body = body(&schema);
        let beside = serde_json::to_string(&Exact::new(&schema).beside_properties(&schema));
        assert_eq!(body.schema, beside.ok());
        let exact = r#"{"anyOf":[{"format":"x"},{"maxLength":3}],"type":"string"}"#;
        assert_eq!(body.properties.first().and_then(|key| key.exact.as_deref()), Some(exact));
    }
}
