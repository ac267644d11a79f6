//! Helpers of the tests: templates from JSON, and findings as text.

use constructs_diagnostics::Diagnostic;
use constructs_document::{Entry, Map, Mark, Node, Value};
use constructs_policy::PolicyKind;
use serde_json::Value as Json;

use super::{check, check_document};

/// A template as a value, from JSON.
pub(crate) fn node(json: &Json) -> Node {
    let mark = Mark::default();
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Integer(number.as_i64().unwrap()),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(node).collect()),
        Json::Object(object) => {
            let entry = |(key, value)| Entry { key: String::clone(key), mark, node: node(value) };
            Value::Map(Map::new(object.iter().map(entry).collect()))
        }
    };
    Node::new(value, mark)
}

/// The findings on one statement of a managed policy: code, severity, place below the statement, message and help.
pub(crate) fn findings(statement: &Json) -> String {
    let template = serde_json::json!({"Resources": {"Policy": {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}},
    }}});
    let line = |found: &Diagnostic| {
        let place = found.place.pointer.clone().unwrap_or_default();
        let statement = "/Resources/Policy/Properties/PolicyDocument/Statement/0";
        let place = place.trim_start_matches(statement).to_owned();
        let help = found.help.as_deref().unwrap_or_default();
        format!("{:?}[{}] {place}: {}; help: {help}\n", found.severity, found.code, found.message)
    };
    check(&node(&template)).iter().map(line).collect()
}

/// The findings on a document: severity, code, place, message and help.
pub(crate) fn linted(policy: &Json, kind: PolicyKind) -> String {
    let line = |found: &Diagnostic| {
        let (place, help) = (found.place.pointer.as_deref(), found.help.as_deref());
        format!(
            "{:?}[{}] {}: {}; help: {}\n",
            found.severity,
            found.code,
            place.unwrap_or("?"),
            found.message,
            help.unwrap_or("?")
        )
    };
    check_document(policy, kind).iter().map(line).collect()
}
