//! A linked stack to the bytes of its template: JSON, one space to a level, keys in a fixed order.
//!
//! Templates are written straight from the linked tree; there is no copy in between. A text made of parts
//! becomes `Fn::Sub` where all its parts can stand inside one, and `Fn::Join` otherwise.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::ser::PrettyFormatter;

use super::link::{
    Export, Linked, LinkedAttributes, LinkedKind, LinkedOutput, LinkedResource, LinkedStack, Local,
};
use crate::value::{Expr, Key, LocalReference, ReferenceKind};

/// The template of `stack`.
pub(crate) fn template(linked: &Linked, stack: &LinkedStack) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256 * stack.members.len());
    json(&mut bytes, &Template { linked, stack });
    bytes.push(b'\n');
    bytes
}

/// `value` inside a template, as the smallest JSON.
pub(crate) fn minified(linked: &Linked, value: &Local) -> String {
    serde_json::to_string(&Value(linked, value)).unwrap_or_default()
}

fn json(bytes: &mut Vec<u8>, value: &impl Serialize) {
    let mut serializer =
        serde_json::Serializer::with_formatter(bytes, PrettyFormatter::with_indent(b" "));
    let written = value.serialize(&mut serializer);
    debug_assert!(written.is_ok(), "a vector takes all that is written, and all keys are texts");
}

struct Template<'t> {
    linked: &'t Linked,
    stack: &'t LinkedStack,
}

impl Template<'_> {
    /// A section of the template: the members for which `entry` gives a value, if there are any.
    fn section<'s, M: SerializeMap, T: Serialize>(
        &'s self,
        map: &mut M,
        name: &'static str,
        entry: impl Fn(&'s LinkedKind) -> Option<T> + Copy,
    ) -> Result<(), M::Error> {
        let entries = || {
            let members = self.stack.members.iter();
            members.filter_map(move |index| {
                Some((
                    self.linked.logical_id(*index),
                    entry(self.linked.kinds.get(*index as usize)?)?,
                ))
            })
        };
        if entries().next().is_none() {
            Ok(())
        } else {
            map.serialize_entry(name, &Entries(entries))
        }
    }
}

impl Serialize for Template<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { linked, stack } = self;
        let object = |entries| Object(linked, entries);
        let mut map = serializer.serialize_map(None)?;
        if let Some(description) = &stack.details.description {
            map.serialize_entry("Description", description)?;
        }
        if !stack.metadata.is_empty() {
            map.serialize_entry("Metadata", &object(&stack.metadata))?;
        }
        if stack.is_extended {
            map.serialize_entry("Transform", "AWS::LanguageExtensions")?;
        }
        self.section(&mut map, "Parameters", |kind| match kind {
            LinkedKind::Parameter(entries) => Some(object(entries)),
            _ => None,
        })?;
        self.section(&mut map, "Mappings", |kind| match kind {
            LinkedKind::Mapping(entries) => Some(object(entries)),
            _ => None,
        })?;
        self.section(&mut map, "Conditions", |kind| match kind {
            LinkedKind::Condition(condition) => Some(Value(linked, condition)),
            _ => None,
        })?;
        self.section(&mut map, "Rules", |kind| match kind {
            LinkedKind::Rule(entries) => Some(object(entries)),
            _ => None,
        })?;
        self.section(&mut map, "Resources", |kind| match kind {
            LinkedKind::Resource(resource) => Some(Resource(linked, resource)),
            _ => None,
        })?;
        if stack
            .members
            .iter()
            .any(|index| matches!(linked.kinds.get(*index as usize), Some(LinkedKind::Output(_))))
            || !stack.exports.is_empty()
        {
            map.serialize_entry("Outputs", &Outputs(self))?;
        }
        map.end()
    }
}

/// Pairs of key and value, made anew each time they are written.
struct Entries<F>(F);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>, F: Fn() -> I> Serialize
    for Entries<F>
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
}

/// Author's outputs, then those that other stacks made necessary.
struct Outputs<'t>(&'t Template<'t>);

impl Serialize for Outputs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Template { linked, stack } = *self.0;
        let mut map = serializer.serialize_map(None)?;
        for index in &stack.members {
            if let Some(LinkedKind::Output(output)) = linked.kinds.get(*index as usize) {
                map.serialize_entry(linked.logical_id(*index), &Output(linked, output))?;
            }
        }
        for export in stack.exports.iter().filter_map(|at| linked.exports.get(*at as usize)) {
            if let Some(output) = &export.output {
                map.serialize_entry(output, &Exported(linked, export))?;
            }
        }
        map.end()
    }
}

struct Output<'t>(&'t Linked, &'t LinkedOutput);

impl Serialize for Output<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(linked, output) = self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(description) = &output.description {
            map.serialize_entry("Description", description)?;
        }
        if let Some(condition) = output.condition {
            map.serialize_entry("Condition", linked.logical_id(condition))?;
        }
        map.serialize_entry("Value", &Value(linked, &output.value))?;
        if let Some(name) = &output.export {
            map.serialize_entry("Export", &Single("Name", Value(linked, name)))?;
        }
        map.end()
    }
}

struct Exported<'t>(&'t Linked, &'t Export);

impl Serialize for Exported<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(linked, Export { wanted, name, .. }) = self;
        let (node, attribute) = (wanted.node, wanted.attribute.clone());
        let reference = |kind| Expr::Reference(LocalReference::Declared { node, kind, attribute });
        let value = match wanted.kind {
            ReferenceKind::List => {
                let joined = vec![Expr::String("||".into()), reference(ReferenceKind::Scalar)];
                Expr::function("Fn::Join", Expr::List(joined))
            }
            kind => reference(kind),
        };
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("Value", &Value(linked, &value))?;
        map.serialize_entry("Export", &Single("Name", name))?;
        map.end()
    }
}

/// An object with one key.
struct Single<V>(&'static str, V);

impl<V: Serialize> Serialize for Single<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &self.1)?;
        map.end()
    }
}

struct Resource<'t>(&'t Linked, &'t LinkedResource);

impl Serialize for Resource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(linked, resource) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Type", &resource.facts.name)?;
        if let Some(attributes) = &resource.attributes {
            serialize_attributes(&mut map, linked, attributes)?;
        }
        if !resource.properties.is_empty() {
            map.serialize_entry("Properties", &Object(linked, &resource.properties))?;
        }
        if let Some(attributes) =
            resource.attributes.as_ref().filter(|attributes| !attributes.metadata.is_empty())
        {
            map.serialize_entry("Metadata", &Object(linked, &attributes.metadata))?;
        }
        map.end()
    }
}

fn serialize_attributes<M: SerializeMap>(
    map: &mut M,
    linked: &Linked,
    attributes: &LinkedAttributes,
) -> Result<(), M::Error> {
    if let Some(condition) = attributes.condition {
        map.serialize_entry("Condition", linked.logical_id(condition))?;
    }
    match attributes.depends_on[..] {
        [] => {}
        [one] => map.serialize_entry("DependsOn", linked.logical_id(one))?,
        ref several => {
            let names: Vec<&str> = several.iter().map(|index| linked.logical_id(*index)).collect();
            map.serialize_entry("DependsOn", &names)?;
        }
    }
    if let Some(policy) = &attributes.creation_policy {
        map.serialize_entry("CreationPolicy", &Value(linked, policy))?;
    }
    if let Some(policy) = &attributes.update_policy {
        map.serialize_entry("UpdatePolicy", &Value(linked, policy))?;
    }
    if let Some(policy) = attributes.deletion_policy {
        map.serialize_entry("DeletionPolicy", policy.as_str())?;
    }
    if let Some(policy) = attributes.update_replace_policy {
        map.serialize_entry("UpdateReplacePolicy", policy.as_str())?;
    }
    Ok(())
}

struct Object<'t>(&'t Linked, &'t [(Key, Local)]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.1.iter().map(|(key, value)| (key, Value(self.0, value))))
    }
}

struct Value<'t>(&'t Linked, &'t Local);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(linked, value) = *self;
        match value {
            Expr::Null => serializer.serialize_unit(),
            Expr::Bool(value) => serializer.serialize_bool(*value),
            Expr::Integer(value) => serializer.serialize_i64(*value),
            Expr::Number(value) => serializer.serialize_f64(value.get()),
            Expr::String(text) => serializer.serialize_str(text),
            Expr::Pseudo(pseudo) => Single("Ref", pseudo.name()).serialize(serializer),
            Expr::Reference(reference) => serialize_reference(linked, reference, serializer),
            Expr::Concat(parts) => serialize_text(linked, parts, serializer),
            Expr::List(items) => {
                serializer.collect_seq(items.iter().map(|item| Value(linked, item)))
            }
            Expr::Map(entries) => Object(linked, entries).serialize(serializer),
            Expr::Function(function) => {
                Single(function.name, Value(linked, &function.argument)).serialize(serializer)
            }
            Expr::Dynamic(inner) => Value(linked, inner).serialize(serializer),
        }
    }
}

fn serialize_reference<S: Serializer>(
    linked: &Linked,
    reference: &LocalReference,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match reference {
        LocalReference::Declared { node, kind: ReferenceKind::Name, .. } => {
            serializer.serialize_str(linked.logical_id(*node))
        }
        LocalReference::Declared { node, attribute, .. } if attribute.is_empty() => {
            Single("Ref", linked.logical_id(*node)).serialize(serializer)
        }
        LocalReference::Declared { node, attribute, .. } => {
            Single("Fn::GetAtt", [linked.logical_id(*node), attribute]).serialize(serializer)
        }
        LocalReference::Import(at) => {
            let name = linked.exports.get(*at as usize).map_or("", |export| &export.name);
            Single("Fn::ImportValue", name).serialize(serializer)
        }
    }
}

/// The parts of a text, those of a dynamic reference among them.
fn flatten<'t>(parts: &'t [Local], flat: &mut Vec<&'t Local>) {
    for part in parts {
        match part {
            Expr::Concat(inner) => flatten(inner, flat),
            Expr::Dynamic(inner) => flatten(std::slice::from_ref(&**inner), flat),
            other => flat.push(other),
        }
    }
}

fn serialize_text<S: Serializer>(
    linked: &Linked,
    parts: &[Local],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut flat = Vec::with_capacity(parts.len());
    flatten(parts, &mut flat);
    match substitution(linked, &flat) {
        Some(template) if flat.iter().all(|part| matches!(part, Expr::String(_))) => {
            serializer.serialize_str(&template)
        }
        Some(template) => Single("Fn::Sub", template).serialize(serializer),
        None => Single("Fn::Join", ("", Sequence(linked, &flat))).serialize(serializer),
    }
}

struct Sequence<'t>(&'t Linked, &'t [&'t Local]);

impl Serialize for Sequence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.1.len()))?;
        for part in self.1 {
            sequence.serialize_element(&Value(self.0, part))?;
        }
        sequence.end()
    }
}

/// The template for `Fn::Sub`, if every part can stand in one. Literals are data: `${` is escaped.
fn substitution(linked: &Linked, parts: &[&Local]) -> Option<String> {
    let literal_only = parts.iter().all(|part| matches!(part, Expr::String(_)));
    let mut template = String::new();
    for part in parts {
        match part {
            Expr::String(text) if literal_only => template.push_str(text),
            Expr::String(text) => template.push_str(&text.replace("${", "${!")),
            Expr::Pseudo(pseudo) => template.extend(["${", pseudo.name(), "}"]),
            Expr::Reference(LocalReference::Declared {
                node,
                kind: ReferenceKind::Scalar,
                attribute,
            }) => {
                let dot = if attribute.is_empty() { "" } else { "." };
                template.extend(["${", linked.logical_id(*node), dot, attribute, "}"]);
            }
            _ => return None,
        }
    }
    Some(template)
}
