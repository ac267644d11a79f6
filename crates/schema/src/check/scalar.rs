//! Types with CloudFormation's conversions, known values, numbers.

use constructs_document::{Node, Value};
use serde_json::Value as Json;

use super::describe::{plain, shown};
use super::path::Path;
use super::walk::{Verdict, Walk};
use crate::codes;
use crate::schema::Types;

/// Properties that the `package` command replaces: there a text is the path of a file.
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

/// Whether a value is of one of these types, or becomes one: `"1"` an integer, `1` a text, `"true"` a boolean.
pub(super) fn types(walk: &mut Walk<'_>, wanted: Types, node: &Node, path: &Path<'_>) -> Verdict {
    if matches!(node.value, Value::Null) || wanted.meets(fitting(node)) {
        return Verdict::FINE;
    }
    if node.as_str().is_some() {
        let name = walk.resource.name;
        let is_packaged =
            |(kind, property): &&(&str, &str)| *kind == name && path.is_property(property);
        if PACKAGED.iter().any(|packaged| is_packaged(&packaged)) {
            return Verdict::FINE;
        }
    }
    walk.wrong_type(node, wanted, path)
}

/// The types that a value has or becomes.
pub(super) fn fitting(node: &Node) -> Types {
    match &node.value {
        Value::Null => Types::default(),
        Value::Bool(_) => Types::STRING.or(Types::BOOLEAN),
        Value::Integer(_) | Value::Number(_) => Types::STRING.or(Types::INTEGER).or(Types::NUMBER),
        Value::String(text) => {
            let mut types = Types::STRING;
            if is_integer(text) {
                types = types.or(Types::INTEGER);
            }
            if number(text).is_some() {
                types = types.or(Types::NUMBER);
            }
            if matches!(text.as_str(), "true" | "True" | "TRUE" | "false" | "False" | "FALSE") {
                types = types.or(Types::BOOLEAN);
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

/// The number that a value is or becomes.
fn numeric(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) => Some(*number),
        Value::String(text) => number(text),
        _ => None,
    }
}

/// A value has to be one of these.
pub(super) fn one_of(
    walk: &mut Walk<'_>,
    values: &[Json],
    any_case: bool,
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    if values.iter().any(|value| is_equal(node, value, any_case)) {
        return Verdict::FINE;
    }
    let word = plain(node);
    walk.wrong_word(
        codes::UNKNOWN_VALUE,
        path,
        || {
            let mut known: Vec<String> =
                values.iter().take(12).map(|value| format!("`{}`", shown_json(value))).collect();
            if values.len() > known.len() {
                known.push(format!("or one of {} others", values.len() - known.len()));
            }
            format!("{} is none of the known values: {}", shown(node), known.join(", "))
        },
        &word,
        values.iter().filter_map(Json::as_str),
    )
}

/// A value has to be this one.
pub(super) fn constant(walk: &mut Walk<'_>, value: &Json, node: &Node, path: &Path<'_>) -> Verdict {
    if is_equal(node, value, false) {
        return Verdict::FINE;
    }
    walk.wrong(codes::OTHER_LIMIT, path, || {
        format!("{} has to be `{}`", shown(node), shown_json(value))
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
            let (one, other) = (plain(node), shown_json(value));
            let is_boolean = |text: &str| {
                text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
            };
            let ignores_case = any_case || (is_boolean(&one) && is_boolean(&other));
            if ignores_case { one.to_lowercase() == other.to_lowercase() } else { one == other }
        }
    }
}

/// Inclusive bounds.
pub(super) fn range(
    walk: &mut Walk<'_>,
    least: Option<f64>,
    most: Option<f64>,
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    let Some(number) = numeric(node) else { return Verdict::FINE };
    let is_small = least.is_some_and(|least| number < least);
    if !is_small && !most.is_some_and(|most| number > most) {
        return Verdict::FINE;
    }
    walk.wrong(codes::RANGE, path, || {
        let limit = match (least, most) {
            (Some(least), Some(most)) => format!("{least} to {most}"),
            (Some(least), None) => format!("at least {least}"),
            (_, most) => format!("at most {}", most.unwrap_or_default()),
        };
        let direction = if is_small { "small" } else { "large" };
        format!("{} is too {direction}: {limit}", shown(node))
    })
}

/// An exclusive lower bound.
pub(super) fn above(walk: &mut Walk<'_>, least: f64, node: &Node, path: &Path<'_>) -> Verdict {
    if numeric(node).is_none_or(|number| number > least) {
        return Verdict::FINE;
    }
    walk.wrong(codes::RANGE, path, || format!("{} is too small: above {least}", shown(node)))
}

/// An exclusive upper bound.
pub(super) fn below(walk: &mut Walk<'_>, most: f64, node: &Node, path: &Path<'_>) -> Verdict {
    if numeric(node).is_none_or(|number| number < most) {
        return Verdict::FINE;
    }
    walk.wrong(codes::RANGE, path, || format!("{} is too large: below {most}", shown(node)))
}

/// A number has to be a multiple.
pub(super) fn multiple_of(
    walk: &mut Walk<'_>,
    factor: f64,
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    if numeric(node).is_none_or(|number| (number % factor).abs() < f64::EPSILON) {
        return Verdict::FINE;
    }
    walk.wrong(codes::OTHER_LIMIT, path, || format!("{} is no multiple of {factor}", shown(node)))
}

fn shown_json(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A text that two values share if CloudFormation takes them for the same.
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
            let plain = plain(node);
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
