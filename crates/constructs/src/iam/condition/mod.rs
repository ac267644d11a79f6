//! Conditions of statements: every operator, with its quantifiers and `IfExists`.
//!
//! A key with a constant ([`aws`], `constructs_aws::condition`) has only the operators that fit it: prefer
//! `aws::SOURCE_VPCE.equals("vpce-1")`. The functions here accept any key by its name.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

pub mod aws;
mod clause;
mod key;
mod values;

pub use clause::Condition;
pub use key::{ArnText, Binary, Boolean, Date, IpAddress, Key, Many, Numeric, Text};
pub use values::{BooleanValues, ConditionValues, NumberValues, TextValues};

macro_rules! operators {
    ($($name:ident = $operator:literal, $meaning:literal;)*) => {$(
        #[doc = concat!("`", $operator, "`: ", $meaning, ".")]
        pub fn $name(key: impl Into<String>, values: impl ConditionValues) -> Condition {
            Condition::new($operator, key.into(), values)
        }
    )*

        #[cfg(test)]
        const OPERATORS: &[&str] = &[$($operator),*];
    };
}

operators! {
    string_equals = "StringEquals", "the same text";
    string_not_equals = "StringNotEquals", "none of these texts";
    string_equals_ignore_case = "StringEqualsIgnoreCase", "the same text, ignoring case";
    string_not_equals_ignore_case = "StringNotEqualsIgnoreCase", "none of these texts, ignoring case";
    string_like = "StringLike", "a text that the pattern matches (`*`, `?`)";
    string_not_like = "StringNotLike", "a text that no pattern matches";
    numeric_equals = "NumericEquals", "the same number";
    numeric_not_equals = "NumericNotEquals", "none of these numbers";
    numeric_less_than = "NumericLessThan", "a smaller number";
    numeric_less_than_equals = "NumericLessThanEquals", "a number less than or equal to this one";
    numeric_greater_than = "NumericGreaterThan", "a greater number";
    numeric_greater_than_equals = "NumericGreaterThanEquals", "a number greater than or equal to this one";
    date_equals = "DateEquals", "the same moment (ISO 8601 or seconds since 1970)";
    date_not_equals = "DateNotEquals", "none of these moments";
    date_less_than = "DateLessThan", "an earlier moment";
    date_less_than_equals = "DateLessThanEquals", "the same moment or an earlier one";
    date_greater_than = "DateGreaterThan", "a later moment";
    date_greater_than_equals = "DateGreaterThanEquals", "the same moment or a later one";
    bool = "Bool", "true or false";
    binary_equals = "BinaryEquals", "the same bytes, in Base64";
    ip_address = "IpAddress", "an address in this block";
    not_ip_address = "NotIpAddress", "an address in none of these blocks";
    arn_equals = "ArnEquals", "an ARN that matches field by field (`*`, `?`)";
    arn_like = "ArnLike", "an ARN that matches field by field (`*`, `?`)";
    arn_not_equals = "ArnNotEquals", "an ARN that matches none of these";
    arn_not_like = "ArnNotLike", "an ARN that matches none of these";
    null = "Null", "whether the request does not have the key";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use constructs_policy::Operator;

    #[test]
    fn every_operator_has_a_function() {
        let written: BTreeSet<&str> = super::OPERATORS.iter().copied().collect();
        assert_eq!(written, Operator::names().collect());
    }
}
