//! One policy document: its size, its characters, and what every statement has to have.

use constructs::codes;
use std::collections::BTreeSet;

use constructs::limits::{MANAGED_POLICY, TRUST_POLICY, is_action_name, is_policy_character};
use constructs_document::{Node, Value};

use super::Report;
use super::cursor::Cursor;
use super::least::least_size;

/// What a document is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Managed,
    Inline,
    Trust,
}

pub(super) fn check(document: &Cursor<'_>, kind: Kind, report: &mut Report) {
    size(document, kind, report);
    for document in document.alternatives() {
        let Some(list) = document.get("Statement") else {
            // A text, or what a function makes: nothing is known of it.
            if document.node.as_map().is_some_and(|map| {
                !map.iter().any(|entry| entry.key.starts_with("Fn::") || entry.key == "Ref")
            }) {
                no_statement(&document, report);
            }
            continue;
        };
        if list.node.as_list().is_some_and(<[_]>::is_empty) {
            no_statement(&document, report);
        }
        sids(&list, report);
        for statement in list.alternatives().iter().flat_map(Cursor::items) {
            for statement in statement.alternatives() {
                if is_statement(statement.node) {
                    self::statement(&statement, kind, report);
                }
            }
        }
    }
}

fn no_statement(document: &Cursor<'_>, report: &mut Report) {
    let message = "the policy has no statement".to_owned();
    report.error(codes::EMPTY_STATEMENT, document, message, "add one, or leave the policy out");
}

/// An object that no function stands for.
fn is_statement(node: &Node) -> bool {
    node.as_map().is_some_and(|map| {
        !map.iter().any(|entry| entry.key.starts_with("Fn::") || entry.key == "Ref")
    })
}

fn size(document: &Cursor<'_>, kind: Kind, report: &mut Report) {
    let (code, limit, noun, help) = match kind {
        Kind::Managed => (
            codes::MANAGED_POLICY_SIZE,
            MANAGED_POLICY,
            "managed policy",
            "split it in two, or use wildcards for actions that belong together",
        ),
        Kind::Trust => (
            codes::TRUST_POLICY_SIZE,
            TRUST_POLICY,
            "trust policy",
            "name fewer principals, or ask AWS for a higher quota (4,096 at most)",
        ),
        Kind::Inline => return,
    };
    let size = least_size(document.node);
    if size > limit {
        let message = format!("the {noun} has at least {size} characters, more than {limit}");
        report.error(code, document, message, help);
    }
}

/// Sids of statements that are there whatever the conditions say.
fn sids(list: &Cursor<'_>, report: &mut Report) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for statement in list.items() {
        let Some(at) = statement.get("Sid") else { continue };
        let Some(sid) = at.node.as_str() else { continue };
        // IAM takes an empty Sid for none.
        if sid.is_empty() {
            continue;
        }
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let message = format!("`{sid}` is not a valid Sid");
            report.error(codes::SID, &at, message, "use letters and digits only");
        } else if seen.contains(sid) {
            let message = format!("the policy has two statements with the Sid `{sid}`");
            report.error(codes::SID, &at, message, "name one of them otherwise");
        }
        seen.insert(sid);
    }
}

fn statement(statement: &Cursor<'_>, kind: Kind, report: &mut Report) {
    let either = |one, other| statement.get(one).or_else(|| statement.get(other));
    let is_empty = |value: &Option<Cursor<'_>>| {
        value.as_ref().is_none_or(|value| value.node.as_list().is_some_and(<[_]>::is_empty))
    };
    let (actions, resources) = (either("Action", "NotAction"), either("Resource", "NotResource"));
    let principal = either("Principal", "NotPrincipal");
    let mut wrong = |code, at: &Cursor<'_>, message: &str, help| {
        report.error(code, at, message.to_owned(), help);
    };
    if is_empty(&actions) {
        wrong(
            codes::EMPTY_STATEMENT,
            statement,
            "the statement names no action",
            "name at least one",
        );
    }
    match (kind, &principal, &resources) {
        (Kind::Trust, None, _) => {
            let message = "the trust policy does not say whom it trusts";
            wrong(codes::PRINCIPAL_PLACE, statement, message, "name a principal");
        }
        (Kind::Trust, Some(_), Some(at)) => {
            let help = "leave it out: the role is the resource";
            wrong(codes::TRUST_RESOURCE, at, "the trust policy names a resource", help);
        }
        (Kind::Trust, ..) => {}
        (_, Some(at), _) => {
            let message = "a principal stands in a policy of the role's own";
            wrong(codes::PRINCIPAL_PLACE, at, message, "leave it out: the role is the principal");
        }
        (_, None, _) => {}
    }
    if kind != Kind::Trust && is_empty(&resources) {
        let help = "say on which, in `Resource`";
        wrong(codes::EMPTY_STATEMENT, statement, "the statement names no resource", help);
    }
    for action in actions.iter().flat_map(Cursor::alternatives).flat_map(|list| list.items()) {
        self::action(&action, report);
    }
    characters(statement, report);
}

fn action(action: &Cursor<'_>, report: &mut Report) {
    if let Some(name) = action.node.as_str().filter(|name| !is_action_name(name)) {
        let message = format!("`{name}` is not the name of an action");
        let help = "write it as `service:Action`, e.g. `sqs:SendMessage`";
        report.error(codes::ACTION_NAME, action, message, help);
    }
}

fn characters(statement: &Cursor<'_>, report: &mut Report) {
    if let Some(text) = refused(statement.node) {
        let message =
            format!("`{}` holds a character that IAM does not take", text.escape_default());
        let help = "keep to tab, line breaks and U+0020 to U+00FF";
        report.error(codes::POLICY_CHARACTER, statement, message, help);
    }
}

fn refused(node: &Node) -> Option<&str> {
    match &node.value {
        Value::String(text) => (!text.chars().all(is_policy_character)).then_some(text),
        Value::List(items) => items.iter().find_map(refused),
        Value::Map(map) => map.iter().find_map(|entry| refused(&entry.node)),
        _ => None,
    }
}
