//! Reads a resource type, without Rust names, from its JSON schema.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schema_kinds::Kinds;
use super::specification::Supplement;
use crate::json;
use crate::model::cloudformation::{
    Attribute, Body, Content, Definition, Mark, NestedMark, ResourceType, TagShape, Tags, ValueKind,
};

/// The resource type that a schema and its supplement describe.
pub(super) fn read(name: &str, schema: &Value, supplement: Option<&Supplement>) -> ResourceType {
    let empty = Supplement::default();
    let supplement = supplement.unwrap_or(&empty);
    let marks = Marks::read(schema);
    let mut kinds = Kinds::new(schema);
    let short = name.rsplit("::").next().unwrap_or(name);
    let body =
        kinds.body(schema, short, &marks.writable(), &|property| marks.property_marks(property));
    let attributes = attributes(&mut kinds, &marks, supplement);
    let mut resource = ResourceType {
        name: name.to_owned(),
        identifier: json::strings(schema.get("primaryIdentifier"))
            .iter()
            .map(|path| dotted(path))
            .collect(),
        arn: supplement.arn.clone(),
        nested: marks.nested_marks(),
        definitions: kinds.definitions(),
        exact: kinds.exact_parts(&body),
        read_only: marks.all_read_only(),
        readable: super::readable::properties(name),
        body,
        attributes,
        ..ResourceType::default()
    };
    resource.returns = returns(&kinds, &resource, supplement);
    resource.tags = tags(schema, &resource, supplement);
    resource
}

/// The paths that a schema marks, relative to the properties.
struct Marks {
    paths: Vec<(Mark, String)>,
}

impl Marks {
    fn read(schema: &Value) -> Self {
        let lists = [
            (Mark::CreateOnly, "createOnlyProperties"),
            (Mark::ConditionalCreateOnly, "conditionalCreateOnlyProperties"),
            (Mark::WriteOnly, "writeOnlyProperties"),
            (Mark::ReadOnly, "readOnlyProperties"),
            (Mark::Deprecated, "deprecatedProperties"),
        ];
        let mut paths = Vec::new();
        for (mark, list) in lists {
            let found: BTreeSet<String> =
                json::strings(schema.get(list)).iter().map(|path| relative(path)).collect();
            paths.extend(found.into_iter().map(|path| (mark, path)));
        }
        Self { paths }
    }

    /// The marks of a property of the first level.
    fn property_marks(&self, property: &str) -> Vec<Mark> {
        self.paths.iter().filter(|(_, path)| path == property).map(|(mark, _)| *mark).collect()
    }

    /// Whether a template may set a property of the first level.
    fn writable(&self) -> impl Fn(&str) -> bool + '_ {
        |property| !self.property_marks(property).contains(&Mark::ReadOnly)
    }

    /// The marks below the first level that are not attributes.
    fn nested_marks(&self) -> Vec<NestedMark> {
        let below = self.paths.iter().filter(|(_, path)| path.contains('/'));
        let kept = below.filter(|(mark, path)| *mark != Mark::ReadOnly || path.contains('*'));
        kept.map(|(mark, path)| NestedMark { mark: *mark, path: path.clone() }).collect()
    }

    /// Every path that a template can't set.
    fn all_read_only(&self) -> Vec<String> {
        let paths = self.paths.iter().filter(|(mark, _)| *mark == Mark::ReadOnly);
        paths.map(|(_, path)| path.clone()).collect()
    }

    /// The paths of attributes.
    fn read_only(&self) -> impl Iterator<Item = &str> {
        let kept =
            self.paths.iter().filter(|(mark, path)| *mark == Mark::ReadOnly && !path.contains('*'));
        kept.map(|(_, path)| path.as_str())
    }
}

fn relative(path: &str) -> String {
    let path = path.trim_start_matches('/');
    path.strip_prefix("properties/").unwrap_or(path).to_owned()
}

fn dotted(path: &str) -> String {
    relative(path).replace('/', ".")
}

/// What `Fn::GetAtt` returns: read-only properties, their parts, and what the supplement adds.
fn attributes(kinds: &mut Kinds<'_>, marks: &Marks, supplement: &Supplement) -> Vec<Attribute> {
    let mut found: BTreeMap<String, ValueKind> = BTreeMap::new();
    for path in marks.read_only() {
        found.extend(kinds.parts(&dotted(path)));
    }
    for attribute in &supplement.attributes {
        found.entry(attribute.name.clone()).or_insert_with(|| attribute.kind.clone());
    }
    let named = found.into_iter();
    named.map(|(name, kind)| Attribute { name, rust: String::new(), kind }).collect()
}

/// What `Ref` returns: the supplement's answer, else the identifier if there is only one.
fn returns(
    kinds: &Kinds<'_>,
    resource: &ResourceType,
    supplement: &Supplement,
) -> Option<Attribute> {
    let stated =
        if supplement.returns.is_empty() { &resource.identifier } else { &supplement.returns };
    let [name] = stated.as_slice() else { return None };
    let name = name.replace('/', ".");
    Some(Attribute { kind: kinds.plain_at(&name), rust: String::new(), name })
}

fn tags(schema: &Value, resource: &ResourceType, supplement: &Supplement) -> Option<Tags> {
    let stated = schema.get("tagging").filter(|tagging| tagging.get("taggable").is_some());
    let property = match stated {
        Some(tagging) if tagging.get("taggable") == Some(&Value::Bool(false)) => return None,
        Some(tagging) => json::string(tagging, "tagProperty").map_or("Tags".into(), relative),
        None => supplement.tags.clone()?,
    };
    let found = resource.body.properties.iter().find(|found| found.name == property)?;
    Some(Tags { shape: tag_shape(resource, &found.shape.kind), property })
}

fn tag_shape(resource: &ResourceType, kind: &ValueKind) -> TagShape {
    match kind {
        ValueKind::Map(_) | ValueKind::Json => TagShape::Map,
        ValueKind::List(element) => match &element.kind {
            ValueKind::Tag => TagShape::List,
            ValueKind::Struct(key) => tag_list_shape(resource.definition(key)),
            _ => TagShape::Other,
        },
        _ => TagShape::Other,
    }
}

fn tag_list_shape(definition: Option<&Definition>) -> TagShape {
    let Some(Definition { content: Content::Struct(Body { properties, .. }), .. }) = definition
    else {
        return TagShape::Other;
    };
    match properties.iter().map(|property| property.name.as_str()).collect::<Vec<_>>().as_slice() {
        ["Key", "Value"] => TagShape::List,
        ["Key", "PropagateAtLaunch", "Value"] => TagShape::AutoScaling,
        _ => TagShape::Other,
    }
}
