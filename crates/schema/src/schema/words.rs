//! Makes nodes from the words of the facts. If a line contains JSON, [`super::exact`] reads that instead.

use serde_json::Value as Json;

use super::builder::Builder;
use super::exact;
use super::{Additional, Bounds, GroupRule, NodeId, Pattern, Schema, SchemaNode, Types, ValueRule};
use crate::facts::{
    Body, Content, Definition, FactsText, ResourceType, Shape, TAG_SCHEMA, ValueKind,
};

/// The schema of a resource type.
pub(super) fn read_schema(resource: &'static ResourceType) -> Schema {
    let mut reader = SchemaReader { resource, builder: Builder::default() };
    let mut node = reader.body_node(&resource.body);
    node.types = Types::default();
    let properties = node.properties.get_or_insert_default();
    for path in &resource.read_only {
        let name = path.split('/').next().unwrap_or_default();
        if !properties.iter().any(|(known, _)| known == name) {
            properties.push((FactsText::Owned(name.to_owned()), usize::MAX));
        }
    }
    properties.sort_by(|one, other| one.0.cmp(&other.0));
    let root = reader.add(node);
    while let Some((key, id)) = reader.builder.next_pending() {
        let node = reader.definition_node(&key);
        reader.builder.set(id, node);
    }
    Schema { nodes: reader.builder.finish(), root }
}

/// Makes the nodes of one resource type.
struct SchemaReader {
    resource: &'static ResourceType,
    builder: Builder,
}

impl SchemaReader {
    fn add(&mut self, node: SchemaNode) -> NodeId {
        self.builder.add(node)
    }

    /// The node of a property type that has a name.
    fn definition_node(&mut self, key: &str) -> SchemaNode {
        let resource = self.resource;
        let written_out = resource.exact.iter().find(|(name, _)| name == key);
        match resource.definition(key).map(|found| &found.content) {
            Some(Content::Struct(body)) => self.body_node(body),
            _ => match written_out {
                Some((_, json)) => exact::read_node(&mut self.builder, json),
                None if key == "Tag" => exact::read_node(&mut self.builder, TAG_SCHEMA),
                None => SchemaNode::default(),
            },
        }
    }

    fn body_node(&mut self, body: &Body) -> SchemaNode {
        let mut node = match body.schema {
            Some(json) => exact::read_node(&mut self.builder, json),
            None => self.object_rules(body),
        };
        let mut properties = Vec::with_capacity(body.properties.len());
        for property in &body.properties {
            if property.marks.iter().any(|mark| mark == "alternative") {
                continue;
            }
            let content = match property.exact {
                Some(json) => exact::read_node(&mut self.builder, json),
                None => self.shape_node(&property.shape),
            };
            properties.push((property.name.clone(), self.add(content)));
        }
        properties.sort_by(|one, other| one.0.cmp(&other.0));
        node.properties = Some(properties);
        node
    }

    fn object_rules(&mut self, body: &Body) -> SchemaNode {
        let mut node = SchemaNode {
            types: Types::OBJECT,
            additional: Additional::Forbidden,
            ..SchemaNode::default()
        };
        if !body.arguments.is_empty() {
            node.group.push(GroupRule::Required(body.arguments.clone()));
        }
        for (name, members) in &body.rules {
            let first = members.first().cloned().unwrap_or_default();
            let others = members.iter().skip(1).cloned().collect();
            match &**name {
                "exactly-one" => node.group.push(GroupRule::ExactlyOne(members.clone())),
                "at-least-one" => node.group.push(GroupRule::AtLeastOne(members.clone())),
                "needs" => node.group.push(GroupRule::Needs(first, others)),
                "excludes" => node.group.push(GroupRule::Excludes(first, others)),
                "one-of" => node.own.push(ValueRule::Exactly(self.required_sets(members))),
                _ => node.own.push(ValueRule::Any(self.required_sets(members))),
            }
        }
        node
    }

    /// One node for each set of members, `A+B`.
    fn required_sets(&mut self, sets: &[FactsText]) -> Vec<NodeId> {
        let required = |set: &FactsText| {
            let members = set.split('+').map(|name| FactsText::Owned(name.to_owned())).collect();
            SchemaNode { group: vec![GroupRule::Required(members)], ..SchemaNode::default() }
        };
        sets.iter().map(|set| self.add(required(set))).collect()
    }

    fn shape_node(&mut self, shape: &Shape) -> SchemaNode {
        let mut node = match &shape.kind {
            ValueKind::String => typed_node(Types::STRING),
            ValueKind::Integer => typed_node(Types::INTEGER),
            ValueKind::Double => typed_node(Types::NUMBER),
            ValueKind::Boolean => typed_node(Types::BOOLEAN),
            ValueKind::Json => SchemaNode::default(),
            ValueKind::Tag => return reference_node(self.builder.named_node("Tag")),
            ValueKind::Struct(key) if Definition::has_name(key) => {
                return reference_node(self.builder.named_node(key));
            }
            ValueKind::Struct(key) => {
                match self.resource.definition(key).map(|found| &found.content) {
                    Some(Content::Struct(body)) => self.body_node(body),
                    _ => SchemaNode::default(),
                }
            }
            ValueKind::Enum(key) => self.enum_node(key),
            ValueKind::List(element) => {
                let items = self.element_node(element);
                SchemaNode { types: Types::LIST, items, ..SchemaNode::default() }
            }
            ValueKind::Map(element) => self.map_node(shape, element),
        };
        self.add_limits(&mut node, shape);
        if shape.limit("named").is_some() { reference_node(self.add(node)) } else { node }
    }

    fn enum_node(&self, key: &str) -> SchemaNode {
        let mut node = typed_node(Types::STRING);
        if let Some(Content::Enum(values)) =
            self.resource.definition(key).map(|found| &found.content)
        {
            let values = values.iter().map(|(value, _)| Json::from(&**value)).collect();
            node.own.push(ValueRule::OneOf(values));
        }
        node
    }

    /// The node of the elements of a list or map, if they have rules.
    fn element_node(&mut self, element: &Shape) -> Option<NodeId> {
        let is_unrestricted = matches!(element.kind, ValueKind::Json) && element.limits.is_empty();
        if is_unrestricted {
            return None;
        }
        let node = self.shape_node(element);
        Some(self.add(node))
    }

    fn map_node(&mut self, map: &Shape, element: &Shape) -> SchemaNode {
        let mut node = typed_node(Types::OBJECT);
        let Some(pattern) = map.limits.iter().find(|(name, _)| name == "keys") else {
            if let Some(id) = self.element_node(element) {
                node.additional = Additional::Matching(id);
            }
            return node;
        };
        let element = self.shape_node(element);
        let id = self.add(element);
        node.patterns.push((Pattern::new(pattern.1.clone().unwrap_or_default()), id));
        if map.limit("open").is_none() {
            node.additional = Additional::Forbidden;
        }
        node
    }

    fn add_limits(&self, node: &mut SchemaNode, shape: &Shape) {
        let is_json = shape.limit("format") == Some("json");
        for (name, value) in &shape.limits {
            let text = value.as_deref().unwrap_or_default();
            let number = || text.parse::<f64>().unwrap_or_default();
            match &**name {
                "length" => {
                    node.own.push(ValueRule::Length { bounds: parse_bounds(text), is_json })
                }
                "range" => {
                    let (min, max) = text.split_once("..").unwrap_or((text, ""));
                    let [min, max] = [min, max].map(|bound| bound.parse().ok());
                    node.own.push(ValueRule::Range { min, max });
                }
                "items" => node.group.push(GroupRule::Items(parse_bounds(text))),
                "properties" => node.group.push(GroupRule::Entries(parse_bounds(text))),
                "unique" => node.group.push(GroupRule::Unique),
                "multiple-of" => node.own.push(ValueRule::MultipleOf(number())),
                "below" => node.own.push(ValueRule::Below(number())),
                "pattern" => {
                    let pattern = Pattern::new(value.clone().unwrap_or_default());
                    node.own.push(ValueRule::Pattern(Box::new(pattern)));
                }
                "format" => node.own.push(ValueRule::Format(value.clone().unwrap_or_default())),
                "any-case" => {
                    node.own
                        .push(ValueRule::OneOfAnyCase(text.split('|').map(Json::from).collect()));
                }
                "types" => node.types = Types::from_names(text.split('|')),
                _ => {}
            }
        }
    }
}

fn typed_node(types: Types) -> SchemaNode {
    SchemaNode { types, ..SchemaNode::default() }
}

fn reference_node(id: NodeId) -> SchemaNode {
    SchemaNode { reference: Some(id), ..SchemaNode::default() }
}

fn parse_bounds(text: &str) -> Bounds {
    let (min, max) = text.split_once("..").unwrap_or((text, ""));
    Bounds { min: min.parse().ok(), max: max.parse().ok() }
}
