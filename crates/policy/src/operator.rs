//! Condition operators: what they compare, and how they treat several values and none.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use std::fmt;

/// A condition operator, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operator {
    /// What is compared.
    pub comparison: Comparison,
    /// `…Not…`: it holds where no value of the policy fits.
    pub is_negated: bool,
    /// `ForAllValues:` or `ForAnyValue:`.
    pub quantifier: Option<Quantifier>,
    /// `…IfExists`: it holds where the key is absent.
    pub if_exists: bool,
}

/// How one value of a request is compared with one of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `StringEquals`: letter by letter.
    StringEquals,
    /// `StringEqualsIgnoreCase`.
    StringEqualsIgnoreCase,
    /// `StringLike`: a glob.
    StringLike,
    /// `ArnLike` and `ArnEquals`, which are the same: a glob in each of an ARN's six segments.
    ArnLike,
    /// `Numeric…`.
    Number(Order),
    /// `Date…`.
    Date(Order),
    /// `Bool`.
    Bool,
    /// `BinaryEquals`: Base64, letter by letter.
    BinaryEquals,
    /// `IpAddress`: an address within a block.
    IpAddress,
    /// `Null`: whether the key is absent.
    Null,
}

/// How a request's value has to compare with the policy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// The same.
    Equals,
    /// Less.
    LessThan,
    /// Less, or the same.
    LessThanEquals,
    /// Greater.
    GreaterThan,
    /// Greater, or the same.
    GreaterThanEquals,
}

/// How the values of a key with several are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// Each value of the request has to match; holds if the request has no value.
    ForAllValues,
    /// One value of the request has to match; does not hold if the request has no value.
    ForAnyValue,
}

impl Order {
    /// Whether the comparison of a request's value with the policy's has this order.
    #[must_use]
    pub fn admits(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equals => ordering.is_eq(),
            Self::LessThan => ordering.is_lt(),
            Self::LessThanEquals => ordering.is_le(),
            Self::GreaterThan => ordering.is_gt(),
            Self::GreaterThanEquals => ordering.is_ge(),
        }
    }
}

/// Name, comparison, negated.
const NAMES: &[(&str, Comparison, bool)] = &[
    ("StringEquals", Comparison::StringEquals, false),
    ("StringNotEquals", Comparison::StringEquals, true),
    ("StringEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, true),
    ("StringLike", Comparison::StringLike, false),
    ("StringNotLike", Comparison::StringLike, true),
    ("ArnLike", Comparison::ArnLike, false),
    ("ArnNotLike", Comparison::ArnLike, true),
    ("ArnEquals", Comparison::ArnLike, false),
    ("ArnNotEquals", Comparison::ArnLike, true),
    ("NumericEquals", Comparison::Number(Order::Equals), false),
    ("NumericNotEquals", Comparison::Number(Order::Equals), true),
    ("NumericLessThan", Comparison::Number(Order::LessThan), false),
    ("NumericLessThanEquals", Comparison::Number(Order::LessThanEquals), false),
    ("NumericGreaterThan", Comparison::Number(Order::GreaterThan), false),
    ("NumericGreaterThanEquals", Comparison::Number(Order::GreaterThanEquals), false),
    ("DateEquals", Comparison::Date(Order::Equals), false),
    ("DateNotEquals", Comparison::Date(Order::Equals), true),
    ("DateLessThan", Comparison::Date(Order::LessThan), false),
    ("DateLessThanEquals", Comparison::Date(Order::LessThanEquals), false),
    ("DateGreaterThan", Comparison::Date(Order::GreaterThan), false),
    ("DateGreaterThanEquals", Comparison::Date(Order::GreaterThanEquals), false),
    ("Bool", Comparison::Bool, false),
    ("BinaryEquals", Comparison::BinaryEquals, false),
    ("IpAddress", Comparison::IpAddress, false),
    ("NotIpAddress", Comparison::IpAddress, true),
    ("Null", Comparison::Null, false),
];

impl Operator {
    /// The operator of this name; case does not matter. `None` if IAM has no such operator.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (quantifier, rest) = match name.split_once(':') {
            Some((set, rest)) if set.eq_ignore_ascii_case("ForAllValues") => {
                (Some(Quantifier::ForAllValues), rest)
            }
            Some((set, rest)) if set.eq_ignore_ascii_case("ForAnyValue") => {
                (Some(Quantifier::ForAnyValue), rest)
            }
            Some(_) => return None,
            None => (None, name),
        };
        let (base, if_exists) = match without_suffix(rest, "IfExists") {
            Some(base) => (base, true),
            None => (rest, false),
        };
        let known = NAMES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(base));
        let (_, comparison, is_negated) = *known?;
        if comparison == Comparison::Null && if_exists {
            return None;
        }
        Some(Self { comparison, is_negated, quantifier, if_exists })
    }

    /// Every operator's name without set and `IfExists`, for "did you mean".
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, ..)| *name)
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quantifier {
            Some(Quantifier::ForAllValues) => f.write_str("ForAllValues:")?,
            Some(Quantifier::ForAnyValue) => f.write_str("ForAnyValue:")?,
            None => {}
        }
        let same = |entry: &&(&str, Comparison, bool)| {
            entry.1 == self.comparison && entry.2 == self.is_negated
        };
        f.write_str(NAMES.iter().find(same).map_or("", |entry| entry.0))?;
        f.write_str(if self.if_exists { "IfExists" } else { "" })
    }
}

fn without_suffix<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..)?.eq_ignore_ascii_case(suffix).then(|| text.get(..at))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_case_come_back_in_iam_s_own() {
        for (name, ..) in NAMES {
            let parsed = Operator::parse(&name.to_lowercase()).unwrap();
            assert_eq!(Operator::parse(&parsed.to_string()), Some(parsed));
        }
        let operator = Operator::parse("forallvalues:stringnotlikeifexists").unwrap();
        assert_eq!(operator.to_string(), "ForAllValues:StringNotLikeIfExists");
    }

    #[test]
    fn what_iam_does_not_have_is_none() {
        for name in
            ["", "StringLikes", "NullIfExists", "ForSome:Bool", "IfExists", "é", "BoolIfExist"]
        {
            assert_eq!(Operator::parse(name), None, "{name}");
        }
    }
}
