//! Policies written as values of a template, with intrinsic functions.

use constructs_diagnostics::escape::{MAX_QUOTED_CHARACTERS, shorten};
use constructs_document::{Node, Value};
use constructs_policy::{Notation, ValueView};

use crate::function::{If, is_function, is_no_value};

/// Policies written as values of a template. `Fn::If` has two values; what other functions give is unknown.
#[derive(Clone, Copy, Debug)]
pub struct TemplateNotation;

impl Notation for TemplateNotation {
    type Value = Node;

    fn view(value: &Node) -> ValueView<'_, Node> {
        match &value.value {
            Value::Null => ValueView::Null,
            Value::Bool(flag) => ValueView::Bool(*flag),
            Value::String(text) => ValueView::Text(text),
            Value::List(items) => ValueView::List(items),
            Value::Map(map) => function(value).unwrap_or_else(|| {
                ValueView::Object(
                    map.iter().map(|entry| (entry.key.as_str(), &entry.node)).collect(),
                )
            }),
            _ => ValueView::Number(value.to_json().to_string()),
        }
    }

    fn is_function(key: &str) -> bool {
        key.starts_with("Fn::")
    }

    fn display(value: &Node) -> String {
        shorten(&value.to_json().to_string(), MAX_QUOTED_CHARACTERS).into_owned()
    }

    fn visit_texts<'v>(value: &'v Node, visit: &mut dyn FnMut(&'v str)) {
        match &value.value {
            Value::String(text) => visit(text),
            Value::List(items) => items.iter().for_each(|item| Self::visit_texts(item, visit)),
            Value::Map(map) => map.iter().for_each(|entry| Self::visit_texts(&entry.node, visit)),
            _ => {}
        }
    }

    fn are_same(holds: &Node, fails: &Node) -> bool {
        holds == fails
    }
}

/// What an intrinsic function gives; `None` for an object that calls none.
fn function(node: &Node) -> Option<ValueView<'_, Node>> {
    if !is_function(node) {
        return None;
    }
    if is_no_value(node) {
        return Some(ValueView::NoValue);
    }
    let parsed = If::from_node(node).filter(|found| found.condition.as_str().is_some());
    Some(parsed.map_or(ValueView::Unknown, |If { condition, then, otherwise }| ValueView::If {
        condition,
        holds: then,
        fails: otherwise,
    }))
}
