//! Reads the policy documents that a template contains as JSON texts, in place of their texts.

use std::borrow::Cow;

use constructs_document::{Entry, Map, Node, Value, parse_json};

use super::policy_properties::policy_kind;

/// The template with each policy document as an object. A text that is not JSON stays as it is.
pub(super) fn with_document_objects(template: Cow<'_, Node>) -> Cow<'_, Node> {
    if !resources(&template).any(|entry| has_text(&entry.node)) {
        return template;
    }
    let mut template = template.into_owned();
    let Value::Map(sections) = template.value else { return Cow::Owned(template) };
    let sections = sections.into_entries().into_iter().map(|section| match section.node.value {
        Value::Map(resources) if section.key == "Resources" => {
            let resources = resources.into_entries().into_iter().map(replace_in_resource);
            let node = Node::new(Value::Map(Map::new(resources.collect())), section.node.mark);
            Entry { node, ..section }
        }
        value => Entry { node: Node { value, ..section.node }, ..section },
    });
    template.value = Value::Map(Map::new(sections.collect()));
    Cow::Owned(template)
}

fn resources(template: &Node) -> impl Iterator<Item = &Entry> {
    template.get("Resources").and_then(Node::as_map).into_iter().flatten()
}

/// Whether a resource has a text of an object, which can be a policy.
fn has_text(resource: &Node) -> bool {
    resource.get("Properties").is_some_and(has_text_below)
}

fn has_text_below(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => is_object_text(text),
        Value::List(items) => items.iter().any(has_text_below),
        Value::Map(map) => {
            map.iter().any(|entry| !is_other_function(&entry.key) && has_text_below(&entry.node))
        }
        _ => false,
    }
}

fn is_object_text(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Whether a key is a function other than `Fn::If`, whose branches are values of the property.
fn is_other_function(key: &str) -> bool {
    key == "Ref" || (key.starts_with("Fn::") && key != "Fn::If")
}

/// The path of a value at `key`: both branches of `Fn::If` have its path. Nothing for the other functions.
fn child_path(path: &str, key: &str) -> Option<String> {
    match key {
        "Fn::If" => Some(path.to_owned()),
        key if is_other_function(key) => None,
        key if path.is_empty() => Some(key.to_owned()),
        key => Some(format!("{path}/{key}")),
    }
}

fn replace_in_resource(mut resource: Entry) -> Entry {
    let kind = resource.node.get("Type").and_then(Node::as_str).unwrap_or_default().to_owned();
    if has_text(&resource.node)
        && let Value::Map(attributes) = resource.node.value
    {
        let attributes = attributes.into_entries().into_iter().map(|mut attribute| {
            if attribute.key == "Properties" {
                attribute.node = replaced(attribute.node, &kind, "");
            }
            attribute
        });
        resource.node.value = Value::Map(Map::new(attributes.collect()));
    }
    resource
}

fn replaced(node: Node, kind: &str, path: &str) -> Node {
    let value = match node.value {
        Value::String(text) if is_object_text(&text) && policy_kind(kind, path).is_some() => {
            match parse_json(&text) {
                Ok((document, _)) => document.value,
                Err(_) => Value::String(text),
            }
        }
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| replaced(item, kind, path)).collect())
        }
        Value::Map(map) => {
            let entries = map.into_entries().into_iter().map(|mut entry| {
                if let Some(path) = child_path(path, &entry.key) {
                    entry.node = replaced(entry.node, kind, &path);
                }
                entry
            });
            Value::Map(Map::new(entries.collect()))
        }
        value => value,
    };
    Node::new(value, node.mark)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::node;
    use super::*;

    #[test]
    fn texts_of_policies_are_read_and_others_are_kept() {
        let text = r#"{"Statement": []}"#;
        let template = |document: serde_json::Value| {
            node(&json!({"Resources": {"A": {"Type": "AWS::SQS::QueuePolicy", "Properties": {
                "Queues": [text], "PolicyDocument": {"Fn::If": ["Eu", document, {"Fn::Sub": text}]},
            }}}}))
        };
        let before = template(json!(text));
        let after = with_document_objects(Cow::Borrowed(&before));
        assert_eq!(after.to_json(), template(json!({"Statement": []})).to_json());
        let broken = template(json!("{\"Statement\": "));
        assert_eq!(with_document_objects(Cow::Borrowed(&broken)).to_json(), broken.to_json());
    }
}
