//! The policies in a template, or one that stands alone -> what IAM's facts, its grammar and the decision engine say of them.
//!
//! The flow: `documents` finds the policies, wherever they stand, and their statements; each check is a file and looks at a
//! statement, or at a policy as a whole.
//!
//! INVARIANT: only what is written out is judged. A name behind an intrinsic function may be anything.

mod action;
mod arn;
pub mod codes;
mod condition_key;
mod condition_type;
mod contradiction;
mod documents;
mod escalation;
mod escalation_paths;
mod everything;
mod form;
mod glob;
mod key_policy;
mod lint;
mod narrowing;
mod operator;
mod pass_role;
mod principal;
mod provider;
pub mod query;
mod reading;
mod redundant;
mod service_principal;
mod target;
mod text;
mod together;
mod trust;
mod variable;

use constructs_diagnostics::{Diagnostic, Diagnostics, Place, pointer};
use constructs_document::Node;

pub use action::check_action;
pub use constructs_iam_facts as facts;
pub use constructs_policy::PolicyKind;
use documents::{Policy, Statement};
use form::IsReported;
pub use lint::lint;

use constructs_access::template::Estate;
use constructs_cloudformation::{soften_diagnostic, without_dynamic_references};

/// Checks the policies in `template` against IAM's grammar, its facts, and the engine. The diagnostics are in the order of the
/// template.
#[must_use]
pub fn check(template: &Node) -> Diagnostics {
    check_policies(template, |_, _| true)
}

/// As [`check`], for a template of an app: synthesis has checked some rules of the grammar in most policies of IAM.
#[must_use]
pub fn check_synthesized(template: &Node) -> Diagnostics {
    check_policies(template, |policy, rule| {
        !(rule.is_checked_at_synthesis() && policy.is_checked_by_synthesis())
    })
}

fn check_policies(template: &Node, is_reported: IsReported) -> Diagnostics {
    let known = without_dynamic_references(template);
    let policies = documents::policies(&known);
    if policies.is_empty() {
        return Diagnostics::new();
    }
    let together = together::check(&known, &policies);
    let stacks = [reading::stack(template.clone())];
    let estate = Estate::new(&stacks);
    let found = policies.iter().flat_map(|policy| {
        let grammar = form::check(policy, is_reported).into_iter();
        grammar.chain(check_policy(policy, &estate))
    });
    let found = found.chain(together);
    found.map(|diagnostic| in_template(diagnostic, template)).collect()
}

/// With the line and column of its pointer, and a warning in place of an error on what a macro can rewrite.
fn in_template(mut diagnostic: Diagnostic, template: &Node) -> Diagnostic {
    let pointer = diagnostic.place.pointer.as_deref().unwrap_or_default();
    let mark = template.mark_at(pointer::keys(pointer));
    diagnostic.place.position = Some((mark.line, mark.column)).filter(|_| mark.line > 0);
    soften_diagnostic(&mut diagnostic, template);
    diagnostic
}

/// All checks of one policy but that of its grammar.
fn check_policy(policy: &Policy<'_>, estate: &Estate<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for statement in &policy.statements {
        found.extend(action::check(statement));
        found.extend(arn::check(statement));
        found.extend(target::check(statement));
        found.extend(condition_key::check(statement));
        found.extend(condition_type::check(statement));
        found.extend(everything::check(statement));
        found.extend(pass_role::check(statement));
        found.extend(service_principal::check(statement));
        found.extend(trust::check(statement));
        found.extend(principal::check(statement));
        found.extend(variable::check(statement));
    }
    found.extend(key_policy::check(policy));
    found.extend(escalation::check(policy));
    found.extend(redundant::check(policy, estate));
    found.extend(contradiction::check(policy, estate));
    found
}

/// `diagnostic`, at `pointer` below a statement.
fn at(diagnostic: Diagnostic, statement: &Statement<'_>, pointer: &str) -> Diagnostic {
    let property = format!("{}{pointer}", statement.pointer);
    diagnostic.at(place(statement.logical_id, &property))
}

/// `diagnostic`, at `word` below a policy.
fn at_policy(diagnostic: Diagnostic, policy: &Policy<'_>, word: &str) -> Diagnostic {
    let is_nested = !policy.pointer.is_empty() && !word.is_empty();
    let property = format!("{}{}{word}", policy.pointer, if is_nested { "/" } else { "" });
    diagnostic.at(place(policy.logical_id, &property))
}

/// A property of a resource, or an element of a document without a template. Only [`check`] knows the line.
fn place(logical_id: Option<&str>, property: &str) -> Place {
    let pointer = match (logical_id, property) {
        (None, "") => String::new(),
        (None, element) => format!("/{element}"),
        (Some(id), "") => pointer::child("/Resources", id),
        (Some(id), property) => {
            format!("{}/Properties/{property}", pointer::child("/Resources", id))
        }
    };
    Place::in_template(pointer, (0, 0))
}

/// The sentence that offers the nearest name.
fn did_you_mean(near: Option<impl std::fmt::Display>, otherwise: impl Into<String>) -> String {
    near.map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
pub(crate) mod tests {
    use constructs_document::{Entry, Map, Mark, Node, Value};

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
        let line = |found: &constructs_diagnostics::Diagnostic| {
            let place = found.place.pointer.clone().unwrap_or_default();
            let statement = "/Resources/Policy/Properties/PolicyDocument/Statement/0";
            let place = place.trim_start_matches(statement).to_owned();
            let help = found.help.as_deref().unwrap_or_default();
            format!(
                "{:?}[{}] {place}: {}; help: {help}\n",
                found.severity, found.code, found.message
            )
        };
        super::check(&node(&template)).iter().map(line).collect()
    }
}
