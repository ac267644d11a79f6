//! Decides whether a condition holds in a context.
//!
//! | key in the request | positive | negated | `…IfExists` | `ForAllValues:` | `ForAnyValue:` |
//! |---|---|---|---|---|---|
//! | absent, `null` or an empty list | no | yes | yes | yes | no |
//! | one value | it fits one of the policy's | it fits none | as without | as without | as without |
//! | several | one fits one | none fits any | as without | each fits (negated: none does) | one fits (negated: one doesn't) |
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html>

use super::truth::Truth;
use crate::document::PolicyCondition;
use crate::pattern::Resolved;
use crate::request::Request;
use crate::text::TextPart;
use crate::value::compare::Wanted;
use constructs_policy::{Comparison, Operator, Quantifier};

/// Whether a condition holds in a request.
pub(crate) fn holds(condition: &PolicyCondition, request: &Request) -> Truth {
    let values = request.context.get(&condition.key);
    if let Some(decided) = without_values(condition.operator, values.is_none()) {
        return Truth::from_bool(decided);
    }
    let resolve = |part: &TextPart| resolve_part(part, request);
    let comparison = condition.operator.comparison;
    let mut known = Vec::with_capacity(condition.values.len());
    let mut is_unknown = false;
    for value in &condition.values {
        match Wanted::compile(comparison, value, &resolve) {
            Some(wanted) => known.push(wanted),
            None => is_unknown = true,
        }
    }
    if comparison == Comparison::Null {
        return Truth::from_bool(known.contains(&Wanted::Absent(values.is_none())));
    }
    let fits = |value: &String| known.iter().any(|wanted| wanted.admits(value) == Some(true));
    let may_fit = |value: &String| known.iter().any(|wanted| wanted.admits(value) != Some(false));
    let values = values.unwrap_or_default();
    let least = combine_values(condition.operator, values, fits);
    if least != combine_values(condition.operator, values, may_fit) {
        return Truth::Unknown;
    }
    if !is_unknown || least == combine_values(condition.operator, values, |_| true) {
        return Truth::from_bool(least);
    }
    if condition.operator.is_negated { Truth::Unknown } else { Truth::Missing }
}

/// What holds whatever the policy's values are, because the request has none.
pub(crate) fn without_values(operator: Operator, is_absent: bool) -> Option<bool> {
    if !is_absent || operator.comparison == Comparison::Null {
        return None;
    }
    Some(match operator.quantifier {
        _ if operator.if_exists => true,
        Some(Quantifier::ForAllValues) => true,
        Some(Quantifier::ForAnyValue) => false,
        None => operator.is_negated,
    })
}

/// Several values of a request, each fitting one of the policy's or none -> whether the operator holds.
pub(crate) fn combine_values<T>(
    operator: Operator,
    values: &[T],
    fits: impl Fn(&T) -> bool,
) -> bool {
    let mut values = values.iter();
    match (operator.quantifier, operator.is_negated) {
        (Some(Quantifier::ForAllValues), is_negated) => {
            values.all(|value| fits(value) != is_negated)
        }
        (Some(Quantifier::ForAnyValue), is_negated) => {
            values.any(|value| fits(value) != is_negated)
        }
        (None, is_negated) => values.any(fits) != is_negated,
    }
}

/// The text of a variable in a request; a key with several values has no such text.
pub(crate) fn resolve_part(part: &TextPart, request: &Request) -> Resolved {
    match part {
        TextPart::Variable(variable) => {
            match (request.context.single(&variable.key), &variable.default) {
                (Some(value), _) => Resolved::Text(value.to_owned()),
                (None, Some(default)) => Resolved::Text(default.clone()),
                (None, None) => Resolved::Unknown,
            }
        }
        _ => Resolved::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::RequestContext;
    use crate::document::Document;
    use crate::principal::Caller;
    use serde_json::{Value as Json, json};

    fn check(operator: &str, wanted: Json, context: Json, expected: Truth) {
        let document = Document::parse(&json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "*", "Condition": {operator: {"K": wanted}},
        }}));
        assert!(document.is_complete, "{:?}", document.faults);
        let condition = &document.document.statements[0].conditions[0];
        let context_of = RequestContext::parse(&context).unwrap();
        let request = Request::new(Caller::from_name("*"), "a:B", "*", context_of);
        assert_eq!(holds(condition, &request), expected, "{operator} {wanted} {context}");
    }

    #[test]
    fn absent_keys() {
        for (operator, expected) in [
            ("StringEquals", Truth::No),
            ("StringNotEquals", Truth::Yes),
            ("StringEqualsIfExists", Truth::Yes),
            ("StringNotLikeIfExists", Truth::Yes),
            ("ForAllValues:StringEquals", Truth::Yes),
            ("ForAnyValue:StringEquals", Truth::No),
            ("ForAnyValue:StringNotEquals", Truth::No),
            ("ForAnyValue:StringEqualsIfExists", Truth::Yes),
        ] {
            for context in [json!({}), json!({"k": null}), json!({"k": []})] {
                check(operator, json!("a"), context, expected);
            }
        }
    }

    #[test]
    fn null_asks_whether_a_key_is_absent() {
        check("Null", json!("true"), json!({}), Truth::Yes);
        check("Null", json!(true), json!({"k": []}), Truth::Yes);
        check("Null", json!("false"), json!({"k": ["a", "b"]}), Truth::Yes);
        check("Null", json!("false"), json!({}), Truth::No);
        check("Null", json!("true"), json!({"k": ""}), Truth::No);
        check("Null", json!(["true", "false"]), json!({"k": ""}), Truth::Yes);
        check("Null", json!("maybe"), json!({}), Truth::No);
    }

    #[test]
    fn several_values() {
        let both = json!({"k": ["a", "c"]});
        check("StringEquals", json!(["a", "b"]), both.clone(), Truth::Yes);
        check("StringNotEquals", json!(["a", "b"]), both.clone(), Truth::No);
        check("ForAllValues:StringEquals", json!(["a", "b"]), both.clone(), Truth::No);
        check("ForAllValues:StringEquals", json!(["a", "b", "c"]), both.clone(), Truth::Yes);
        check("ForAllValues:StringNotEquals", json!("b"), both.clone(), Truth::Yes);
        check("ForAnyValue:StringNotEquals", json!("a"), both.clone(), Truth::Yes);
        check("ForAnyValue:StringNotEquals", json!(["a", "c"]), both, Truth::No);
    }

    #[test]
    fn an_empty_list_never_fits() {
        check("StringEquals", json!([]), json!({"k": "a"}), Truth::No);
        check("StringNotEquals", json!([]), json!({"k": "a"}), Truth::Yes);
        check("ForAllValues:StringEquals", json!([]), json!({"k": "a"}), Truth::No);
        check("ForAllValues:StringEquals", json!([]), json!({}), Truth::Yes);
    }

    #[test]
    fn variables_come_from_the_context() {
        check("StringEquals", json!("${aws:name}"), json!({"k": "a", "AWS:Name": "a"}), Truth::Yes);
        check("StringEquals", json!("${n}"), json!({"k": "a"}), Truth::Missing);
        check("StringEquals", json!(["${n}", "a"]), json!({"k": "a"}), Truth::Yes);
        check("StringNotEquals", json!("${n}"), json!({"k": "a"}), Truth::Unknown);
        check("StringLike", json!("${n, 'a'}?"), json!({"k": "ab"}), Truth::Yes);
        check("StringLike", json!("${n}"), json!({"k": "ab", "n": "a*"}), Truth::No);
        check("StringEquals", json!("${n}"), json!({"k": "a", "n": ["a", "b"]}), Truth::Missing);
    }
}
