//! Turns a resource type's JSON schema into a canonical form: it keeps what a check reads, drops descriptions, and
//! writes unnamed parts out where they are used.
//!
//! It shows what the facts' words lose: where [`super::schema_words`] has another form, the facts contain the canonical
//! form itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::json;

/// Keywords whose value is kept unchanged.
const PLAIN: &[&str] = &[
    "const",
    "dependencies",
    "dependentExcluded",
    "dependentRequired",
    "enum",
    "enumCaseInsensitive",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "required",
    "requiredOr",
    "requiredXor",
    "uniqueItems",
    "uniqueKeys",
];
/// Keywords whose value is a schema.
const ONE: &[&str] = &["additionalProperties", "else", "if", "items", "not", "then"];
/// Keywords whose value is a list of schemas.
const LIST: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value maps names to schemas.
const NAMED: &[&str] = &["patternProperties", "properties"];
/// The canonical forms of one schema's parts.
pub(super) struct Exact<'a> {
    schema: &'a Value,
}

impl<'a> Exact<'a> {
    pub(super) const fn new(schema: &'a Value) -> Self {
        Self { schema }
    }

    /// The canonical form of a part.
    pub(super) fn of(&self, value: &'a Value) -> Value {
        self.canonicalize_part(value, &mut Vec::new())
    }

    /// The keywords of an object beside its properties.
    pub(super) fn beside_properties(&self, object: &'a Value) -> Map<String, Value> {
        let mut found = self.keywords(object, &mut Vec::new(), &|keyword| keyword != "properties");
        found.remove("named");
        found
    }

    /// The definitions that `forms` refer to, directly or through other definitions, except those in `known`, by name.
    pub(super) fn definitions(
        &self,
        forms: Vec<Value>,
        known: &dyn Fn(&str) -> bool,
    ) -> BTreeMap<String, Value> {
        let mut found = BTreeMap::new();
        let mut open = forms;
        while let Some(form) = open.pop() {
            for name in references(&form) {
                if known(&name) || found.contains_key(&name) {
                    continue;
                }
                let target = self.find_definition(&name).unwrap_or(&Value::Null);
                let form = Value::Object(self.keywords(target, &mut Vec::new(), &|_| true));
                open.push(form.clone());
                found.insert(name, form);
            }
        }
        found
    }

    fn find_definition(&self, name: &str) -> Option<&'a Value> {
        let definition = self.schema.get("definitions").and_then(|all| all.get(name));
        definition.or_else(|| {
            let pointer = format!("/{}", name.replace('.', "/"));
            let below = self.schema.pointer(&format!("/definitions{pointer}"));
            below.or_else(|| self.schema.pointer(&pointer))
        })
    }

    fn canonicalize_part(&self, value: &'a Value, open: &mut Vec<String>) -> Value {
        let Some((name, target)) = self.target(value) else {
            return match value {
                Value::Object(_) => Value::Object(self.keywords(value, open, &|_| true)),
                other => other.clone(),
            };
        };
        let mut own = self.keywords(value, open, &|_| true);
        let is_plain = is_scalar(target) || is_collection(target);
        if !is_plain || open.contains(&name) || open.len() > 8 {
            own.insert("$ref".into(), name.into());
            return Value::Object(own);
        }
        open.push(name);
        let mut merged = self.keywords(target, open, &|_| true);
        open.pop();
        merged.insert("named".into(), true.into());
        merged.extend(own);
        Value::Object(sort_names(merged))
    }

    /// The part that a chain of references leads to, and its name.
    fn target(&self, value: &'a Value) -> Option<(String, &'a Value)> {
        let (mut name, mut target) = (None, value);
        for _ in 0..16 {
            let Some(reference) = json::string(target, "$ref") else { break };
            let pointer = reference.trim_start_matches('#');
            let Some(next) = self.schema.pointer(pointer) else { break };
            let path = pointer.trim_start_matches('/');
            name = Some(path.strip_prefix("definitions/").unwrap_or(path).replace('/', "."));
            target = next;
        }
        Some((name?, target))
    }

    fn keywords(
        &self,
        value: &'a Value,
        open: &mut Vec<String>,
        keep: &dyn Fn(&str) -> bool,
    ) -> Map<String, Value> {
        let mut found = Map::new();
        for (keyword, content) in json::entries(Some(value)) {
            let form = match keyword {
                _ if !keep(keyword) => None,
                "type" => kept_types(content),
                "uniqueItems" => (content == &Value::Bool(true)).then(|| content.clone()),
                "required" if json::elements(Some(content)).next().is_none() => None,
                "enum" | "required" => Some(sort_list(content)),
                _ if PLAIN.contains(&keyword) => Some(content.clone()),
                _ if ONE.contains(&keyword) => Some(self.canonicalize_part(content, open)),
                _ if LIST.contains(&keyword) => Some(
                    json::elements(Some(content))
                        .map(|part| self.canonicalize_part(part, open))
                        .collect(),
                ),
                _ if NAMED.contains(&keyword) => {
                    let entries = json::entries(Some(content)).into_iter();
                    let parts = entries
                        .map(|(name, part)| (name.into(), self.canonicalize_part(part, open)));
                    Some(Value::Object(parts.collect()))
                }
                _ => None,
            };
            found.extend(form.map(|form| (keyword.to_owned(), form)));
        }
        sort_names(found)
    }
}

/// Whether a part has no keywords about members, so that it is written out where it is used.
fn is_scalar(target: &Value) -> bool {
    let members = ["properties", "items"].into_iter().chain(LIST.iter().copied());
    let members = members.chain(["patternProperties", "additionalProperties", "if", "not"]);
    members.into_iter().all(|keyword| target.get(keyword).is_none())
}

/// Whether a part is a list or a map and nothing else.
fn is_collection(target: &Value) -> bool {
    let mut others = ["properties", "if", "not"].into_iter().chain(LIST.iter().copied());
    let kind = json::string(target, "type");
    matches!(kind, Some("array" | "object")) && others.all(|keyword| target.get(keyword).is_none())
}

/// The types without `null`, sorted. A single type is a string.
fn kept_types(content: &Value) -> Option<Value> {
    let mut types: Vec<String> = match content {
        Value::String(one) => vec![one.clone()],
        list => json::strings(Some(list)),
    };
    types.sort();
    types.dedup();
    match types.as_slice() {
        [] => None,
        [one] => Some(one.clone().into()),
        _ => Some(types.into()),
    }
}

fn sort_list(content: &Value) -> Value {
    let mut list: Vec<Value> = json::elements(Some(content)).cloned().collect();
    list.sort_by_key(ToString::to_string);
    list.dedup();
    list.into()
}

/// The same map, sorted by name.
fn sort_names(map: Map<String, Value>) -> Map<String, Value> {
    let ordered: BTreeMap<String, Value> = map.into_iter().collect();
    ordered.into_iter().collect()
}

/// The names of the definitions that a form refers to.
fn references(form: &Value) -> Vec<String> {
    match form {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(map.values().flat_map(references)).collect()
        }
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
