//! Describes a statement on one line.

use crate::template::AttachedPolicy;
use constructs_iam::PolicyText;
use constructs_iam::{Elements, PolicyCondition, PolicyStatement, PrincipalEntry};

/// `sqs:SendMessage` on `<Push>` by `sns.amazonaws.com` where …
pub(super) fn describe_statement(statement: &PolicyStatement) -> String {
    let mut text = join_texts(&statement.actions);
    if let Some(resources) = &statement.resources {
        text.push_str(&format!(" on {}", join_texts(resources)));
    }
    if let Some(principals) = &statement.principals {
        text.push_str(&format!(" by {}", join_principals(principals)));
    }
    text + &describe_conditions(&statement.conditions)
}

/// being assumed by `ecs-tasks.amazonaws.com` where …
pub(super) fn describe_trust(statement: &PolicyStatement) -> String {
    let who = statement.principals.as_ref().map_or_else(|| "anyone".to_owned(), join_principals);
    let is_plain = statement
        .actions
        .list()
        .iter()
        .all(|action| action.to_string().to_ascii_lowercase().starts_with("sts:assumerole"));
    let by = match is_plain && !statement.actions.is_negated() {
        true => format!("being assumed by {who}"),
        false => format!("{} by {who}", join_texts(&statement.actions)),
    };
    by + &describe_conditions(&statement.conditions)
}

/// The policy's name with the statement's Sid or number.
pub(super) fn name_statement(policy: &AttachedPolicy<'_>, statement: &PolicyStatement) -> String {
    match &statement.sid {
        Some(sid) => format!("{}, statement `{sid}`", policy.name),
        None => format!("{}, statement {}", policy.name, statement.index),
    }
}

fn join_texts(scope: &Elements<PolicyText>) -> String {
    let texts: Vec<String> = scope.list().iter().map(|text| format!("`{text}`")).collect();
    let all_but = if scope.is_negated() { "all but " } else { "" };
    format!("{all_but}{}", texts.join(", "))
}

fn join_principals(scope: &Elements<PrincipalEntry>) -> String {
    let name = |entry: &PrincipalEntry| match entry.text.to_string().as_str() {
        "*" => "anyone".to_owned(),
        text => format!("`{text}`"),
    };
    let names: Vec<String> = scope.list().iter().map(name).collect();
    let all_but = if scope.is_negated() { "anyone but " } else { "" };
    format!("{all_but}{}", names.join(", "))
}

fn describe_conditions(conditions: &[PolicyCondition]) -> String {
    let mut text = String::new();
    for (index, condition) in conditions.iter().enumerate() {
        text.push_str(if index == 0 { " where " } else { " and " });
        let values: Vec<String> =
            condition.values.iter().map(|value| format!("`{value}`")).collect();
        let (key, operator) = (&condition.key, condition.operator);
        text.push_str(&format!("`{key}` {operator} {}", values.join(" or ")));
    }
    text
}
