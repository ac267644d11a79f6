//! Policies written as linked expressions.

use constructs_policy::{Notation, View};

use crate::linked::Local;
use crate::value::Expr;

/// Policies written as linked expressions. `Fn::If` has two values; what else only the deployment knows is unknown.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExpressionNotation;

impl Notation for ExpressionNotation {
    type Value = Local;

    fn view(value: &Local) -> View<'_, Local> {
        match value {
            Expr::Null => View::Null,
            Expr::Bool(flag) => View::Bool(*flag),
            Expr::Integer(number) => View::Number(number.to_string()),
            Expr::Number(number) => View::Number(format!("{number:?}")),
            Expr::String(text) => View::Text(text),
            Expr::List(items) => View::List(items),
            Expr::Map(entries) => match &entries[..] {
                [(key, _)] if Self::is_function(key) => View::Unknown,
                _ => View::Object(entries.iter().map(|(key, value)| (&**key, value)).collect()),
            },
            Expr::Pseudo(pseudo) if pseudo.name() == "AWS::NoValue" => View::NoValue,
            Expr::Function(function) if function.name == "Fn::If" => {
                match function.argument.as_list() {
                    Some([condition, holds, fails]) => View::If { condition, holds, fails },
                    _ => View::Unknown,
                }
            }
            _ => View::Unknown,
        }
    }

    fn is_function(key: &str) -> bool {
        key.starts_with("Fn::")
    }

    fn display(value: &Local) -> String {
        match value {
            Expr::String(text) => constructs_policy::shorten(&format!("{text:?}")),
            Expr::List(_) => "[…]".to_owned(),
            Expr::Map(_) => "{…}".to_owned(),
            Expr::Null => "null".to_owned(),
            Expr::Bool(flag) => flag.to_string(),
            Expr::Integer(number) => number.to_string(),
            _ => "…".to_owned(),
        }
    }

    fn visit_texts<'v>(value: &'v Local, visit: &mut dyn FnMut(&'v str)) {
        value.walk(&mut |expr| {
            if let Some(text) = expr.as_str() {
                visit(text);
            }
        });
    }
}
