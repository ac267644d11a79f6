//! Makes nodes from the JSON schemas in the facts.

use serde_json::{Map, Value as Json};

use super::builder::Builder;
use super::{Additional, Bounds, GroupRule, NodeId, Pattern, Schema, SchemaNode, Types, ValueRule};
use crate::facts::FactsText;

/// The schema of a rule. Its `definitions` are the named types.
pub(crate) fn read_rule(json: &Json) -> Schema {
    let mut builder = Builder::default();
    let node = json_node(&mut builder, json);
    let root = builder.add(node);
    while let Some((key, id)) = builder.next_pending() {
        let name = key.rsplit('/').next().unwrap_or_default();
        let definition = json.get("definitions").and_then(|all| all.get(name));
        let node = definition.map(|found| json_node(&mut builder, found)).unwrap_or_default();
        builder.set(id, node);
    }
    Schema { nodes: builder.finish(), root }
}

/// The node of a JSON text of the facts.
pub(super) fn read_node(builder: &mut Builder, json: &str) -> SchemaNode {
    let schema: Json = serde_json::from_str(json).unwrap_or_default();
    json_node(builder, &schema)
}

fn json_node(builder: &mut Builder, schema: &Json) -> SchemaNode {
    let Some(schema) = schema.as_object() else {
        let is_forbidden = schema == &Json::Bool(false);
        return SchemaNode { is_forbidden, ..SchemaNode::default() };
    };
    let mut node = SchemaNode { types: parse_types(schema.get("type")), ..SchemaNode::default() };
    if let Some(key) = schema.get("$ref").and_then(Json::as_str) {
        node.reference = Some(builder.named_node(key));
    }
    add_members(builder, schema, &mut node);
    add_group(builder, schema, &mut node);
    add_own(schema, &mut node);
    add_alternatives(builder, schema, &mut node);
    if schema.contains_key("named") {
        return SchemaNode { reference: Some(builder.add(node)), ..SchemaNode::default() };
    }
    node
}

fn add_child(builder: &mut Builder, schema: &Json) -> NodeId {
    let node = json_node(builder, schema);
    builder.add(node)
}

fn add_children(builder: &mut Builder, schemas: Option<&Json>) -> Option<Vec<NodeId>> {
    let schemas = schemas?.as_array()?;
    Some(schemas.iter().map(|schema| add_child(builder, schema)).collect())
}

fn add_members(builder: &mut Builder, schema: &Map<String, Json>, node: &mut SchemaNode) {
    if let Some(properties) = schema.get("properties").and_then(Json::as_object) {
        let entries = properties.iter();
        let mut found: Vec<(FactsText, NodeId)> = entries
            .map(|(name, schema)| (FactsText::Owned(name.clone()), add_child(builder, schema)))
            .collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        node.properties = Some(found);
    }
    for (pattern, schema) in
        schema.get("patternProperties").and_then(Json::as_object).into_iter().flatten()
    {
        let id = add_child(builder, schema);
        node.patterns.push((Pattern::new(FactsText::Owned(pattern.clone())), id));
    }
    node.patterns.sort_by(|one, other| one.0.source().cmp(other.0.source()));
    node.additional = match schema.get("additionalProperties") {
        Some(Json::Bool(false)) => Additional::Forbidden,
        Some(like @ Json::Object(_)) => Additional::Matching(add_child(builder, like)),
        _ => Additional::Unrestricted,
    };
    node.items = schema.get("items").map(|items| add_child(builder, items));
    node.own.extend(add_children(builder, schema.get("prefixItems")).map(ValueRule::Leading));
    let names = schema.get("propertyNames").map(|names| add_child(builder, names));
    node.own.extend(names.map(ValueRule::Names));
    let contained = schema.get("contains").map(|item| add_child(builder, item));
    node.group.extend(contained.map(GroupRule::Contains));
}

fn add_group(builder: &mut Builder, schema: &Map<String, Json>, node: &mut SchemaNode) {
    let names = |keyword: &str| schema.get(keyword).map(texts);
    node.group.extend(names("required").map(GroupRule::Required));
    node.group.extend(names("requiredOr").map(GroupRule::AtLeastOne));
    node.group.extend(names("requiredXor").map(GroupRule::ExactlyOne));
    type MakeRule = fn(FactsText, Vec<FactsText>) -> GroupRule;
    let pairs: [(&str, MakeRule); 3] = [
        ("dependentRequired", GroupRule::Needs),
        ("dependencies", GroupRule::DependsOn),
        ("dependentExcluded", GroupRule::Excludes),
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
            let id = add_child(builder, schema);
            node.group.push(GroupRule::WhenSet(name.clone().into(), id));
        }
    }
    let some = |bounds: &Bounds| bounds.min.is_some() || bounds.max.is_some();
    node.group.extend(
        Some(parse_bounds(schema, "minItems", "maxItems")).filter(some).map(GroupRule::Items),
    );
    let entries = parse_bounds(schema, "minProperties", "maxProperties");
    node.group.extend(Some(entries).filter(some).map(GroupRule::Entries));
    node.group.extend(schema.contains_key("uniqueItems").then_some(GroupRule::Unique));
    if let Some(condition) = schema.get("if") {
        let condition = add_child(builder, condition);
        let [then, otherwise] = ["then", "else"]
            .map(|branch| schema.get(branch).map(|schema| add_child(builder, schema)));
        node.group.push(GroupRule::When(condition, then, otherwise));
    }
}

fn add_own(schema: &Map<String, Json>, node: &mut SchemaNode) {
    let list = |keyword: &str| schema.get(keyword).and_then(Json::as_array).cloned();
    let number = |keyword: &str| schema.get(keyword).and_then(Json::as_f64);
    let text = |keyword: &str| {
        schema.get(keyword).and_then(Json::as_str).map(|text| FactsText::Owned(text.to_owned()))
    };
    node.own.extend(list("enum").map(ValueRule::OneOf));
    node.own.extend(list("enumCaseInsensitive").map(ValueRule::OneOfAnyCase));
    node.own.extend(schema.get("const").cloned().map(ValueRule::Const));
    let length = parse_bounds(schema, "minLength", "maxLength");
    if length.min.is_some() || length.max.is_some() {
        let is_json = schema.get("format").and_then(Json::as_str) == Some("json");
        node.own.push(ValueRule::Length { bounds: length, is_json });
    }
    let (min, max) = (number("minimum"), number("maximum"));
    if min.is_some() || max.is_some() {
        node.own.push(ValueRule::Range { min, max });
    }
    node.own.extend(number("exclusiveMinimum").map(ValueRule::Above));
    node.own.extend(number("exclusiveMaximum").map(ValueRule::Below));
    node.own.extend(number("multipleOf").map(ValueRule::MultipleOf));
    node.own
        .extend(text("pattern").map(|source| ValueRule::Pattern(Box::new(Pattern::new(source)))));
    node.own.extend(text("format").map(ValueRule::Format));
    node.own.extend(schema.contains_key("undecided").then_some(ValueRule::Undecided));
    node.own.extend(schema.get("uniqueKeys").map(|keys| ValueRule::UniqueKeys(texts(keys))));
}

fn add_alternatives(builder: &mut Builder, schema: &Map<String, Json>, node: &mut SchemaNode) {
    node.own.extend(add_children(builder, schema.get("allOf")).map(ValueRule::All));
    node.own.extend(add_children(builder, schema.get("anyOf")).map(ValueRule::Any));
    node.own.extend(add_children(builder, schema.get("oneOf")).map(ValueRule::Exactly));
    node.own.extend(schema.get("not").map(|not| ValueRule::Not(add_child(builder, not))));
}

fn parse_types(value: Option<&Json>) -> Types {
    match value {
        Some(Json::String(one)) => Types::from_names([one.as_str()]),
        Some(Json::Array(several)) => Types::from_names(several.iter().filter_map(Json::as_str)),
        _ => Types::default(),
    }
}

fn texts(value: &Json) -> Vec<FactsText> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Json::as_str).map(|text| FactsText::Owned(text.to_owned())).collect()
}

fn parse_bounds(schema: &Map<String, Json>, min: &str, max: &str) -> Bounds {
    let bound =
        |keyword: &str| schema.get(keyword).and_then(Json::as_f64).map(|bound| bound as usize);
    Bounds { min: bound(min), max: bound(max) }
}
