//! Checks a single policy document, which is JSON without a template.

use constructs_diagnostics::Diagnostic;
use constructs_document::{Entry, Map, Mark, Node, Value};
use serde_json::Value as Json;

use super::place::element_place;
use super::policy::check_policy;
use super::{documents, form};
use constructs_access::template::Stacks;
use constructs_policy::PolicyKind;
use constructs_policy::codes;

/// The levels of lists and objects in a document; a policy has at most six.
const MAX_DEPTH: usize = 40;

/// Checks a policy document. The place of a diagnostic is [`constructs_diagnostics::Place::pointer`], an RFC 6901 pointer into the
/// policy.
#[must_use]
pub fn check_document(policy: &Json, kind: PolicyKind) -> Vec<Diagnostic> {
    let whole = |message: &str, help: &str| {
        vec![Diagnostic::error(codes::MALFORMED, message).at(element_place(None, "")).help(help)]
    };
    let Some(document) = node(policy, MAX_DEPTH) else {
        return whole(
            "the policy is nested too deeply",
            "write `{\"Version\": …, \"Statement\": [ … ]}`",
        );
    };
    let Some(policy) = documents::read_document(&document, kind) else {
        return whole(
            "the policy is not an object",
            "write `{\"Version\": …, \"Statement\": [ … ]}`",
        );
    };
    let stacks = [super::reading::empty_stack()];
    let mut found = form::check(&policy, |_, _| true);
    found.extend(check_policy(&policy, &Stacks::new(&stacks)));
    found
}

/// Converts JSON to a value of a template, with its keys in order.
fn node(json: &Json, depth: usize) -> Option<Node> {
    let mark = Mark::default();
    let below = depth.checked_sub(1)?;
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => Value::Number(number.as_f64()?),
        },
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => {
            Value::List(items.iter().map(|item| node(item, below)).collect::<Option<_>>()?)
        }
        Json::Object(object) => {
            let mut keys: Vec<(&String, &Json)> = object.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            let entries = keys.into_iter().map(|(key, value)| {
                Some(Entry { key: key.clone(), mark, node: node(value, below)? })
            });
            Value::Map(Map::new(entries.collect::<Option<_>>()?))
        }
    };
    Some(Node::new(value, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_bounded() {
        let deep = (0..200).fold(Json::Null, |inner, _| Json::Array(vec![inner]));
        assert_eq!(check_document(&deep, PolicyKind::Other).len(), 1);
    }
}
