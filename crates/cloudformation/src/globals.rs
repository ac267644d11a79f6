//! The section `Globals` of a serverless template and a resource's properties -> the properties that hold.
//!
//! A resource's own value wins; objects are merged, lists put one after the other, functions are values like any other.

use constructs_document::{Entry, Map, Node, Value};

use crate::function::is_function;

/// The entry of `Globals` for a type.
const KINDS: &[(&str, &str)] = &[
    ("AWS::Serverless::Api", "Api"),
    ("AWS::Serverless::CapacityProvider", "CapacityProvider"),
    ("AWS::Serverless::Function", "Function"),
    ("AWS::Serverless::HttpApi", "HttpApi"),
    ("AWS::Serverless::LayerVersion", "LayerVersion"),
    ("AWS::Serverless::SimpleTable", "SimpleTable"),
    ("AWS::Serverless::StateMachine", "StateMachine"),
    ("AWS::Serverless::WebSocketApi", "WebSocketApi"),
];

/// A resource's properties with those of all resources of its type; none where there are no such.
pub fn merged(root: &Node, kind: &str, resource: &Node, properties: &Node) -> Option<Node> {
    let (_, name) = KINDS.iter().find(|(known, _)| *known == kind)?;
    let shared = root.get("Globals")?.get(name)?.as_map()?;
    let ignored = resource.get("IgnoreGlobals");
    if ignored.and_then(Node::as_str) == Some("*") {
        return None;
    }
    let ignored: Vec<&str> = ignored
        .and_then(Node::as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .collect();
    let kept = shared.iter().filter(|entry| !ignored.contains(&entry.key.as_str())).cloned();
    let shared = Node::new(Value::Map(Map::new(kept.collect())), properties.mark);
    Some(merge(&shared, properties))
}

fn merge(shared: &Node, own: &Node) -> Node {
    match (&shared.value, &own.value) {
        (Value::Map(left), Value::Map(right)) if !is_function(shared) && !is_function(own) => {
            let mut entries: Vec<Entry> = left.iter().cloned().collect();
            for entry in right {
                match entries.iter_mut().find(|known| known.key == entry.key) {
                    Some(known) => {
                        known.node = merge(&known.node, &entry.node);
                        known.mark = entry.mark;
                    }
                    None => entries.push(entry.clone()),
                }
            }
            Node::new(Value::Map(Map::new(entries)), own.mark)
        }
        (Value::List(left), Value::List(right)) => {
            Node::new(Value::List(left.iter().chain(right).cloned().collect()), own.mark)
        }
        _ => own.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn a_resources_own_value_wins() {
        let text = br#"{
            "Globals": {"Function": {"Runtime": "a", "Layers": ["x"], "Environment": {"Variables": {"A": "1"}}, "Timeout": 3}},
            "Resources": {"F": {"Type": "AWS::Serverless::Function", "IgnoreGlobals": ["Timeout"],
                "Properties": {"Runtime": "b", "Layers": ["y"], "Environment": {"Variables": {"B": "2"}}}}}
        }"#;
        let template = constructs_yaml::read(text).unwrap();
        let (_, resource) = template.resources().next().unwrap();
        let properties = resource.get("Properties").unwrap();
        let root = template.root();
        let found = merged(root, "AWS::Serverless::Function", resource, properties).unwrap();
        let expected = serde_json::json!({
            "Runtime": "b", "Layers": ["x", "y"], "Environment": {"Variables": {"A": "1", "B": "2"}},
        });
        assert_eq!(found.to_json(), expected);
        assert!(merged(root, "AWS::SQS::Queue", resource, properties).is_none());
    }
}
