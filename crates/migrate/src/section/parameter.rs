//! A parameter -> `Parameter::string().default("…")`.

use constructs_document::{Map, Node, Value};

use super::Made;
use crate::author::{Author, What};
use crate::code::{self, Code};
use crate::value::{Is, Marker, Typed, plain_text};

impl Author<'_> {
    pub(super) fn parameter(&mut self, node: &Node) -> Option<Made> {
        let map = node.as_map()?;
        let of = plain_text(map.get("Type")?)?;
        let (start, marker) = parameter_of(of, map);
        let others = map.iter().filter(|entry| entry.key != "Type");
        let code = others.fold(start, |built, entry| {
            entry.key.clone_into(&mut self.place.1);
            self.parameter_attribute(built, &entry.key, &entry.node)
        });
        let noun = "parameter".to_owned();
        Some(Made { code, what: Some(What::Parameter(marker)), noun })
    }

    fn parameter_attribute(&mut self, built: Code, key: &str, node: &Node) -> Code {
        let value = self.plain(node);
        let setter = match (key, &value.is) {
            ("Default", Is::Literal | Is::Integer | Is::Double) => Some("default"),
            ("AllowedValues", Is::Array(..)) => Some("allowed_values"),
            ("AllowedPattern", Is::Literal) => Some("allowed_pattern"),
            ("ConstraintDescription", Is::Literal) => Some("constraint_description"),
            ("Description", Is::Literal) => Some("description"),
            ("MinLength", Is::Integer) if is_length(node) => Some("min_length"),
            ("MaxLength", Is::Integer) if is_length(node) => Some("max_length"),
            ("MinValue", Is::Integer) => Some("min_value"),
            ("MaxValue", Is::Integer) => Some("max_value"),
            ("NoEcho", Is::Boolean) => Some("no_echo"),
            _ => None,
        };
        match setter {
            Some(setter @ ("min_value" | "max_value")) => {
                built.method(setter, [remove_suffix(value)])
            }
            Some(setter) => built.method(setter, [value.code]),
            None => built.method("raw", [code::text(key), value.loose().code]),
        }
    }
}

/// A setter that takes one type of integer needs none named.
fn remove_suffix(value: Typed) -> Code {
    match value.code {
        Code::Word(word) if value.is == Is::Integer => Code::Word(word.replace("_i64", "")),
        code => code,
    }
}

fn is_length(node: &Node) -> bool {
    matches!(node.value, Value::Integer(length) if u32::try_from(length).is_ok())
}

/// The constructor for a type of parameters, and what its value is of.
fn parameter_of(of: &str, map: &Map) -> (Code, Marker) {
    let call = |name: &str| Code::call(format!("Parameter::{name}"), []);
    let typed = |name: &str| Code::call(format!("Parameter::{name}"), [code::text(of)]);
    let is_list = of.starts_with("List<")
        || of.starts_with("AWS::SSM::Parameter::Value<List<")
        || of == "AWS::SSM::Parameter::Value<CommaDelimitedList>";
    match of {
        "String" => (call("string"), Marker::Str),
        "Number" if is_whole(map) => (call("integer"), Marker::Int),
        "Number" => (call("number"), Marker::Double),
        "CommaDelimitedList" => (call("list"), Marker::Texts),
        "List<Number>" => (call("integer_list"), Marker::Integers),
        "AWS::SSM::Parameter::Value<String>" => (call("ssm_string"), Marker::Str),
        _ if is_list => (typed("aws_list"), Marker::Texts),
        _ => (typed("aws"), Marker::Str),
    }
}

/// Whether no value of a number parameter has a fraction.
fn is_whole(map: &Map) -> bool {
    let has_fraction = |node: &Node| match &node.value {
        Value::Number(_) => true,
        Value::String(text) => text.contains('.'),
        Value::List(items) => items.iter().any(|item| matches!(item.value, Value::Number(_))),
        _ => false,
    };
    let keys = ["Default", "AllowedValues", "MinValue", "MaxValue"];
    !keys.iter().filter_map(|key| map.get(key)).any(has_fraction)
}
