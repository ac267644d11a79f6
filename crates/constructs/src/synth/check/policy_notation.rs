//! Policies written as linked expressions.

use constructs_diagnostics::escape::{MAX_QUOTED_CHARACTERS, shorten};
use constructs_document::pseudo::NO_VALUE;
use constructs_limits::{
    MeasuredNotation, SHORTEST_ARN_CHARACTERS, escaped_length, least_pseudo_characters,
};
use constructs_policy::{Notation, ValueView};

use crate::linked::Local;
use crate::value::{Expr, LocalReference};

/// Policies written as linked expressions. `Fn::If` has two values; what else only the deployment knows is unknown.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExpressionNotation;

impl Notation for ExpressionNotation {
    type Value = Local;

    fn view(value: &Local) -> ValueView<'_, Local> {
        match value {
            Expr::Null => ValueView::Null,
            Expr::Bool(flag) => ValueView::Bool(*flag),
            Expr::Integer(number) => ValueView::Number(number.to_string()),
            Expr::Number(number) => ValueView::Number(format!("{number:?}")),
            Expr::String(text) => ValueView::Text(text),
            Expr::List(items) => ValueView::List(items),
            Expr::Map(entries) => match &entries[..] {
                [(key, _)] if Self::is_function(key) => ValueView::Unknown,
                _ => {
                    ValueView::Object(entries.iter().map(|(key, value)| (&**key, value)).collect())
                }
            },
            Expr::Pseudo(pseudo) if pseudo.name() == NO_VALUE => ValueView::NoValue,
            Expr::Function(function) if function.name == "Fn::If" => {
                match function.argument.as_list() {
                    Some([condition, holds, fails]) => ValueView::If { condition, holds, fails },
                    _ => ValueView::Unknown,
                }
            }
            _ => ValueView::Unknown,
        }
    }

    fn is_function(key: &str) -> bool {
        key.starts_with("Fn::")
    }

    fn display(value: &Local) -> String {
        match value {
            Expr::String(text) => shorten(&format!("{text:?}"), MAX_QUOTED_CHARACTERS).into_owned(),
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

impl MeasuredNotation for ExpressionNotation {
    fn least_unknown(value: &Local) -> Option<usize> {
        Some(least_length(value) + 2)
    }
}

/// The fewest characters of a text.
fn least_length(text: &Local) -> usize {
    match text {
        Expr::String(text) => text.chars().map(escaped_length).sum(),
        Expr::Concat(parts) => parts.iter().map(least_length).sum(),
        Expr::Pseudo(pseudo) => least_pseudo_characters(pseudo.name()),
        Expr::Reference(LocalReference::Declared { attribute, .. })
            if attribute.ends_with("Arn") =>
        {
            SHORTEST_ARN_CHARACTERS
        }
        _ => 1,
    }
}
