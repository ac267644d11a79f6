//! What every test here needs: reading YAML back into a tree, tags taken for their functions.

mod places;
mod property;
mod python;
mod snapshot;
mod strings;

use serde_yaml::Value as Yaml;
use serde_yaml::value::TaggedValue;

use crate::node::{Entry, Map, Mark, Node, Value};
use crate::read_json;

/// Reads YAML as CloudFormation does: a tag becomes a map of its function's long name.
fn read(yaml: &str) -> Node {
    let value: Yaml =
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error} in:\n{yaml}"));
    long(value)
}

fn long(value: Yaml) -> Node {
    match value {
        Yaml::Null => node(Value::Null),
        Yaml::Bool(value) => node(Value::Bool(value)),
        Yaml::Number(number) => node(match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => Value::Number(number.as_f64().unwrap()),
        }),
        Yaml::String(text) => string(text),
        Yaml::Sequence(elements) => list(elements.into_iter().map(long).collect()),
        Yaml::Mapping(entries) => {
            map(entries.into_iter().map(|(key, value)| (text(key), long(value))).collect())
        }
        Yaml::Tagged(tagged) => function(*tagged),
    }
}

fn text(key: Yaml) -> String {
    match key {
        Yaml::String(text) => text,
        other => panic!("a key is read as {other:?}"),
    }
}

fn function(TaggedValue { tag, value }: TaggedValue) -> Node {
    assert!(!matches!(value, Yaml::Tagged(_)), "a tag directly in a tag: {tag} {value:?}");
    let name = tag.to_string();
    let name = name.trim_start_matches('!');
    let argument = match (name, long(value)) {
        ("GetAtt", argument) if argument.as_str().is_some() => {
            let (id, attribute) = argument.as_str().and_then(|text| text.split_once('.')).unwrap();
            list(vec![string(id), string(attribute)])
        }
        (_, argument) => argument,
    };
    let name = if name == "Ref" { name.to_owned() } else { format!("Fn::{name}") };
    map(vec![(name, argument)])
}

/// A node without a place.
fn node(value: Value) -> Node {
    Node::new(value, Mark::default())
}

fn string(text: impl Into<String>) -> Node {
    node(Value::String(text.into()))
}

fn list(items: Vec<Node>) -> Node {
    node(Value::List(items))
}

/// An object of entries whose keys are unique.
fn map(entries: Vec<(String, Node)>) -> Node {
    let entry = |(key, node)| Entry { key, mark: Mark::default(), node };
    node(Value::Map(Map::new(entries.into_iter().map(entry).collect())))
}

/// The node of a JSON text, without places.
fn parse(json: &str) -> Node {
    without_places(read_json(json.as_bytes()).unwrap())
}

fn without_places(old: Node) -> Node {
    match old.value {
        Value::List(items) => list(items.into_iter().map(without_places).collect()),
        Value::Map(entries) => {
            let entries = entries.into_entries().into_iter();
            map(entries.map(|entry| (entry.key, without_places(entry.node))).collect())
        }
        value => node(value),
    }
}
