//! Turns one of AWS SAM's policy templates and its parameters into a policy document.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html>

use constructs_document::{Entry, Map, Node, Value};

use super::facts;
use super::node::{At, function};

/// Whether a policy template of this name exists.
pub(super) fn is_policy_template(name: &str) -> bool {
    facts::policy_template(name).is_some()
}

/// The document of a policy template. `None` if it does not exist, or a parameter is missing.
pub(super) fn document(name: &str, parameters: &Node, at: At) -> Option<Node> {
    let template = facts::policy_template(name)?;
    if function(parameters).is_some() {
        return None;
    }
    let values = parameters.as_map()?;
    let names = template.get("parameters")?.as_list()?.iter().map(Node::as_str);
    if !names.into_iter().all(|name| name.is_some_and(|name| values.get(name).is_some())) {
        return None;
    }
    let statements = template.get("statements")?.as_list()?;
    let statements = statements.iter().map(|one| fill(one, at, &|name| values.get(name).cloned()));
    Some(at.unversioned(statements.collect()))
}

/// Replaces `Ref` in a node of the facts by the value that `value` returns.
fn fill(node: &Node, at: At, value: &dyn Fn(&str) -> Option<Node>) -> Node {
    if let Some(("Ref", name)) = node.single()
        && let Some(value) = name.as_str().and_then(value)
    {
        return value;
    }
    let inner = |node: &Node| fill(node, at, value);
    let value = match &node.value {
        Value::List(items) => Value::List(items.iter().map(inner).collect()),
        Value::Map(map) => {
            let entry = |own: &Entry| at.entry(own.key.clone(), inner(&own.node));
            Value::Map(Map::new(map.iter().map(entry).collect()))
        }
        other => other.clone(),
    };
    Node::new(value, at.0)
}
