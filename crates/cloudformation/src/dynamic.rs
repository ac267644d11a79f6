//! Replaces the texts of a template that have a dynamic reference with a function, because only the deployment knows them.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>

use std::borrow::Cow;

use constructs_document::{Entry, Map, Node, Value};

/// The function that takes the place of such a text. CloudFormation has no function of this name.
pub const DYNAMIC_REFERENCE: &str = "Fn::DynamicReference";

/// Whether CloudFormation replaces a part of the text when it deploys.
fn has_dynamic_reference(text: &str) -> bool {
    text.contains("{{resolve:")
}

/// The template with a function in place of each text that has a dynamic reference.
pub fn without_dynamic_references(root: &Node) -> Cow<'_, Node> {
    if has_any(root) { Cow::Owned(replaced(root)) } else { Cow::Borrowed(root) }
}

fn has_any(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => has_dynamic_reference(text),
        Value::List(items) => items.iter().any(has_any),
        Value::Map(map) => map.iter().any(|entry| has_any(&entry.node)),
        _ => false,
    }
}

fn replaced(node: &Node) -> Node {
    let value = match &node.value {
        Value::String(text) if has_dynamic_reference(text) => {
            let key = DYNAMIC_REFERENCE.to_owned();
            Value::Map(Map::new(vec![Entry { key, mark: node.mark, node: node.clone() }]))
        }
        Value::List(items) => Value::List(items.iter().map(replaced).collect()),
        Value::Map(map) => {
            let entries = map.iter().map(|entry| Entry {
                key: entry.key.clone(),
                mark: entry.mark,
                node: replaced(&entry.node),
            });
            Value::Map(Map::new(entries.collect()))
        }
        other => other.clone(),
    };
    Node::new(value, node.mark)
}
