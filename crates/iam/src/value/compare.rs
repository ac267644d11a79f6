//! Compiles a value of a policy's condition, and compares values of a request with it.

use super::network::parse_block;
use super::{date, number};
use crate::pattern::{Bounds, Resolved, Style};
use crate::text::{PolicyText, TextPart};
use constructs_matching::AddressBlock;
use constructs_policy::{Comparison, Order};

/// What one value of a condition requires of the request's value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted {
    Pattern(Bounds),
    Number(Order, f64),
    Date(Order, i128),
    Bool(bool),
    Block(AddressBlock),
    Absent(bool),
    /// The value of the policy is malformed: no value of a request matches it.
    Nothing,
}

impl Wanted {
    /// Compiles; `None` where something in it is unknown.
    pub(crate) fn compile(
        comparison: Comparison,
        text: &PolicyText,
        resolve: &dyn Fn(&TextPart) -> Resolved,
    ) -> Option<Self> {
        let pattern =
            |style, folds| Bounds::compile(text, style, folds, resolve).map(Self::Pattern);
        let typed = |read: &dyn Fn(&str) -> Option<Self>| {
            let exact = Bounds::compile(text, Style::Exact, false, resolve)?;
            Some(read(&exact.only_text()?).unwrap_or(Self::Nothing))
        };
        // INVARIANT: every comparison is listed, because one that is not would match nothing, and a denial would be lost.
        match comparison {
            Comparison::StringEquals | Comparison::BinaryEquals => pattern(Style::Exact, false),
            Comparison::StringEqualsIgnoreCase => pattern(Style::Exact, true),
            Comparison::StringLike => pattern(Style::Glob, false),
            Comparison::ArnLike => pattern(Style::Segments, false),
            Comparison::Number(order) => {
                typed(&|text| number::parse_number(text).map(|number| Self::Number(order, number)))
            }
            Comparison::Date(order) => {
                typed(&|text| date::parse_instant(text).map(|instant| Self::Date(order, instant)))
            }
            Comparison::Bool => typed(&|text| truth(text).map(Self::Bool)),
            Comparison::IpAddress => typed(&|text| parse_block(text).map(Self::Block)),
            Comparison::Null => typed(&|text| truth(text).map(Self::Absent)),
        }
    }

    /// Whether a value of the request is what is wanted; `None` where AWS documents neither.
    pub(crate) fn admits(&self, value: &str) -> Option<bool> {
        match self {
            Self::Pattern(pattern) => pattern.matches(&value.chars().collect::<Vec<_>>()),
            other => Some(other.admits_typed(value)),
        }
    }

    fn admits_typed(&self, value: &str) -> bool {
        match self {
            Self::Number(order, wanted) => number::parse_number(value)
                .and_then(|number| number.partial_cmp(wanted))
                .is_some_and(|ordering| order.admits(ordering)),
            Self::Date(order, wanted) => {
                date::parse_instant(value).is_some_and(|instant| order.admits(instant.cmp(wanted)))
            }
            Self::Bool(wanted) => truth(value) == Some(*wanted),
            Self::Block(block) => parse_block(value).is_some_and(|other| block.contains(other)),
            Self::Pattern(_) | Self::Absent(_) | Self::Nothing => false,
        }
    }
}

/// Whether a value of a policy, without variables, is one that can be compared so.
pub fn is_readable(comparison: Comparison, text: &str) -> bool {
    let unknown = |_: &TextPart| Resolved::Unknown;
    let wanted = Wanted::compile(comparison, &PolicyText::parse(text, false), &unknown);
    wanted != Some(Wanted::Nothing)
}

/// `true` or `false`, in any case.
fn truth(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    text.eq_ignore_ascii_case("false").then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use constructs_policy::Operator;

    fn admits(operator: &str, policy: &str, value: &str) -> Option<bool> {
        let comparison = Operator::parse(operator).unwrap().comparison;
        let unknown = |_: &TextPart| Resolved::Unknown;
        Wanted::compile(comparison, &PolicyText::parse(policy, true), &unknown)
            .unwrap()
            .admits(value)
    }

    #[test]
    fn each_comparison() {
        for (operator, policy, value, expected) in [
            ("StringEquals", "a*", "ab", false),
            ("StringEquals", "a*", "a*", true),
            ("StringEquals", "a${*}", "a*", true),
            ("StringEqualsIgnoreCase", "ÄB", "äb", true),
            ("StringLike", "a?c", "abc", true),
            ("StringLike", "A?c", "abc", false),
            ("ArnEquals", "arn:aws:sns:*:1:t*", "arn:aws:sns:eu:1:topic", true),
            ("ArnLike", "arn:aws:sns:*:t", "arn:aws:sqs:eu:1:t", false),
            ("ArnLike", "arn:aws:s3:::b", "b", false),
            ("NumericEquals", "5", "5.0", true),
            ("NumericLessThan", "5", "x", false),
            ("NumericGreaterThanEquals", "5", "5", true),
            ("DateLessThan", "2020-04-01T00:00:01Z", "1585699200", true),
            ("DateEquals", "2020-04-01", "2020-04-01T02:00:00+02:00", true),
            ("Bool", "True", "true", true),
            ("Bool", "true", "yes", false),
            ("IpAddress", "10.0.0.0/8", "10.1.1.1", true),
            ("IpAddress", "10.0.0.0/8", "::ffff:10.1.1.1", false),
            ("BinaryEquals", "QQ==", "QQ==", true),
        ] {
            assert_eq!(
                admits(operator, policy, value),
                Some(expected),
                "{operator} {policy} {value}"
            );
        }
    }
}
