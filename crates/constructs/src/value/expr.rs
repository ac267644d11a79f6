//! Values as trees of literals, references, and functions, before and after linking.
//!
//! `Expr<Reference>` names constructs of the app; linking turns it into `Expr<LocalReference>`, which names only what the
//! template declares or imports.
//!
//! INVARIANT: both stages have the same size, so that mapping a list reuses its memory.

use std::borrow::Cow;

use super::{LocalReference, Number, Pseudo, Reference};

/// A key of an object, in most cases a property's name.
pub type ObjectKey = Cow<'static, str>;

/// A value in a template, generic over the type of its references.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Expr<R = Reference> {
    /// JSON's `null`. CloudFormation does not accept it in a template; linking reports it.
    Null,
    /// A Boolean.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A number with a fraction.
    Number(Number),
    /// A literal text. It is data, never code: it is escaped in `Fn::Sub`.
    String(Cow<'static, str>),
    /// A pseudo parameter such as `AWS::Region`.
    Pseudo(Pseudo),
    /// A reference to a construct.
    Reference(R),
    /// Parts that form one text.
    Concat(Vec<Expr<R>>),
    /// A list.
    List(Vec<Expr<R>>),
    /// An object; its keys keep their order.
    Map(Vec<(ObjectKey, Expr<R>)>),
    /// An intrinsic function.
    Function(Box<Function<R>>),
    /// A value that is not checked: a dynamic reference (`{{resolve:…}}`), or a verbatim part of a template.
    Dynamic(Box<Expr<R>>),
}

/// An intrinsic function and its argument: `{name: argument}` in the template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Function<R = Reference> {
    /// The long name, e.g. `Fn::Join`.
    pub name: ObjectKey,
    /// The single argument, in most cases a list.
    pub argument: Expr<R>,
}

const _: () = assert!(size_of::<Expr<Reference>>() == size_of::<Expr<LocalReference>>());

impl<R> Expr<R> {
    /// Creates a call of the intrinsic function `name`.
    pub fn function(name: impl Into<ObjectKey>, argument: Self) -> Self {
        Self::Function(Box::new(Function { name: name.into(), argument }))
    }

    /// Calls `visit` on this expression and on everything in it, outermost first.
    pub fn walk<'e>(&'e self, visit: &mut impl FnMut(&'e Self)) {
        visit(self);
        match self {
            Self::Concat(items) | Self::List(items) => {
                items.iter().for_each(|item| item.walk(visit))
            }
            Self::Map(entries) => entries.iter().for_each(|(_, value)| value.walk(visit)),
            Self::Function(function) => function.argument.walk(visit),
            Self::Dynamic(inner) => inner.walk(visit),
            _ => {}
        }
    }

    /// The text, if it is a literal.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of `key`, if it is an object with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

impl From<serde_json::Value> for Expr {
    /// Keys are sorted, because the order of the map depends on a feature of `serde_json` that any crate of the build can
    /// enable.
    fn from(json: serde_json::Value) -> Self {
        use serde_json::Value as Json;
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(value),
            Json::Number(number) => match number.as_i64() {
                Some(integer) => Self::Integer(integer),
                None => Self::Number(Number::new(number.as_f64().unwrap_or_default())),
            },
            Json::String(text) => Self::String(text.into()),
            Json::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Json::Object(map) => {
                let mut entries: Vec<(ObjectKey, Self)> =
                    map.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Self::Map(entries)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_stays_small() {
        assert!(size_of::<Expr>() <= 32, "{}", size_of::<Expr>());
    }

    #[test]
    fn json_objects_are_sorted() {
        let json = serde_json::json!({"b": 1, "a": [true, null, 1.5]});
        let expected = Expr::Map(vec![
            (
                "a".into(),
                Expr::List(vec![Expr::Bool(true), Expr::Null, Expr::Number(Number::new(1.5))]),
            ),
            ("b".into(), Expr::Integer(1)),
        ]);
        assert_eq!(Expr::from(json), expected);
    }
}
