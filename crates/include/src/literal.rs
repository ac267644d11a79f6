//! Turns the parts of a template that are not function calls into expressions: literals, and references to what it declares.

use constructs::{Expr, NodeId, Number, Reference, ReferenceKind};
use constructs_document::{Node, Value};

/// A node as it is, whatever it looks like.
pub(super) fn literal(node: &Node) -> Expr {
    match &node.value {
        Value::Null => vouched(Expr::Null),
        Value::Bool(is_true) => Expr::Bool(*is_true),
        Value::Integer(integer) => Expr::Integer(*integer),
        Value::Number(number) => Expr::Number(Number::new(*number)),
        Value::String(text) => text_of(text),
        Value::List(items) => Expr::List(items.iter().map(literal).collect()),
        Value::Map(map) => Expr::Map(
            map.iter().map(|entry| (entry.key.clone().into(), literal(&entry.node))).collect(),
        ),
    }
}

/// A text; a dynamic reference in it is intended.
pub(super) fn text_of(text: &str) -> Expr {
    let is_dynamic = text.contains("{{resolve:");
    let text = Expr::String(text.to_owned().into());
    if is_dynamic { vouched(text) } else { text }
}

/// A value that is written as it is, with its references followed.
pub(super) fn vouched(value: Expr) -> Expr {
    Expr::Dynamic(Box::new(value))
}

/// What `Ref` gives for `node`, or `Fn::GetAtt` with an attribute.
pub(super) fn scalar(node: NodeId, attribute: String) -> Expr {
    Expr::Reference(Reference::new(node, ReferenceKind::Scalar, attribute))
}

/// The bare logical id.
pub(super) fn name_of(node: NodeId) -> Expr {
    Expr::Reference(Reference::new(node, ReferenceKind::Name, ""))
}
