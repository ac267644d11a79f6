//! One condition of a statement.

use std::borrow::Cow;

use super::ConditionValues;
use crate::value::Expr;

/// One condition: an operator, a key, and values of which one must match.
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
    pub(super) fn new(
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

    /// Writes the values as a list even if there is only one, so that an existing template stays unchanged. The meaning is the same.
    #[must_use]
    pub const fn value_list(mut self) -> Self {
        self.is_list = true;
        self
    }

    /// `…IfExists`: also true if the request does not have the key.
    #[must_use]
    pub const fn if_exists(mut self) -> Self {
        self.if_exists = true;
        self
    }

    /// `ForAllValues:`: every value of the key matches. Also true if the key has no value: consider adding
    /// [`null`](super::null).
    #[must_use]
    pub const fn for_all_values(self) -> Self {
        self.with_quantifier("ForAllValues:")
    }

    /// `ForAnyValue:`: at least one value of the key matches.
    #[must_use]
    pub const fn for_any_value(self) -> Self {
        self.with_quantifier("ForAnyValue:")
    }

    pub(super) const fn with_quantifier(mut self, quantifier: &'static str) -> Self {
        self.quantifier = quantifier;
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

    /// The operator's name in a document, e.g. `ForAllValues:StringLikeIfExists`.
    pub(crate) fn operator(&self) -> Cow<'static, str> {
        if self.quantifier.is_empty() && !self.if_exists {
            return Cow::Borrowed(self.operator);
        }
        let if_exists = if self.if_exists { "IfExists" } else { "" };
        Cow::Owned(format!("{}{}{if_exists}", self.quantifier, self.operator))
    }
}
