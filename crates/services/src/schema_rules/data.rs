//! Puts gathered values into a rule's schema: `{"minimum": {"$data": "/group/MinSize"}}` becomes `{"minimum": 2}`.
//!
//! Where the value is missing or is a function, the keyword is replaced by `undecided`.

use serde_json::{Map, Value as Json};

/// The keywords whose value can be gathered.
const KEYWORDS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "const",
    "enum",
    "pattern",
];

/// The schema with the values of `gathered`.
pub(super) fn resolve(schema: &Json, gathered: &Json) -> Json {
    match schema {
        Json::Object(members) => {
            let mut found = Map::new();
            for (keyword, value) in members {
                if !KEYWORDS.contains(&keyword.as_str()) {
                    found.insert(keyword.clone(), resolve(value, gathered));
                    continue;
                }
                match value_of(value, gathered) {
                    Some(value) => found.insert(keyword.clone(), as_number(keyword, value)),
                    None => found.insert("undecided".into(), Json::Bool(true)),
                };
            }
            Json::Object(found)
        }
        Json::Array(items) => items.iter().map(|item| resolve(item, gathered)).collect(),
        scalar => scalar.clone(),
    }
}

/// The value of a keyword; nothing if it is unknown.
fn value_of(value: &Json, gathered: &Json) -> Option<Json> {
    if let Some(lookup) = value.get("$lookup") {
        let key = value_of(lookup.get("key")?, gathered)?;
        return lookup.get("map")?.get(key.as_str()?).cloned();
    }
    let Some(pointer) = value.get("$data").and_then(Json::as_str) else {
        return Some(value.clone());
    };
    gathered.pointer(pointer).filter(|found| !found.is_object()).cloned()
}

/// A bound as a number, where the template writes it as a text.
fn as_number(keyword: &str, value: Json) -> Json {
    let takes_number = !matches!(keyword, "const" | "enum" | "pattern");
    let number = value.as_str().and_then(|text| text.trim().parse::<f64>().ok());
    match number {
        Some(number) if takes_number => number.into(),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::resolve;

    #[test]
    fn a_known_value_replaces_its_pointer() {
        let schema = json!({"properties": {"a": {"minimum": {"$data": "/one/Size"}}}});
        let resolve = |gathered| resolve(&schema, &gathered);
        let wanted = |keyword: serde_json::Value| json!({"properties": {"a": keyword}});
        assert_eq!(resolve(json!({"one": {"Size": "4"}})), wanted(json!({"minimum": 4.0})));
        assert_eq!(
            resolve(json!({"one": {"Size": {"Ref": "P"}}})),
            wanted(json!({"undecided": true}))
        );
        assert_eq!(resolve(json!({"one": {}})), wanted(json!({"undecided": true})));
    }

    #[test]
    fn a_known_value_selects_from_a_map() {
        let schema =
            json!({"pattern": {"$lookup": {"key": {"$data": "/a/t"}, "map": {"X": "^x$"}}}});
        assert_eq!(resolve(&schema, &json!({"a": {"t": "X"}})), json!({"pattern": "^x$"}));
        assert_eq!(resolve(&schema, &json!({"a": {"t": "Y"}})), json!({"undecided": true}));
    }
}
