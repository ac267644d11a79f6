//! The conditions of a statement against a request's context.
//!
//! Absent keys and several values:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::request::ContextKeys;
use super::texts::texts;
use super::truth::{Truth, all, any};
use super::{glob, value};

/// Whether every condition of a statement holds.
#[must_use]
pub fn conditions(statement: &Json, context: &ContextKeys, has_variables: bool) -> Truth {
    let operators = statement.get("Condition").and_then(Json::as_object).into_iter().flatten();
    all(operators.flat_map(|(operator, keys)| {
        let keys = keys.as_object().into_iter().flatten();
        keys.map(move |(key, wanted)| {
            condition(operator, context.get(key), &texts(wanted), context, has_variables)
        })
    }))
}

fn condition(
    operator: &str,
    values: Option<&[String]>,
    wanted: &[String],
    context: &ContextKeys,
    has_variables: bool,
) -> Truth {
    if operator == "Null" {
        return any(wanted.iter().map(|wanted| is_null(wanted, values.is_none())));
    }
    let (set, name) = operator.split_once(':').unwrap_or(("", operator));
    let (name, if_exists) = match name.strip_suffix("IfExists") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let is_negated = name.contains("Not");
    let positive = name.replace("Not", "");
    let Some(values) = values else {
        let holds = match set {
            "ForAllValues" => true,
            "ForAnyValue" => false,
            _ => is_negated,
        };
        return Truth::from(if_exists || holds);
    };
    let variables = has_variables.then_some(context);
    let fits = |value: &String| {
        let found = any(wanted.iter().map(|wanted| {
            let is_resolved = glob::parse(wanted, variables).is_some();
            match is_resolved {
                true => compare(&positive, value, wanted, variables),
                // AWS does not say what a negated operator makes of a variable without value.
                false if is_negated => Truth::Unsure,
                false => Truth::No,
            }
        }));
        if is_negated { !found } else { found }
    };
    match (set, is_negated) {
        ("ForAllValues", _) => all(values.iter().map(fits)),
        ("ForAnyValue", _) | (_, false) => any(values.iter().map(fits)),
        _ => all(values.iter().map(fits)),
    }
}

fn is_null(wanted: &str, is_absent: bool) -> Truth {
    match wanted {
        "true" => Truth::from(is_absent),
        "false" => Truth::from(!is_absent),
        // The pages write the values in lower case only.
        _ => Truth::Unsure,
    }
}

/// `Unsure`: one side is not of the operator's type.
fn compare(operator: &str, value: &str, wanted: &str, variables: Option<&ContextKeys>) -> Truth {
    let plain = glob::plain(wanted, variables).unwrap_or_default();
    let known = |holds: Option<bool>| holds.map_or(Truth::Unsure, Truth::from);
    match operator {
        "StringEquals" | "BinaryEquals" => Truth::from(value == plain),
        "StringEqualsIgnoreCase" => Truth::from(value.to_lowercase() == plain.to_lowercase()),
        "StringLike" => {
            let pattern = glob::parse(wanted, variables);
            Truth::from(pattern.is_some_and(|pattern| glob::matches(&pattern, value)))
        }
        "ArnLike" | "ArnEquals" => arn(value, wanted, variables),
        "Bool" => Truth::from(value.eq_ignore_ascii_case(&plain)),
        "IpAddress" => known(value::is_in_block(value, &plain)),
        _ => match (operator.strip_prefix("Numeric"), operator.strip_prefix("Date")) {
            (Some(order), _) => {
                known(value::numbers(value, &plain).map(|found| ordered(order, found)))
            }
            (_, Some(order)) => {
                known(value::dates(value, &plain).map(|found| ordered(order, found)))
            }
            _ => Truth::Unsure,
        },
    }
}

/// Segment by segment. The pages do not say what a pattern of fewer than six fields matches.
fn arn(value: &str, wanted: &str, variables: Option<&ContextKeys>) -> Truth {
    let (value, wanted) = (glob::fields(value), glob::fields(wanted));
    if wanted.len() < 6 {
        let is_text = wanted[0] != "arn" && !wanted.iter().any(|field| field.contains(['*', '$']));
        return if is_text { Truth::No } else { Truth::Unsure };
    }
    let field_matches = |(value, wanted): (&&str, &str)| {
        glob::parse(wanted, variables).is_some_and(|pattern| glob::matches(&pattern, value))
    };
    Truth::from(value.len() == 6 && value.iter().zip(wanted).all(field_matches))
}

fn ordered(order: &str, found: Ordering) -> bool {
    match order {
        "Equals" => found == Ordering::Equal,
        "LessThan" => found == Ordering::Less,
        "LessThanEquals" => found != Ordering::Greater,
        "GreaterThan" => found == Ordering::Greater,
        _ => found != Ordering::Less,
    }
}
