//! Reads the types, the known values, and the map's values of one part of a JSON schema.

use serde_json::Value;

use crate::json;
use crate::model::cloudformation::{EnumValue, ValueKind};

/// The types that a part names, without `null`.
pub(super) fn types(target: &Value) -> Vec<&str> {
    let mut found: Vec<&str> = match target.get("type") {
        Some(Value::String(single)) => vec![single],
        list => json::elements(list).filter_map(Value::as_str).collect(),
    };
    found.retain(|name| *name != "null");
    found
}

/// Whether a part is an object, or has no type.
pub(super) fn is_object(target: &Value) -> bool {
    let types = types(target);
    types.is_empty() || types.contains(&"object")
}

/// The scalar for some types: for several, a string, or a number if none of them is a string.
pub(super) fn scalar(types: &[&str]) -> Option<ValueKind> {
    match types {
        ["string"] => Some(ValueKind::String),
        ["integer"] => Some(ValueKind::Integer),
        ["number"] => Some(ValueKind::Double),
        ["boolean"] => Some(ValueKind::Boolean),
        [] => None,
        several => {
            let scalars = several
                .iter()
                .all(|name| ["string", "integer", "number", "boolean"].contains(name));
            let kind =
                if several.contains(&"string") { ValueKind::String } else { ValueKind::Double };
            scalars.then_some(kind)
        }
    }
}

/// The known values of a string, sorted.
pub(super) fn known_values(target: &Value, types: &[&str]) -> Option<Vec<EnumValue>> {
    let values = target.get("enum")?.as_array()?;
    let fits = values.iter().all(Value::is_string) && (types.is_empty() || types == ["string"]);
    let mut found: Vec<EnumValue> = Vec::new();
    for value in json::strings(target.get("enum")) {
        if !found.iter().any(|known| known.value == value) {
            found.push(EnumValue { value, rust: String::new() });
        }
    }
    found.sort_by(|one, other| one.value.cmp(&other.value));
    fits.then_some(found)
}

/// The schema of a map's values, if a part is a map.
pub(super) fn map_value<'a>(target: &'a Value, types: &[&str]) -> Option<&'a Value> {
    let patterns = target.get("patternProperties").and_then(Value::as_object);
    let open = || {
        target.get("additionalProperties").filter(|value| value.is_object() && types == ["object"])
    };
    patterns.and_then(|patterns| patterns.values().next()).or_else(open)
}
