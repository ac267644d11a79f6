//! The facts' words -> nodes; where a line carries the exact form, [`super::exact`] reads that instead.

use serde_json::Value as Json;

use super::builder::Builder;
use super::exact;
use super::{Additional, Bounds, Group, Node, NodeId, Own, Pattern, Schema, Types};
use crate::facts::{Body, Content, Definition, Kind, ResourceType, Shape, TAG_SCHEMA, Text};

/// The schema of a resource type.
pub(super) fn schema(resource: &'static ResourceType) -> Schema {
    let mut reader = Reader { resource, builder: Builder::default() };
    let mut node = reader.body(&resource.body);
    node.types = Types::default();
    let properties = node.properties.get_or_insert_default();
    for path in &resource.read_only {
        let name = path.split('/').next().unwrap_or_default();
        if !properties.iter().any(|(known, _)| known == name) {
            properties.push((Text::Owned(name.to_owned()), usize::MAX));
        }
    }
    properties.sort_by(|one, other| one.0.cmp(&other.0));
    let root = reader.add(node);
    while let Some((key, id)) = reader.builder.next_pending() {
        let node = reader.definition(&key);
        reader.builder.set(id, node);
    }
    Schema { nodes: reader.builder.finish(), root }
}

/// Makes the nodes of one resource type.
struct Reader {
    resource: &'static ResourceType,
    builder: Builder,
}

impl Reader {
    fn add(&mut self, node: Node) -> NodeId {
        self.builder.add(node)
    }

    /// The node of a property type that has a name.
    fn definition(&mut self, key: &str) -> Node {
        let resource = self.resource;
        let written_out = resource.exact.iter().find(|(name, _)| name == key);
        match resource.definition(key).map(|found| &found.content) {
            Some(Content::Struct(body)) => self.body(body),
            _ => match written_out {
                Some((_, json)) => exact::read(&mut self.builder, json),
                None if key == "Tag" => exact::read(&mut self.builder, TAG_SCHEMA),
                None => Node::default(),
            },
        }
    }

    fn body(&mut self, body: &Body) -> Node {
        let mut node = match body.schema {
            Some(json) => exact::read(&mut self.builder, json),
            None => self.beside_properties(body),
        };
        let mut properties = Vec::with_capacity(body.properties.len());
        for property in &body.properties {
            if property.marks.iter().any(|mark| mark == "alternative") {
                continue;
            }
            let content = match property.exact {
                Some(json) => exact::read(&mut self.builder, json),
                None => self.shape(&property.shape),
            };
            properties.push((property.name.clone(), self.add(content)));
        }
        properties.sort_by(|one, other| one.0.cmp(&other.0));
        node.properties = Some(properties);
        node
    }

    fn beside_properties(&mut self, body: &Body) -> Node {
        let mut node =
            Node { types: Types::OBJECT, additional: Additional::Refused, ..Node::default() };
        if !body.arguments.is_empty() {
            node.group.push(Group::Required(body.arguments.clone()));
        }
        for (name, members) in &body.rules {
            let first = members.first().cloned().unwrap_or_default();
            let others = members.iter().skip(1).cloned().collect();
            match &**name {
                "exactly-one" => node.group.push(Group::ExactlyOne(members.clone())),
                "at-least-one" => node.group.push(Group::AtLeastOne(members.clone())),
                "needs" => node.group.push(Group::Needs(first, others)),
                "excludes" => node.group.push(Group::Excludes(first, others)),
                "one-of" => node.own.push(Own::Exactly(self.sets(members))),
                _ => node.own.push(Own::Any(self.sets(members))),
            }
        }
        node
    }

    /// One node for each set of members, `A+B`.
    fn sets(&mut self, sets: &[Text]) -> Vec<NodeId> {
        let required = |set: &Text| {
            let members = set.split('+').map(|name| Text::Owned(name.to_owned())).collect();
            Node { group: vec![Group::Required(members)], ..Node::default() }
        };
        sets.iter().map(|set| self.add(required(set))).collect()
    }

    fn shape(&mut self, shape: &Shape) -> Node {
        let mut node = match &shape.kind {
            Kind::String => typed(Types::STRING),
            Kind::Integer => typed(Types::INTEGER),
            Kind::Double => typed(Types::NUMBER),
            Kind::Boolean => typed(Types::BOOLEAN),
            Kind::Json => Node::default(),
            Kind::Tag => return referring(self.builder.named("Tag")),
            Kind::Struct(key) if Definition::has_name(key) => {
                return referring(self.builder.named(key));
            }
            Kind::Struct(key) => match self.resource.definition(key).map(|found| &found.content) {
                Some(Content::Struct(body)) => self.body(body),
                _ => Node::default(),
            },
            Kind::Enum(key) => self.known_values(key),
            Kind::List(element) => {
                let items = self.element(element);
                Node { types: Types::LIST, items, ..Node::default() }
            }
            Kind::Map(element) => self.map(shape, element),
        };
        self.add_limits(&mut node, shape);
        if shape.limit("named").is_some() { referring(self.add(node)) } else { node }
    }

    fn known_values(&self, key: &str) -> Node {
        let mut node = typed(Types::STRING);
        if let Some(Content::Enum(values)) =
            self.resource.definition(key).map(|found| &found.content)
        {
            let values = values.iter().map(|(value, _)| Json::from(&**value)).collect();
            node.own.push(Own::OneOf(values));
        }
        node
    }

    /// The node of a list's or map's elements, if anything is said of them.
    fn element(&mut self, element: &Shape) -> Option<NodeId> {
        let says_nothing = matches!(element.kind, Kind::Json) && element.limits.is_empty();
        if says_nothing {
            return None;
        }
        let node = self.shape(element);
        Some(self.add(node))
    }

    fn map(&mut self, map: &Shape, element: &Shape) -> Node {
        let mut node = typed(Types::OBJECT);
        let Some(pattern) = map.limits.iter().find(|(name, _)| name == "keys") else {
            if let Some(id) = self.element(element) {
                node.additional = Additional::Like(id);
            }
            return node;
        };
        let element = self.shape(element);
        let id = self.add(element);
        node.patterns.push((Pattern::new(pattern.1.clone().unwrap_or_default()), id));
        if map.limit("open").is_none() {
            node.additional = Additional::Refused;
        }
        node
    }

    fn add_limits(&self, node: &mut Node, shape: &Shape) {
        let is_json = shape.limit("format") == Some("json");
        for (name, value) in &shape.limits {
            let text = value.as_deref().unwrap_or_default();
            let number = || text.parse::<f64>().unwrap_or_default();
            match &**name {
                "length" => node.own.push(Own::Length { bounds: bounds(text), is_json }),
                "range" => {
                    let (least, most) = text.split_once("..").unwrap_or((text, ""));
                    let [least, most] = [least, most].map(|bound| bound.parse().ok());
                    node.own.push(Own::Range { least, most });
                }
                "items" => node.group.push(Group::Items(bounds(text))),
                "properties" => node.group.push(Group::Entries(bounds(text))),
                "unique" => node.group.push(Group::Unique),
                "multiple-of" => node.own.push(Own::MultipleOf(number())),
                "below" => node.own.push(Own::Below(number())),
                "pattern" => {
                    let pattern = Pattern::new(value.clone().unwrap_or_default());
                    node.own.push(Own::Pattern(Box::new(pattern)));
                }
                "format" => node.own.push(Own::Format(value.clone().unwrap_or_default())),
                "any-case" => {
                    node.own.push(Own::OneOfAnyCase(text.split('|').map(Json::from).collect()));
                }
                "types" => node.types = Types::named(text.split('|')),
                _ => {}
            }
        }
    }
}

fn typed(types: Types) -> Node {
    Node { types, ..Node::default() }
}

fn referring(id: NodeId) -> Node {
    Node { reference: Some(id), ..Node::default() }
}

fn bounds(text: &str) -> Bounds {
    let (least, most) = text.split_once("..").unwrap_or((text, ""));
    Bounds { least: least.parse().ok(), most: most.parse().ok() }
}
