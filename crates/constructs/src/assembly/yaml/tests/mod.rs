//! What every test here needs: reading YAML back into a tree, tags taken for their functions.

mod places;
mod property;
mod python;
mod snapshot;
mod strings;

use super::Node;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_yaml::Value;
use serde_yaml::value::TaggedValue;

/// Reads YAML as CloudFormation does: a tag becomes a map of its function's long name.
fn read(yaml: &str) -> Node {
    let value: Value =
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error} in:\n{yaml}"));
    long(value)
}

fn long(value: Value) -> Node {
    match value {
        Value::Null => Node::Null,
        Value::Bool(value) => Node::Bool(value),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(integer), ..) => Node::Integer(integer.into()),
            (_, Some(integer), _) => Node::Integer(integer.into()),
            (.., float) => Node::Float(float.unwrap()),
        },
        Value::String(text) => Node::String(text),
        Value::Sequence(elements) => Node::List(elements.into_iter().map(long).collect()),
        Value::Mapping(entries) => {
            Node::Map(entries.into_iter().map(|(key, value)| (text(key), long(value))).collect())
        }
        Value::Tagged(tagged) => function(*tagged),
    }
}

fn text(key: Value) -> String {
    match key {
        Value::String(text) => text,
        other => panic!("a key is read as {other:?}"),
    }
}

fn function(TaggedValue { tag, value }: TaggedValue) -> Node {
    assert!(!matches!(value, Value::Tagged(_)), "a tag directly in a tag: {tag} {value:?}");
    let name = tag.to_string();
    let name = name.trim_start_matches('!');
    let value = match (name, long(value)) {
        ("GetAtt", Node::String(text)) => {
            let (id, attribute) = text.split_once('.').unwrap();
            Node::List(vec![Node::String(id.to_owned()), Node::String(attribute.to_owned())])
        }
        (_, value) => value,
    };
    let name = if name == "Ref" { name.to_owned() } else { format!("Fn::{name}") };
    Node::Map(vec![(name, value)])
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i128(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::List(elements) => serializer.collect_seq(elements),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}
