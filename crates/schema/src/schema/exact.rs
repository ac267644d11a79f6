//! The exact form of a JSON schema, as the facts carry it -> a node.

use serde_json::{Map, Value as Json};

use super::builder::Builder;
use super::{Additional, Bounds, Group, Node, NodeId, Own, Pattern, Types};
use crate::facts::Text;

/// The node that a text of the facts says.
pub(super) fn read(builder: &mut Builder, json: &str) -> Node {
    let schema: Json = serde_json::from_str(json).unwrap_or_default();
    node(builder, &schema)
}

fn node(builder: &mut Builder, schema: &Json) -> Node {
    let Some(schema) = schema.as_object() else {
        let mut node = Node::default();
        if schema == &Json::Bool(false) {
            let anything = builder.add(Node::default());
            node.own.push(Own::Not(anything));
        }
        return node;
    };
    let mut node = Node { types: types(schema.get("type")), ..Node::default() };
    if let Some(key) = schema.get("$ref").and_then(Json::as_str) {
        node.reference = Some(builder.named(key));
    }
    add_members(builder, schema, &mut node);
    add_group(builder, schema, &mut node);
    add_own(schema, &mut node);
    add_alternatives(builder, schema, &mut node);
    if schema.contains_key("named") {
        return Node { reference: Some(builder.add(node)), ..Node::default() };
    }
    node
}

fn child(builder: &mut Builder, schema: &Json) -> NodeId {
    let node = node(builder, schema);
    builder.add(node)
}

fn children(builder: &mut Builder, schemas: Option<&Json>) -> Option<Vec<NodeId>> {
    let schemas = schemas?.as_array()?;
    Some(schemas.iter().map(|schema| child(builder, schema)).collect())
}

fn add_members(builder: &mut Builder, schema: &Map<String, Json>, node: &mut Node) {
    if let Some(properties) = schema.get("properties").and_then(Json::as_object) {
        let entries = properties.iter();
        let mut found: Vec<(Text, NodeId)> = entries
            .map(|(name, schema)| (Text::Owned(name.clone()), child(builder, schema)))
            .collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        node.properties = Some(found);
    }
    for (pattern, schema) in
        schema.get("patternProperties").and_then(Json::as_object).into_iter().flatten()
    {
        let id = child(builder, schema);
        node.patterns.push((Pattern::new(Text::Owned(pattern.clone())), id));
    }
    node.patterns.sort_by(|one, other| one.0.source().cmp(other.0.source()));
    node.additional = match schema.get("additionalProperties") {
        Some(Json::Bool(false)) => Additional::Refused,
        Some(like @ Json::Object(_)) => Additional::Like(child(builder, like)),
        _ => Additional::Unsaid,
    };
    node.items = schema.get("items").map(|items| child(builder, items));
    node.own.extend(children(builder, schema.get("prefixItems")).map(Own::Leading));
}

fn add_group(builder: &mut Builder, schema: &Map<String, Json>, node: &mut Node) {
    let names = |keyword: &str| schema.get(keyword).map(texts);
    node.group.extend(names("required").map(Group::Required));
    node.group.extend(names("requiredOr").map(Group::AtLeastOne));
    node.group.extend(names("requiredXor").map(Group::ExactlyOne));
    type Make = fn(Text, Vec<Text>) -> Group;
    let pairs: [(&str, Make); 3] = [
        ("dependentRequired", Group::Needs),
        ("dependencies", Group::DependsOn),
        ("dependentExcluded", Group::Excludes),
    ];
    for (keyword, make) in pairs {
        let entries = schema.get(keyword).and_then(Json::as_object).into_iter().flatten();
        let mut found: Vec<(&String, &Json)> = entries.collect();
        found.sort_by_key(|(name, _)| *name);
        let made = found.into_iter().map(|(name, others)| make(name.clone().into(), texts(others)));
        node.group.extend(made);
    }
    for (name, schema) in schema.get("dependencies").and_then(Json::as_object).into_iter().flatten()
    {
        if schema.is_object() {
            let id = child(builder, schema);
            node.group.push(Group::WhenSet(name.clone().into(), id));
        }
    }
    let some = |bounds: &Bounds| bounds.least.is_some() || bounds.most.is_some();
    node.group.extend(Some(bounds(schema, "minItems", "maxItems")).filter(some).map(Group::Items));
    let entries = bounds(schema, "minProperties", "maxProperties");
    node.group.extend(Some(entries).filter(some).map(Group::Entries));
    node.group.extend(schema.contains_key("uniqueItems").then_some(Group::Unique));
    if let Some(condition) = schema.get("if") {
        let condition = child(builder, condition);
        let [then, otherwise] =
            ["then", "else"].map(|branch| schema.get(branch).map(|schema| child(builder, schema)));
        node.group.push(Group::When(condition, then, otherwise));
    }
}

fn add_own(schema: &Map<String, Json>, node: &mut Node) {
    let list = |keyword: &str| schema.get(keyword).and_then(Json::as_array).cloned();
    let number = |keyword: &str| schema.get(keyword).and_then(Json::as_f64);
    let text = |keyword: &str| {
        schema.get(keyword).and_then(Json::as_str).map(|text| Text::Owned(text.to_owned()))
    };
    node.own.extend(list("enum").map(Own::OneOf));
    node.own.extend(list("enumCaseInsensitive").map(Own::OneOfAnyCase));
    node.own.extend(schema.get("const").cloned().map(Own::Const));
    let length = bounds(schema, "minLength", "maxLength");
    if length.least.is_some() || length.most.is_some() {
        let is_json = schema.get("format").and_then(Json::as_str) == Some("json");
        node.own.push(Own::Length { bounds: length, is_json });
    }
    let (least, most) = (number("minimum"), number("maximum"));
    if least.is_some() || most.is_some() {
        node.own.push(Own::Range { least, most });
    }
    node.own.extend(number("exclusiveMinimum").map(Own::Above));
    node.own.extend(number("exclusiveMaximum").map(Own::Below));
    node.own.extend(number("multipleOf").map(Own::MultipleOf));
    node.own.extend(text("pattern").map(|source| Own::Pattern(Box::new(Pattern::new(source)))));
    node.own.extend(text("format").map(Own::Format));
    node.own.extend(schema.get("uniqueKeys").map(|keys| Own::UniqueKeys(texts(keys))));
}

fn add_alternatives(builder: &mut Builder, schema: &Map<String, Json>, node: &mut Node) {
    node.own.extend(children(builder, schema.get("allOf")).map(Own::All));
    node.own.extend(children(builder, schema.get("anyOf")).map(Own::Any));
    node.own.extend(children(builder, schema.get("oneOf")).map(Own::Exactly));
    node.own.extend(schema.get("not").map(|not| Own::Not(child(builder, not))));
}

fn types(value: Option<&Json>) -> Types {
    match value {
        Some(Json::String(one)) => Types::named([one.as_str()]),
        Some(Json::Array(several)) => Types::named(several.iter().filter_map(Json::as_str)),
        _ => Types::default(),
    }
}

fn texts(value: &Json) -> Vec<Text> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Json::as_str).map(|text| Text::Owned(text.to_owned())).collect()
}

fn bounds(schema: &Map<String, Json>, least: &str, most: &str) -> Bounds {
    let bound =
        |keyword: &str| schema.get(keyword).and_then(Json::as_f64).map(|bound| bound as usize);
    Bounds { least: bound(least), most: bound(most) }
}
