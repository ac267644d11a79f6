//! The sections of a template -> constructs in their places, and sections of the stack.

use std::collections::BTreeMap;

use constructs::{
    Condition, ConditionRef, Construct, DeletionPolicy, Entry, Expr, GenericResource, Mapping,
    Object, Output, Parameter, Predicate, Resource, ResourceRef, Scope, Str, UpdateReplacePolicy,
    Value as Typed,
};

use super::expression::{Context, Expressions};
use super::literal::{literal, name_of, vouched};
use super::names::{Names, Places, SECTIONS};
use constructs_document::{Map, Node, Template, Value};

/// Describes everything; gives back the values of the outputs.
pub(super) fn build(
    template: &Template,
    scope: Scope<'_>,
    names: &Names,
    places: &Places<'_, '_>,
) -> BTreeMap<String, Expr> {
    let builder = Builder { names, values: Expressions { names, context: Context::Value } };
    for section in template.sections() {
        let is_held = SECTIONS.contains(&&*section.key)
            && section.node.as_map().is_some_and(|map| !map.is_empty());
        match &*section.key {
            _ if is_held => {}
            "Metadata" => scope.section(section.key.clone(), literal(&section.node)),
            _ => scope.section(section.key.clone(), builder.values.value(&section.node)),
        }
    }
    let mut outputs = BTreeMap::new();
    for (section, entries) in places {
        for (entry, scope) in entries {
            builder.entry(section, entry, *scope);
            if *section == "Outputs"
                && let Some(value) = entry.node.get("Value")
            {
                outputs.insert(entry.key.clone(), builder.values.value(value));
            }
        }
    }
    outputs
}

/// Describes entries.
struct Builder<'n> {
    names: &'n Names,
    values: Expressions<'n>,
}

impl Builder<'_> {
    /// An entry by its section's type, or written out if it is not what that type says.
    fn entry(&self, section: &str, entry: &constructs_document::Entry, scope: Scope<'_>) {
        let is_function = entry.key.starts_with("Fn::");
        let id = &*entry.key;
        match (section, &entry.node.value) {
            _ if is_function => self.raw(section, entry, scope),
            ("Conditions", _) => self.condition(id, &entry.node, scope),
            ("Parameters", Value::Map(map)) if has_type(&entry.node) => parameter(id, map, scope),
            ("Resources", Value::Map(map)) if has_type(&entry.node) => {
                self.resource(id, map, scope)
            }
            ("Mappings", Value::Map(map)) => self.mapping(id, map, scope),
            ("Outputs", Value::Map(map)) if map.get("Value").is_some() => {
                self.output(id, map, scope)
            }
            _ => self.raw(section, entry, scope),
        }
    }

    fn raw(&self, section: &str, entry: &constructs_document::Entry, scope: Scope<'_>) {
        let context = if matches!(section, "Conditions" | "Rules") {
            Context::Condition
        } else {
            Context::Value
        };
        let value = Expressions { names: self.names, context }.value(&entry.node);
        Entry::new(section.to_owned(), entry.key.clone(), value).build(scope);
    }

    fn condition(&self, id: &str, node: &Node, scope: Scope<'_>) {
        let predicate = Expressions { names: self.names, context: Context::Condition }.value(node);
        Condition::new(Predicate::raw(predicate)).logical_id(id).build(scope);
    }

    fn mapping(&self, id: &str, map: &Map, scope: Scope<'_>) {
        let rows = map.iter().fold(Mapping::new().logical_id(id), |mapping, row| {
            // A row may contain a macro, but no other function.
            let value = self.values.value(&row.node);
            mapping.raw(row.key.clone(), vouched(value))
        });
        rows.build(scope);
    }

    fn resource(&self, id: &str, map: &Map, scope: Scope<'_>) {
        let type_name = map.get("Type").and_then(Node::as_str).unwrap_or_default();
        let mut resource = GenericResource::new(type_name).logical_id(id);
        for entry in map {
            resource = self.attribute(resource, &entry.key, &entry.node);
        }
        resource.build(scope);
    }

    /// An attribute of a resource, by its type where it has what that can say.
    fn attribute(&self, resource: GenericResource, key: &str, node: &Node) -> GenericResource {
        let text = node.as_str();
        match (key, &node.value) {
            ("Type", _) => return resource,
            ("Properties", Value::Map(map)) if !map.is_empty() => {
                return map.iter().fold(resource, |resource, entry| {
                    resource.raw(entry.key.clone(), self.values.value(&entry.node))
                });
            }
            ("Metadata", Value::Map(map)) if !map.is_empty() => {
                return map.iter().fold(resource, |resource, entry| {
                    resource.metadata(entry.key.clone(), self.values.value(&entry.node))
                });
            }
            ("DependsOn", _) => return self.dependencies(resource, node),
            _ => {}
        }
        let condition =
            text.filter(|_| key == "Condition").and_then(|name| self.names.condition(name));
        let deletion = text.filter(|_| key == "DeletionPolicy").and_then(DeletionPolicy::named);
        let replacement =
            text.filter(|_| key == "UpdateReplacePolicy").and_then(UpdateReplacePolicy::named);
        match (condition, deletion, replacement) {
            (Some(condition), ..) => resource.condition(ConditionRef::from_node(condition)),
            (_, Some(policy), _) => resource.deletion_policy(policy),
            (_, _, Some(policy)) => resource.update_replace_policy(policy),
            _ => resource.raw_attribute(key.to_owned(), self.values.value(node)),
        }
    }

    /// `DependsOn` as it is written: a name, or a list of names.
    fn dependencies(&self, resource: GenericResource, node: &Node) -> GenericResource {
        let name = |node: &Node| {
            let known = node.as_str().and_then(|name| self.names.resource(name));
            known.map_or_else(|| self.values.value(node), |known| name_of(known.into()))
        };
        let value = match node.as_list() {
            Some(items) => Expr::List(items.iter().map(name).collect()),
            None => name(node),
        };
        resource.raw_attribute("DependsOn", value)
    }

    fn output(&self, id: &str, map: &Map, scope: Scope<'_>) {
        let value = map.get("Value").map_or(Expr::Null, |value| self.values.value(value));
        let mut output = Output::new(Typed::<Str>::new(value)).logical_id(id);
        for entry in map.iter().filter(|entry| entry.key != "Value") {
            output = self.output_attribute(output, &entry.key, &entry.node);
        }
        output.build(scope);
    }

    fn output_attribute(&self, output: Output, key: &str, node: &Node) -> Output {
        let text = node.as_str();
        match (key, text, node.single()) {
            ("Description", Some(text), _) => return output.description(text),
            ("Export", _, Some(("Name", name))) => {
                return output.export(Typed::<Str>::new(self.values.value(name)));
            }
            _ => {}
        }
        match text.filter(|_| key == "Condition").and_then(|name| self.names.condition(name)) {
            Some(condition) => output.condition(ConditionRef::from_node(condition)),
            None => output.raw(key.to_owned(), self.values.value(node)),
        }
    }
}

fn has_type(node: &Node) -> bool {
    node.get("Type").is_some_and(|node| node.as_str().is_some())
}

/// A parameter. CloudFormation takes `1` and `"1"` for the same in it: what is written is not compared.
fn parameter(id: &str, map: &Map, scope: Scope<'_>) {
    let declaration: Object = map.iter().fold(Object::new(), |object, entry| {
        object.with(entry.key.clone(), vouched(literal(&entry.node)))
    });
    let parameter = Parameter::string().logical_id(id);
    let parameter = declaration
        .iter()
        .fold(parameter, |parameter, (key, value)| parameter.raw(key.to_owned(), value.clone()));
    parameter.build(scope);
}
