//! Conditions of statements: every operator, with its quantifiers and `IfExists`.
//!
//! A key that has a constant ([`aws`], `constructs_aws::condition`) knows the operators that fit it: prefer
//! `aws::SOURCE_VPCE.equals("vpce-1")`. The functions here take any key by its name.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

pub mod aws;
mod key;
mod values;

use std::borrow::Cow;

use crate::value::{Expr, IntoValue, Str};

pub use key::{ArnText, Binary, Boolean, Date, IpAddress, Key, Many, Numeric, Text};
pub use values::{Flags, Numbers, Texts};

/// One condition: an operator, a key, and the values of which one has to match.
///
/// ```
/// use constructs::iam::condition;
/// let here = condition::string_equals("aws:RequestedRegion", ["eu-central-1", "eu-west-1"]);
/// let tagged = condition::string_like("aws:TagKeys", "team-*").for_all_values();
/// let old = condition::numeric_greater_than("aws:MultiFactorAuthAge", 3600).if_exists();
/// # let _ = (here, tagged, old);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Condition {
    operator: &'static str,
    quantifier: &'static str,
    if_exists: bool,
    key: Cow<'static, str>,
    values: Vec<Expr>,
    is_list: bool,
}

impl Condition {
    fn new(
        operator: &'static str,
        key: impl Into<Cow<'static, str>>,
        values: impl ConditionValues,
    ) -> Self {
        Self {
            operator,
            quantifier: "",
            if_exists: false,
            key: key.into(),
            values: values.into_values(),
            is_list: false,
        }
    }

    /// Writes the values as a list even if there is one. It means the same; a template that exists comes out unchanged.
    #[must_use]
    pub const fn value_list(mut self) -> Self {
        self.is_list = true;
        self
    }

    /// `…IfExists`: holds as well where the request has no such key.
    #[must_use]
    pub const fn if_exists(mut self) -> Self {
        self.if_exists = true;
        self
    }

    /// `ForAllValues:`: every value of the key matches. It holds where there is none: often you want
    /// [`null`] beside it.
    #[must_use]
    pub const fn for_all_values(mut self) -> Self {
        self.quantifier = "ForAllValues:";
        self
    }

    /// `ForAnyValue:`: one value of the key matches at least.
    #[must_use]
    pub const fn for_any_value(mut self) -> Self {
        self.quantifier = "ForAnyValue:";
        self
    }

    /// The key, e.g. `aws:SourceAccount`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    pub(crate) const fn is_list(&self) -> bool {
        self.is_list
    }

    pub(crate) fn values(&self) -> &[Expr] {
        &self.values
    }

    /// The operator as it stands in a document, e.g. `ForAllValues:StringLikeIfExists`.
    pub(crate) fn operator(&self) -> Cow<'static, str> {
        if self.quantifier.is_empty() && !self.if_exists {
            return Cow::Borrowed(self.operator);
        }
        let if_exists = if self.if_exists { "IfExists" } else { "" };
        Cow::Owned(format!("{}{}{if_exists}", self.quantifier, self.operator))
    }
}

/// A value for a condition, or several: the condition holds where one of them matches.
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

macro_rules! operators {
    ($($name:ident = $operator:literal, $meaning:literal;)*) => {$(
        #[doc = concat!("`", $operator, "`: ", $meaning, ".")]
        pub fn $name(key: impl Into<String>, values: impl ConditionValues) -> Condition {
            Condition::new($operator, key.into(), values)
        }
    )*};
}

operators! {
    string_equals = "StringEquals", "the same text";
    string_not_equals = "StringNotEquals", "none of these texts";
    string_equals_ignore_case = "StringEqualsIgnoreCase", "the same text but for letters' case";
    string_not_equals_ignore_case = "StringNotEqualsIgnoreCase", "none of these texts, whatever the letters' case";
    string_like = "StringLike", "a text that the pattern matches (`*`, `?`)";
    string_not_like = "StringNotLike", "a text that no pattern matches";
    numeric_equals = "NumericEquals", "the same number";
    numeric_not_equals = "NumericNotEquals", "none of these numbers";
    numeric_less_than = "NumericLessThan", "a smaller number";
    numeric_less_than_equals = "NumericLessThanEquals", "a number no greater";
    numeric_greater_than = "NumericGreaterThan", "a greater number";
    numeric_greater_than_equals = "NumericGreaterThanEquals", "a number no smaller";
    date_equals = "DateEquals", "the same moment (ISO 8601 or seconds since 1970)";
    date_not_equals = "DateNotEquals", "none of these moments";
    date_less_than = "DateLessThan", "an earlier moment";
    date_less_than_equals = "DateLessThanEquals", "a moment no later";
    date_greater_than = "DateGreaterThan", "a later moment";
    date_greater_than_equals = "DateGreaterThanEquals", "a moment no earlier";
    bool = "Bool", "true or false";
    binary_equals = "BinaryEquals", "the same bytes, in Base64";
    ip_address = "IpAddress", "an address in this block";
    not_ip_address = "NotIpAddress", "an address in none of these blocks";
    arn_equals = "ArnEquals", "an ARN that matches part by part (`*` and `?` stay in theirs)";
    arn_like = "ArnLike", "an ARN that matches part by part (`*` and `?` stay in theirs)";
    arn_not_equals = "ArnNotEquals", "an ARN that matches none of these";
    arn_not_like = "ArnNotLike", "an ARN that matches none of these";
    null = "Null", "whether the request lacks the key";
}
