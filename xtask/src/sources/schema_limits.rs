//! Reads the limits and rules of a part of a JSON schema, with their names and values in the facts.

use serde_json::Value;

use crate::json;
use crate::model::cloudformation::{Limit, PropertyRule};

/// Pairs of keywords that are a lower and an upper bound.
const BOUNDS: &[(&str, &str, &str)] = &[
    ("length", "minLength", "maxLength"),
    ("range", "minimum", "maximum"),
    ("items", "minItems", "maxItems"),
    ("properties", "minProperties", "maxProperties"),
];

/// Keywords whose value is kept unchanged.
const VALUES: &[(&str, &str)] = &[
    ("multiple-of", "multipleOf"),
    ("below", "exclusiveMaximum"),
    ("default", "default"),
    ("pattern", "pattern"),
];

/// The limits of a part of the schema.
pub(super) fn limits(target: &Value) -> Vec<Limit> {
    let mut found = Vec::new();
    for (name, lower, upper) in BOUNDS {
        let (lower, upper) = (text(target.get(lower)), text(target.get(upper)));
        if lower.is_some() || upper.is_some() {
            let [lower, upper] = [lower, upper].map(Option::unwrap_or_default);
            found.push(limit(name, Some(format!("{lower}..{upper}"))));
        }
    }
    if target.get("uniqueItems") == Some(&Value::Bool(true)) {
        found.push(limit("unique", None));
    }
    for (name, keyword) in VALUES {
        found.extend(text(target.get(keyword)).map(|value| limit(name, Some(value))));
    }
    let formats = formats(target);
    if !formats.is_empty() {
        found.push(limit("format", Some(formats.join("|"))));
    }
    let any_case = json::strings(target.get("enumCaseInsensitive"));
    if !any_case.is_empty() {
        found.push(limit("any-case", Some(any_case.join("|"))));
    }
    found
}

fn limit(name: &str, value: Option<String>) -> Limit {
    Limit { name: name.into(), value }
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

/// The format, or the formats of the alternatives.
fn formats(target: &Value) -> Vec<String> {
    let alternatives = ["oneOf", "anyOf"].iter().flat_map(|list| json::elements(target.get(list)));
    let all = std::iter::once(target).chain(alternatives);
    let mut found: Vec<String> =
        all.filter_map(|part| json::string(part, "format")).map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found
}

/// The rules on which properties of an object go together.
pub(super) fn rules(object: &Value) -> Vec<PropertyRule> {
    let mut found = Vec::new();
    for (name, keyword) in [("exactly-one", "requiredXor"), ("at-least-one", "requiredOr")] {
        let members = json::strings(object.get(keyword));
        found.extend((!members.is_empty()).then(|| PropertyRule { name: name.into(), members }));
    }
    let pairs = [
        ("needs", "dependentRequired"),
        ("needs", "dependencies"),
        ("excludes", "dependentExcluded"),
    ];
    for (name, keyword) in pairs {
        for (property, others) in json::entries(object.get(keyword)) {
            let members =
                std::iter::once(property.to_owned()).chain(json::strings(Some(others))).collect();
            found.push(PropertyRule { name: name.into(), members });
        }
    }
    found.extend(["oneOf", "anyOf"].iter().filter_map(|keyword| alternatives(object, keyword)));
    found.extend(json::elements(object.get("allOf")).flat_map(rules));
    found.sort_by(|one, other| (&one.name, &one.members).cmp(&(&other.name, &other.members)));
    found.dedup();
    found
}

/// Alternatives that each require properties: `A+B` is one of them.
fn alternatives(object: &Value, keyword: &str) -> Option<PropertyRule> {
    let sets = json::elements(object.get(keyword))
        .map(|alternative| json::strings(alternative.get("required")));
    let members: Vec<String> = sets.map(|set| set.join("+")).collect();
    let name = if keyword == "oneOf" { "one-of" } else { "any-of" };
    (members.len() > 1 && members.iter().all(|set| !set.is_empty()))
        .then(|| PropertyRule { name: name.into(), members })
}

#[cfg(test)]
mod tests {
    use super::{limits, rules};
    use serde_json::json;

    #[test]
    fn bounds_keep_their_zeros() {
        let schema = json!({"minimum": 0, "maximum": 10, "minLength": 1, "uniqueItems": true, "pattern": "^a$"});
        let found: Vec<(String, Option<String>)> =
            limits(&schema).into_iter().map(|limit| (limit.name, limit.value)).collect();
        let expected = [
            ("length", Some("1..")),
            ("range", Some("0..10")),
            ("unique", None),
            ("pattern", Some("^a$")),
        ];
        assert_eq!(
            found,
            expected.map(|(name, value)| (name.to_owned(), value.map(str::to_owned)))
        );
    }

    #[test]
    fn rules_name_properties() {
        let schema = json!({
            "requiredXor": ["A", "B"],
            "dependentRequired": {"C": ["A"]},
            "oneOf": [{"required": ["A", "C"]}, {"required": ["B"]}],
        });
        let found: Vec<String> = rules(&schema)
            .iter()
            .map(|rule| format!("{} {}", rule.name, rule.members.join(" ")))
            .collect();
        assert_eq!(found, ["exactly-one A B", "needs C A", "one-of A+C B"]);
    }
}
