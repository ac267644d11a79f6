//! Values of conditions, by the type of the key.

use crate::value::{Expr, IntoValue, Str};

/// One or more values of a condition: one of them must match.
pub trait ConditionValues {
    /// The values as expressions.
    fn into_values(self) -> Vec<Expr>;
}

impl<T: IntoValue<Str>> ConditionValues for T {
    fn into_values(self) -> Vec<Expr> {
        vec![self.into_expr()]
    }
}

impl<T: IntoValue<Str>, const N: usize> ConditionValues for [T; N] {
    fn into_values(self) -> Vec<Expr> {
        self.into_iter().map(IntoValue::into_expr).collect()
    }
}

impl<T: IntoValue<Str>> ConditionValues for Vec<T> {
    fn into_values(self) -> Vec<Expr> {
        self.into_iter().map(IntoValue::into_expr).collect()
    }
}

macro_rules! spelled_out {
    ($($rust:ty)*) => {$(
        impl ConditionValues for $rust {
            fn into_values(self) -> Vec<Expr> {
                vec![Expr::String(self.to_string().into())]
            }
        }

        impl<const N: usize> ConditionValues for [$rust; N] {
            fn into_values(self) -> Vec<Expr> {
                self.into_iter().flat_map(ConditionValues::into_values).collect()
            }
        }

        impl ConditionValues for Vec<$rust> {
            fn into_values(self) -> Vec<Expr> {
                self.into_iter().flat_map(ConditionValues::into_values).collect()
            }
        }
    )*};
}

spelled_out!(bool i32 i64 u32 f64);

/// TextValues, or references to texts: one, an array, a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a text",
    label = "not a text",
    note = "the key takes a text, a reference to one, or an array or `Vec` of them"
)]
pub trait TextValues: ConditionValues {}

impl<T: IntoValue<Str>> TextValues for T {}
impl<T: IntoValue<Str>, const N: usize> TextValues for [T; N] {}
impl<T: IntoValue<Str>> TextValues for Vec<T> {}

/// NumberValues: one, an array, a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "not a number",
    note = "the key takes a number, or an array or `Vec` of them"
)]
pub trait NumberValues: ConditionValues {}

/// `true` or `false`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither `true` nor `false`",
    label = "not a `bool`",
    note = "the key is true or false"
)]
pub trait BooleanValues: ConditionValues {}

impl BooleanValues for bool {}

macro_rules! numbers {
    ($($rust:ty)*) => {$(
        impl NumberValues for $rust {}
        impl NumberValues for Vec<$rust> {}
        impl<const N: usize> NumberValues for [$rust; N] {}
    )*};
}

numbers!(i32 i64 u32 f64);
