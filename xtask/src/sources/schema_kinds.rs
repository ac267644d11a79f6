//! Reads the kinds of values from the parts of a JSON schema. A part with properties or known values becomes a property
//! type.
//!
//! The key of a property type is its name in the schema, or its place: `Queue.RedrivePolicy`, `Rule.Filters.*`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::schema_exact::Exact;
use super::schema_limits::{limits, rules};
use super::schema_parts::{is_object, known_values, map_value, scalar, types};
use super::schema_words as words;
use crate::json;
use crate::model::cloudformation::{
    Body, Content, Definition, Limit, Mark, Property, Shape, ValueKind,
};

/// Reads kinds from one schema and collects the property types.
pub(super) struct Kinds<'a> {
    schema: &'a Value,
    exact: Exact<'a>,
    definitions: BTreeMap<String, Content>,
    /// The lists and maps that are being read. One that contains itself becomes JSON.
    open: Vec<String>,
}

impl<'a> Kinds<'a> {
    pub(super) fn new(schema: &'a Value) -> Self {
        let exact = Exact::new(schema);
        Self { schema, exact, definitions: BTreeMap::new(), open: Vec::new() }
    }

    /// The property types so far, sorted by key.
    pub(super) fn definitions(&self) -> Vec<Definition> {
        let all = self.definitions.iter();
        all.map(|(key, content)| Definition {
            key: key.clone(),
            rust: String::new(),
            content: content.clone(),
        })
        .collect()
    }

    /// The properties of an object that `keep` keeps.
    pub(super) fn body(
        &mut self,
        object: &'a Value,
        owner: &str,
        keep: &dyn Fn(&str) -> bool,
        marks: &dyn Fn(&str) -> Vec<Mark>,
    ) -> Body {
        let mut body = Body { rules: rules(object), ..Body::default() };
        for (name, value) in self.properties_of(object) {
            if keep(name) {
                let shape = self.shape(value, &format!("{owner}.{name}"));
                let mut marks = marks(name);
                let is_direct = object.get("properties").is_some_and(|all| all.get(name).is_some());
                marks.extend((!is_direct).then_some(Mark::Alternative));
                let exact = if is_direct { self.exact_form(value, &shape) } else { None };
                let (name, rust) = (name.into(), String::new());
                body.properties.push(Property { name, rust, shape, marks, exact });
            }
        }
        body.arguments = json::strings(object.get("required"));
        body.arguments.retain(|name| body.properties.iter().any(|property| property.name == *name));
        body.arguments.sort();
        body.arguments.dedup();
        let exact = self.exact.beside_properties(object);
        let said = words::beside_properties(&body);
        let is_root = std::ptr::eq(object, self.schema);
        let differs = |keyword: &&String| !(is_root && *keyword == "type");
        let equal = exact
            .keys()
            .chain(said.keys())
            .filter(differs)
            .all(|keyword| exact.get(keyword) == said.get(keyword));
        body.schema = (!equal).then(|| Value::Object(exact).to_string());
        body
    }

    /// The canonical form of a property, if the words for its shape can't express it.
    fn exact_form(&self, value: &'a Value, shape: &Shape) -> Option<String> {
        let exact = self.exact.of(value);
        let said = words::shape(shape, &|key| self.definitions.get(key).cloned());
        (exact != said).then(|| exact.to_string())
    }

    /// The definitions that only exact forms refer to.
    pub(super) fn exact_parts(&self, body: &Body) -> Vec<(String, String)> {
        let structs = self.definitions.values().filter_map(|content| match content {
            Content::Struct(body) => Some(body),
            Content::Enum(_) => None,
        });
        let mut forms: Vec<Value> = Vec::new();
        for body in structs.chain([body]) {
            let exact = body.properties.iter().filter_map(|property| property.exact.as_ref());
            let texts = exact.chain(body.schema.as_ref());
            forms.extend(texts.filter_map(|text| serde_json::from_str(text).ok()));
            let tagged = body
                .properties
                .iter()
                .any(|property| property.exact.is_none() && words::has_tag(&property.shape));
            forms.extend(tagged.then(|| serde_json::json!({"$ref": "Tag"})));
        }
        let known = |key: &str| matches!(self.definitions.get(key), Some(Content::Struct(_)));
        let found = self.exact.definitions(forms, &known).into_iter();
        let unusual = found.filter(|(name, form)| !(name == "Tag" && words::is_usual_tag(form)));
        unusual.map(|(name, form)| (name, form.to_string())).collect()
    }

    /// An attribute and, if it has properties, the attributes below it.
    pub(super) fn parts(&self, path: &str) -> BTreeMap<String, ValueKind> {
        let mut found = BTreeMap::new();
        if let Some(value) = self.at(path) {
            self.add_parts(&mut found, path.to_owned(), value, 3);
        }
        found
    }

    fn add_parts(
        &self,
        found: &mut BTreeMap<String, ValueKind>,
        path: String,
        value: &'a Value,
        depth: usize,
    ) {
        let (_, target) = self.resolve(value);
        let properties = self.properties_of(target);
        if depth > 0 && is_object(target) {
            for (name, value) in properties {
                self.add_parts(found, format!("{path}.{name}"), value, depth - 1);
            }
        }
        found.insert(path, self.plain(target, 4));
    }

    /// The kind of a property, without property types.
    pub(super) fn plain_at(&self, path: &str) -> ValueKind {
        self.at(path).map_or(ValueKind::String, |value| self.plain(value, 4))
    }

    fn at(&self, path: &str) -> Option<&'a Value> {
        path.split('.').try_fold(self.schema, |object, name| {
            let properties = self.properties_of(self.resolve(object).1);
            properties.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
        })
    }

    fn plain(&self, value: &'a Value, depth: usize) -> ValueKind {
        let (_, target) = self.resolve(value);
        let types = types(target);
        match types.as_slice() {
            ["array"] if depth > 0 => {
                let element = target
                    .get("items")
                    .map_or(ValueKind::Json, |items| self.plain(items, depth - 1));
                ValueKind::List(Box::new(Shape { kind: element, limits: Vec::new() }))
            }
            _ if is_object(target) && !self.properties_of(target).is_empty() => ValueKind::Json,
            _ => scalar(&types).unwrap_or(ValueKind::Json),
        }
    }

    /// The part of the schema that a chain of references leads to, and the last name.
    fn resolve(&self, value: &'a Value) -> (Option<String>, &'a Value) {
        let (mut name, mut target) = (None, value);
        for _ in 0..16 {
            let Some(reference) = json::string(target, "$ref") else { break };
            let pointer = reference.trim_start_matches('#');
            let Some(next) = self.schema.pointer(pointer) else { break };
            let path = pointer.trim_start_matches('/');
            name = Some(path.strip_prefix("definitions/").unwrap_or(path).replace('/', "."));
            target = next;
        }
        (name, target)
    }

    /// The properties of an object and of its alternatives, sorted by name.
    fn properties_of(&self, object: &'a Value) -> Vec<(&'a str, &'a Value)> {
        let mut found: BTreeMap<&str, &Value> =
            json::entries(object.get("properties")).into_iter().collect();
        for alternative in
            ["oneOf", "anyOf", "allOf"].iter().flat_map(|list| json::elements(object.get(list)))
        {
            for (name, value) in self.properties_of(self.resolve(alternative).1) {
                found.entry(name).or_insert(value);
            }
        }
        found.into_iter().collect()
    }

    fn shape(&mut self, value: &'a Value, place: &str) -> Shape {
        let (name, target) = self.resolve(value);
        let key = name.clone().unwrap_or_else(|| place.to_owned());
        let mut limits = limits(target);
        if name.is_some() {
            for limit in super::schema_limits::limits(value) {
                limits.retain(|found| found.name != limit.name);
                limits.push(limit);
            }
        }
        let kind = self.kind(target, &key);
        limits.extend(self.type_limits(value, target, &kind));
        Shape { kind, limits }
    }

    /// The limits with which the words express a part's types, a map's keys, and the name of a list or map.
    fn type_limits(&self, value: &'a Value, target: &'a Value, kind: &ValueKind) -> Vec<Limit> {
        let usual = match kind {
            ValueKind::String | ValueKind::Enum(_) => "string",
            ValueKind::Integer => "integer",
            ValueKind::Double => "number",
            ValueKind::Boolean => "boolean",
            ValueKind::List(_) => "array",
            ValueKind::Map(_) => "object",
            ValueKind::Json => "",
            ValueKind::Struct(_) | ValueKind::Tag => return Vec::new(),
        };
        let mut found = Vec::new();
        let mut limit =
            |name: &str, value: Option<String>| found.push(Limit { name: name.into(), value });
        let mut types = types(target);
        types.sort_unstable();
        let said = types.join("|");
        if said != usual {
            limit("types", Some(said));
        }
        let patterns = target.get("patternProperties").and_then(Value::as_object);
        if let (ValueKind::Map(_), Some((pattern, _))) =
            (kind, patterns.and_then(|all| all.iter().next()))
        {
            limit("keys", Some(pattern.clone()));
            if target.get("additionalProperties") != Some(&Value::Bool(false)) {
                limit("open", None);
            }
        }
        if self.exact.of(value).get("named").is_some() {
            limit("named", None);
        }
        found
    }

    fn kind(&mut self, target: &'a Value, key: &str) -> ValueKind {
        let types = types(target);
        let properties = self.properties_of(target);
        if types.len() > 1 {
            return match scalar(&types) {
                Some(kind) => kind,
                None if types.contains(&"array") || properties.is_empty() => ValueKind::Json,
                None => self.object(target, key),
            };
        }
        if self.is_list_or_something_else(target) {
            ValueKind::Json
        } else if !properties.is_empty() && is_object(target) {
            self.object(target, key)
        } else if let Some(values) = known_values(target, &types) {
            self.definitions.entry(key.into()).or_insert(Content::Enum(values));
            ValueKind::Enum(key.into())
        } else if types == ["array"] || target.get("items").is_some() {
            self.nested(target.get("items"), key)
                .map_or(ValueKind::Json, |shape| ValueKind::List(Box::new(shape)))
        } else if let Some(value) = map_value(target, &types) {
            self.nested(Some(value), key)
                .map_or(ValueKind::Json, |shape| ValueKind::Map(Box::new(shape)))
        } else {
            scalar(&types).unwrap_or_else(|| self.alternatives(target, key))
        }
    }

    fn object(&mut self, target: &'a Value, key: &str) -> ValueKind {
        if self.is_tag(target, key) {
            return ValueKind::Tag;
        }
        if !self.definitions.contains_key(key) {
            self.definitions.insert(key.into(), Content::Struct(Body::default()));
            let body = self.body(target, key, &|_| true, &|_| Vec::new());
            self.definitions.insert(key.into(), Content::Struct(body));
        }
        ValueKind::Struct(key.into())
    }

    fn is_tag(&self, target: &'a Value, key: &str) -> bool {
        let properties = self.properties_of(target);
        let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
        let strings = properties.iter().all(|(_, value)| self.plain(value, 1) == ValueKind::String);
        key.contains("Tag") && names == ["Key", "Value"] && strings
    }

    /// The shape of a list's or map's elements, unless they contain the list itself.
    fn nested(&mut self, value: Option<&'a Value>, key: &str) -> Option<Shape> {
        if self.open.iter().any(|open| open == key) {
            return None;
        }
        self.open.push(key.into());
        let shape = value
            .filter(|value| value.is_object())
            .map(|value| self.shape(value, &format!("{key}.*")));
        self.open.pop();
        Some(shape.unwrap_or(Shape { kind: ValueKind::Json, limits: Vec::new() }))
    }

    fn alternative_types(&self, target: &'a Value) -> Vec<Vec<&'a str>> {
        let lists = ["oneOf", "anyOf"].iter().flat_map(|list| json::elements(target.get(list)));
        lists.map(|alternative| types(self.resolve(alternative).1)).collect()
    }

    fn is_list_or_something_else(&self, target: &'a Value) -> bool {
        let alternatives = self.alternative_types(target);
        let some = |wanted: &[&str]| {
            alternatives.iter().any(|types| types.iter().any(|found| wanted.contains(found)))
        };
        some(&["array"]) && some(&["object", "string"])
    }

    /// The kind of a part without a type: the one that all its alternatives share.
    fn alternatives(&mut self, target: &'a Value, key: &str) -> ValueKind {
        let alternatives = self.alternative_types(target);
        let all = |wanted: &[&str]| {
            !alternatives.is_empty() && alternatives.iter().all(|types| types == wanted)
        };
        if all(&["array"]) {
            let first =
                ["oneOf", "anyOf"].iter().find_map(|list| json::elements(target.get(list)).next());
            first.map_or(ValueKind::Json, |first| self.shape(first, key).kind)
        } else if alternatives.iter().any(|types| types == &["string"])
            && alternatives.iter().all(|types| types.is_empty() || types == &["string"])
        {
            ValueKind::String
        } else {
            ValueKind::Json
        }
    }
}
