//! Checks the types of values, with CloudFormation's conversions, known values, and numbers.

use constructs_document::{Node, Value};
use serde_json::Value as Json;

use super::describe::{describe_value, scalar_text};
use super::walk::{Outcome, Walk};
use crate::codes;
use crate::schema::Types;
use constructs_cloudformation::check::Path;

/// Properties that `aws cloudformation package` replaces: a string is the path of a file.
const PACKAGED: &[(&str, &str)] = &[
    ("AWS::ApiGateway::RestApi", "BodyS3Location"),
    ("AWS::Lambda::Function", "Code"),
    ("AWS::Lambda::LayerVersion", "Content"),
    ("AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"),
    ("AWS::StepFunctions::StateMachine", "DefinitionS3Location"),
    ("AWS::AppSync::GraphQLSchema", "DefinitionS3Location"),
    ("AWS::AppSync::Resolver", "RequestMappingTemplateS3Location"),
    ("AWS::AppSync::Resolver", "ResponseMappingTemplateS3Location"),
    ("AWS::AppSync::FunctionConfiguration", "RequestMappingTemplateS3Location"),
    ("AWS::AppSync::FunctionConfiguration", "ResponseMappingTemplateS3Location"),
    ("AWS::CloudFormation::Stack", "TemplateURL"),
    ("AWS::CodeCommit::Repository", "Code/S3"),
];

/// The known values that a message names.
const MAX_NAMED: usize = 12;

/// Checks that a value has one of these types, or converts to one: `"1"` to an integer, `1` to a string, `"true"` to a boolean.
pub(super) fn check_types(
    walk: &mut Walk<'_>,
    wanted: Types,
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    if matches!(node.value, Value::Null) || wanted.intersects(convertible_types(node)) {
        return Outcome::VALID;
    }
    if node.as_str().is_some() {
        let name = walk.resource.name;
        let is_packaged =
            |(kind, property): &&(&str, &str)| *kind == name && path.is_property(property);
        if PACKAGED.iter().any(|packaged| is_packaged(&packaged)) {
            return Outcome::VALID;
        }
    }
    walk.report_wrong_type(node, wanted, path)
}

/// The types that a value has or converts to.
pub(super) fn convertible_types(node: &Node) -> Types {
    match &node.value {
        Value::Null => Types::default(),
        Value::Bool(_) => Types::STRING.union(Types::BOOLEAN),
        Value::Number(number) if number.fract() != 0.0 => Types::STRING.union(Types::NUMBER),
        Value::Integer(_) | Value::Number(_) => {
            Types::STRING.union(Types::INTEGER).union(Types::NUMBER)
        }
        Value::String(text) => {
            let mut types = Types::STRING;
            if is_integer(text) {
                types = types.union(Types::INTEGER);
            }
            if number(text).is_some() {
                types = types.union(Types::NUMBER);
            }
            if matches!(text.as_str(), "true" | "True" | "TRUE" | "false" | "False" | "FALSE") {
                types = types.union(Types::BOOLEAN);
            }
            types
        }
        Value::List(_) => Types::LIST,
        Value::Map(_) => Types::OBJECT,
    }
}

fn is_integer(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

/// The number that a value is or converts to.
fn numeric(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) => Some(*number),
        Value::String(text) => number(text),
        _ => None,
    }
}

/// Checks that a value is one of these.
pub(super) fn check_enum(
    walk: &mut Walk<'_>,
    values: &[Json],
    any_case: bool,
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    if values.iter().any(|value| is_equal(node, value, any_case)) {
        return Outcome::VALID;
    }
    let word = scalar_text(node);
    walk.report_unknown(
        codes::UNKNOWN_VALUE,
        path,
        || {
            let mut known: Vec<String> =
                values.iter().map(|value| format!("`{}`", json_text(value))).collect();
            known.dedup();
            let more = known.len().saturating_sub(MAX_NAMED);
            known.truncate(MAX_NAMED);
            if more > 0 {
                known.push(format!("and {more} more"));
            }
            format!("{} is not one of the known values: {}", describe_value(node), known.join(", "))
        },
        &word,
        values.iter().filter_map(Json::as_str),
    )
}

/// Checks that a value is this one.
pub(super) fn check_constant(
    walk: &mut Walk<'_>,
    value: &Json,
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    if is_equal(node, value, false) {
        return Outcome::VALID;
    }
    walk.report(codes::OTHER_LIMIT, path, || {
        format!("{} must be `{}`", describe_value(node), json_text(value))
    })
}

fn is_equal(node: &Node, value: &Json, any_case: bool) -> bool {
    match (&node.value, value) {
        (Value::Map(_) | Value::List(_), _) => node.to_json() == *value,
        (Value::Integer(_) | Value::Number(_), Json::Number(wanted)) => {
            numeric(node).is_some_and(|number| wanted.as_f64() == Some(number))
        }
        (Value::Bool(_), Json::Number(_)) => false,
        (Value::Number(number), Json::String(wanted)) => wanted.parse() == Ok(*number),
        _ => {
            let (one, other) = (scalar_text(node), json_text(value));
            let is_boolean = |text: &str| {
                text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
            };
            let ignores_case = any_case || (is_boolean(&one) && is_boolean(&other));
            if ignores_case { one.to_lowercase() == other.to_lowercase() } else { one == other }
        }
    }
}

/// Checks that a number is within inclusive bounds.
pub(super) fn check_range(
    walk: &mut Walk<'_>,
    min: Option<f64>,
    max: Option<f64>,
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let Some(number) = numeric(node) else { return Outcome::VALID };
    let is_small = min.is_some_and(|min| number < min);
    if !is_small && !max.is_some_and(|max| number > max) {
        return Outcome::VALID;
    }
    walk.report(codes::RANGE, path, || {
        let limit = match (min, max) {
            (Some(min), Some(max)) => format!("the range is {min} to {max}"),
            (Some(min), None) => format!("the minimum is {min}"),
            (_, max) => format!("the maximum is {}", max.unwrap_or_default()),
        };
        let direction = if is_small { "small" } else { "large" };
        format!("{} is too {direction}: {limit}", describe_value(node))
    })
}

/// Checks that a number is greater than an exclusive bound.
pub(super) fn check_above(walk: &mut Walk<'_>, min: f64, node: &Node, path: &Path<'_>) -> Outcome {
    if numeric(node).is_none_or(|number| number > min) {
        return Outcome::VALID;
    }
    walk.report(codes::RANGE, path, || {
        format!("{} is too small: it must be greater than {min}", describe_value(node))
    })
}

/// Checks that a number is less than an exclusive bound.
pub(super) fn check_below(walk: &mut Walk<'_>, max: f64, node: &Node, path: &Path<'_>) -> Outcome {
    if numeric(node).is_none_or(|number| number < max) {
        return Outcome::VALID;
    }
    walk.report(codes::RANGE, path, || {
        format!("{} is too large: it must be less than {max}", describe_value(node))
    })
}

/// Checks that a number is a multiple of `factor`.
pub(super) fn check_multiple_of(
    walk: &mut Walk<'_>,
    factor: f64,
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    if numeric(node).is_none_or(|number| (number % factor).abs() < f64::EPSILON) {
        return Outcome::VALID;
    }
    walk.report(codes::OTHER_LIMIT, path, || {
        format!("{} is not a multiple of {factor}", describe_value(node))
    })
}

fn json_text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A text that two values share if CloudFormation treats them as equal.
pub(super) fn canonical(node: &Node) -> String {
    let mut text = String::new();
    write_canonical(&mut text, node);
    text
}

fn write_canonical(text: &mut String, node: &Node) {
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "=true" } else { "=false" }),
        Value::Integer(_) | Value::Number(_) | Value::String(_) => {
            let plain = scalar_text(node);
            text.push_str(&format!("{}:{plain}", plain.len()));
        }
        Value::List(items) => {
            text.push('[');
            for item in items {
                write_canonical(text, item);
                text.push(',');
            }
            text.push(']');
        }
        Value::Map(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|entry| &entry.key);
            text.push('{');
            for entry in entries {
                text.push_str(&format!("{}:{}=", entry.key.len(), entry.key));
                write_canonical(text, &entry.node);
                text.push(',');
            }
            text.push('}');
        }
    }
}
