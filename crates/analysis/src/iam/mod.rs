//! The policies in a template -> what IAM's facts say of them: actions that don't exist, condition keys that an action
//! does not know.
//!
//! The flow: `documents` finds the statements, wherever they stand; `action` and `condition_key` look at each.
//!
//! INVARIANT: only what is written out is judged. A name behind an intrinsic function may be anything.

mod action;
mod codes;
mod condition_key;
mod documents;
mod operator;

use constructs::diagnostic::Place;
use constructs::{Assembly, Diagnostic, Diagnostics};
use constructs_template::Node;

pub use codes::CODES;
pub use constructs_iam_facts as facts;
use documents::Statement;

/// What IAM's facts say of the policies in `template`, in its order.
///
/// A finding's place is the logical id, and the JSON pointer below the resource's properties, without a slash in front:
/// `PolicyDocument/Statement/0/Action/1`.
#[must_use]
pub fn check(template: &Node) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for statement in documents::statements(template) {
        diagnostics.extend(action::check(&statement));
        diagnostics.extend(condition_key::check(&statement));
    }
    diagnostics
}

/// [`check`] of one stack of an assembly, whose template is `template`: each finding with the construct's path and the Rust
/// lines of the statement.
#[must_use]
pub fn check_stack(assembly: &Assembly, stack: &str, template: &Node) -> Diagnostics {
    let located = |finding: Diagnostic| {
        let Place { logical_id: Some(id), property: Some(property), .. } = &finding.place else {
            return finding;
        };
        match assembly.place(stack, id, &format!("/{property}")) {
            Some(place) => finding.at(place),
            None => finding,
        }
    };
    check(template).into_iter().map(located).collect()
}

/// `diagnostic`, at `pointer` below a statement.
fn at(diagnostic: Diagnostic, statement: &Statement<'_>, pointer: &str) -> Diagnostic {
    let property = format!("{}{pointer}", statement.pointer);
    let logical_id = Some(statement.logical_id.to_owned());
    diagnostic.at(Place { logical_id, property: Some(property), ..Place::default() })
}

/// The sentence that offers the nearest name.
fn did_you_mean(near: Option<impl std::fmt::Display>, otherwise: impl Into<String>) -> String {
    near.map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
pub(crate) mod tests {
    use constructs_template::{Entry, Map, Mark, Node, Value};

    /// A template as a value, from JSON.
    pub(crate) fn node(json: &serde_json::Value) -> Node {
        use serde_json::Value as Json;
        let mark = Mark::default();
        let value = match json {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Bool(*flag),
            Json::Number(number) => Value::Integer(number.as_i64().unwrap()),
            Json::String(text) => Value::String(text.clone()),
            Json::Array(items) => Value::List(items.iter().map(node).collect()),
            Json::Object(object) => {
                let entry =
                    |(key, value)| Entry { key: String::clone(key), mark, node: node(value) };
                Value::Map(Map::new(object.iter().map(entry).collect()))
            }
        };
        Node::new(value, mark)
    }

    /// The findings on one statement of a managed policy: code, severity, place below the statement, message and help.
    pub(crate) fn findings(statement: &serde_json::Value) -> String {
        let template = serde_json::json!({"Resources": {"Policy": {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}},
        }}});
        let line = |found: &constructs::Diagnostic| {
            let place = found.place.property.clone().unwrap_or_default();
            let place = place.trim_start_matches("PolicyDocument/Statement/0").to_owned();
            let help = found.help.as_deref().unwrap_or_default();
            format!(
                "{:?}[{}] {place}: {}; help: {help}\n",
                found.severity, found.code, found.message
            )
        };
        super::check(&node(&template)).iter().map(line).collect()
    }
}
