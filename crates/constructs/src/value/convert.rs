//! What setters accept for each CloudFormation type: literals, collections, and values that only the deployment knows.

use std::borrow::Cow;

use super::{
    Bool, Double, Expr, Int, Json, List, Map, Number, Object, ObjectKey, Pseudo, Str, Value, pseudo,
};

/// A Rust value that can be used as a value of the CloudFormation type `T`.
///
/// A scalar is a literal or a [`Value`] of that type; a list is an array, a `Vec`, a tuple (of mixed literals and
/// references), or [`empty`]; a map is an array or a `Vec` of pairs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of the CloudFormation type `{T}`",
    label = "expected `{T}`",
    note = "a literal of that type is one, an attribute of another resource, a parameter, or `if_(…)` of that type"
)]
pub trait IntoValue<T> {
    /// The value as an expression.
    fn into_expr(self) -> Expr;
}

impl<T> IntoValue<T> for Value<T> {
    fn into_expr(self) -> Expr {
        self.into()
    }
}

impl<T: Clone + IntoValue<Str>> IntoValue<Str> for &T {
    fn into_expr(self) -> Expr {
        self.clone().into_expr()
    }
}

macro_rules! literal {
    ($($rust:ty => $marker:ty, $literal:ident => $expr:expr;)*) => {$(
        impl IntoValue<$marker> for $rust {
            fn into_expr(self) -> Expr {
                let $literal = self;
                $expr
            }
        }
        impl From<$rust> for Value<$marker> {
            fn from(literal: $rust) -> Self {
                Self::new(IntoValue::<$marker>::into_expr(literal))
            }
        }
        impl From<$rust> for Expr {
            fn from($literal: $rust) -> Self {
                $expr
            }
        }
    )*};
}

literal! {
    &str => Str, text => Expr::String(Cow::Owned(text.to_owned()));
    String => Str, text => Expr::String(Cow::Owned(text));
    Cow<'static, str> => Str, text => Expr::String(text);
    bool => Bool, value => Expr::Bool(value);
    u8 => Int, value => Expr::Integer(value.into());
    u16 => Int, value => Expr::Integer(value.into());
    u32 => Int, value => Expr::Integer(value.into());
    i32 => Int, value => Expr::Integer(value.into());
    i64 => Int, value => Expr::Integer(value);
    f64 => Double, value => Expr::Number(Number::new(value));
}

impl IntoValue<Double> for i32 {
    fn into_expr(self) -> Expr {
        Expr::Integer(self.into())
    }
}

impl IntoValue<Json> for Expr {
    fn into_expr(self) -> Expr {
        self
    }
}

impl IntoValue<Json> for Object {
    fn into_expr(self) -> Expr {
        self.into()
    }
}

impl IntoValue<Json> for serde_json::Value {
    fn into_expr(self) -> Expr {
        self.into()
    }
}

impl<T, U: IntoValue<T>, const N: usize> IntoValue<List<T>> for [U; N] {
    fn into_expr(self) -> Expr {
        Expr::List(self.into_iter().map(U::into_expr).collect())
    }
}

impl<T, U: IntoValue<T>> IntoValue<List<T>> for Vec<U> {
    fn into_expr(self) -> Expr {
        Expr::List(self.into_iter().map(U::into_expr).collect())
    }
}

impl<T, K: Into<ObjectKey>, U: IntoValue<T>, const N: usize> IntoValue<Map<T>> for [(K, U); N] {
    fn into_expr(self) -> Expr {
        map(self)
    }
}

impl<T, K: Into<ObjectKey>, U: IntoValue<T>> IntoValue<Map<T>> for Vec<(K, U)> {
    fn into_expr(self) -> Expr {
        map(self)
    }
}

/// A repeated key has its last value.
fn map<T, K: Into<ObjectKey>, U: IntoValue<T>>(entries: impl IntoIterator<Item = (K, U)>) -> Expr {
    let mut object = Object::new();
    entries.into_iter().for_each(|(key, value)| object.set(key, value.into_expr()));
    object.into()
}

impl<T: Into<Expr>, const N: usize> From<[T; N]> for Expr {
    fn from(items: [T; N]) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Expr>> From<Vec<T>> for Expr {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// A list or map without items: `[]` would not fix the type of its items.
#[must_use]
pub const fn empty() -> Empty {
    Empty(())
}

/// The type of [`empty`].
#[derive(Clone, Copy, Debug)]
pub struct Empty(());

impl<T> IntoValue<List<T>> for Empty {
    fn into_expr(self) -> Expr {
        Expr::List(Vec::new())
    }
}

impl<T> IntoValue<Map<T>> for Empty {
    fn into_expr(self) -> Expr {
        Expr::Map(Vec::new())
    }
}

/// `AWS::NotificationARNs`: the list of topics to which the stack reports.
pub const NOTIFICATION_ARNS: Value<List<Str>> = Value::new(Expr::Pseudo(pseudo::NOTIFICATIONS));

/// `AWS::NoValue`: as if the property were not set. It has any type, and is useful in a branch of `if_`.
pub const NO_VALUE: NoValue = NoValue;

/// The type of [`NO_VALUE`].
#[derive(Clone, Copy, Debug)]
pub struct NoValue;

impl<T> IntoValue<T> for NoValue {
    fn into_expr(self) -> Expr {
        Expr::Pseudo(pseudo::NOTHING)
    }
}

impl From<NoValue> for Expr {
    fn from(value: NoValue) -> Self {
        IntoValue::<Str>::into_expr(value)
    }
}

impl IntoValue<Str> for Pseudo {
    fn into_expr(self) -> Expr {
        Expr::Pseudo(self)
    }
}

impl From<Pseudo> for Expr {
    fn from(pseudo: Pseudo) -> Self {
        Self::Pseudo(pseudo)
    }
}

impl From<Pseudo> for Value<Str> {
    fn from(pseudo: Pseudo) -> Self {
        Self::new(pseudo.into())
    }
}

macro_rules! tuple {
    ($($name:ident)+) => {
        impl<T, $($name: IntoValue<T>),+> IntoValue<List<T>> for ($($name,)+) {
            #[expect(non_snake_case, reason = "a tuple's fields are named after their types")]
            fn into_expr(self) -> Expr {
                let ($($name,)+) = self;
                Expr::List(vec![$($name.into_expr()),+])
            }
        }
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);
tuple!(A B C D E F G);
tuple!(A B C D E F G H);
