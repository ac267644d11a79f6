//! A template as JSON -> the value that checks read.

use constructs_template::{Entry, Map, Mark, Node, Value};
use serde_json::Value as Json;

/// The same value; nothing in it knows a place.
pub(crate) fn node(json: &Json) -> Node {
    let mark = Mark::default();
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Number(number.as_f64().unwrap()), Value::Integer)
        }
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(node).collect()),
        Json::Object(object) => {
            let entry = |(key, value): (&String, &Json)| Entry {
                key: key.clone(),
                mark,
                node: node(value),
            };
            Value::Map(Map::new(object.iter().map(entry).collect()))
        }
    };
    Node::new(value, mark)
}
