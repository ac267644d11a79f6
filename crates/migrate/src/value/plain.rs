//! Values where no construct can be named: literals, lists and objects, functions among them as the objects that they are.

use constructs_document::{Node, Value};

use super::node::is_dynamic;
use super::typed::{Is, Marker, Typed};
use crate::author::Author;
use crate::code::{self, Code};

impl Author<'_> {
    /// A value made of literals. It turns into an `Expr` by itself.
    pub(crate) fn plain(&mut self, node: &Node) -> Typed {
        self.object_or(node, &mut Self::plain)
    }

    /// Writes literals, and uses `inner` for the values in lists and objects.
    pub(super) fn object_or(
        &mut self,
        node: &Node,
        inner: &mut dyn FnMut(&mut Self, &Node) -> Typed,
    ) -> Typed {
        match &node.value {
            Value::Null => {
                let (null, json) = (Code::word("Expr::Null"), "Json");
                Typed::value(Code::call("verbatim", [null]).with_type(json), Marker::Json)
            }
            Value::Bool(value) => Typed::new(Code::word(value.to_string()), Is::Boolean),
            Value::Integer(value) => Typed::new(integer(*value), Is::Integer),
            Value::Number(value) => Typed::new(number(*value), Is::Double),
            Value::String(text) => self.string(text),
            Value::List(items) => {
                let items = items.iter().map(|item| inner(self, item)).collect();
                self.array(items)
            }
            Value::Map(map) => {
                let start = Code::call("Object::new", []);
                let object = map.iter().fold(start, |object, entry| {
                    let value = inner(self, &entry.node).loose().code;
                    object.method("with", [code::text(&entry.key), value])
                });
                Typed::new(object, Is::Object)
            }
        }
    }

    /// A text; one with a dynamic reference in it says so.
    pub(super) fn string(&mut self, text: &str) -> Typed {
        let literal = self.literal(text);
        if is_dynamic(text) {
            let marker = "Str";
            let verbatim = Code::call("verbatim", [literal]).with_type(marker);
            return Typed::value(verbatim, Marker::Str);
        }
        Typed::new(literal, Is::Literal)
    }

    /// A list for a place that takes anything: of one type as it is, of several as expressions.
    fn array(&mut self, items: Vec<Typed>) -> Typed {
        let Some(first) = items.first().cloned() else {
            return Typed::new(Code::call("Expr::List", [Code::call("Vec::new", [])]), Is::Expr);
        };
        let is_one = items.iter().all(|item| item.is == first.is)
            && !matches!(first.is, Is::Array(..) | Is::Tuple | Is::NoValue);
        let codes = items
            .into_iter()
            .map(|item| if is_one { item.loose().code } else { item.expr().code })
            .collect::<Vec<_>>();
        Typed::new(Code::Array(codes.clone()), Is::Array(codes.len(), Box::new(first.is)))
    }
}

impl Code {
    /// A call with its type written out: `verbatim::<Str>(…)`.
    pub(super) fn with_type(self, marker: &str) -> Self {
        match self {
            Self::Call(callee, arguments) => Self::Call(format!("{callee}::<{marker}>"), arguments),
            other => other,
        }
    }
}

/// An integer that Rust takes without asking for its type.
pub(super) fn integer(value: i64) -> Code {
    let is_small = i32::try_from(value).is_ok();
    Code::word(if is_small { value.to_string() } else { format!("{value}_i64") })
}

/// A double, which always has a dot or an exponent.
pub(super) fn number(value: f64) -> Code {
    if value.is_finite() {
        return Code::word(format!("{value:?}"));
    }
    let name = if value.is_nan() { "NAN" } else { "INFINITY" };
    let sign = if value < 0.0 { "-" } else { "" };
    Code::word(format!("{sign}f64::{name}"))
}
