//! Checks that the operators of a condition can compare its keys and values.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use constructs_cloudformation::function::{alternatives, is_function_name};
use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::pointer::escape;
use constructs_document::{Entry, Node};

use super::codes;
use super::documents::{Statement, collect_values};
use super::place::locate;
use constructs_iam::{Comparison, Operator, Quantifier, is_readable};
use constructs_iam_facts as facts;
use constructs_iam_facts::{ConditionKey, ConditionKeyType, global_key};

/// Checks `Condition`.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(conditions) = statement.body.get("Condition") {
        visit(conditions, "/Condition", statement, &mut found);
    }
    found
}

fn visit(conditions: &Node, pointer: &str, statement: &Statement<'_>, found: &mut Vec<Diagnostic>) {
    for value in alternatives(conditions) {
        let pointer = value.pointer(pointer);
        for entry in value.node.as_map().into_iter().flatten() {
            if let Some(operator) = Operator::parse(&entry.key) {
                check_operator(operator, entry, &pointer, statement, found);
            }
        }
    }
}

fn check_operator(
    operator: Operator,
    entry: &Entry,
    pointer: &str,
    statement: &Statement<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let keys = entry.node.as_map().into_iter().flatten();
    for key in keys.filter(|key| !is_function_name(&key.key)) {
        let pointer = format!("{pointer}/{}/{}", escape(&entry.key), escape(&key.key));
        let finding = check_key(operator, &entry.key, &key.key)
            .or_else(|| check_lenient(operator, &key.key, statement))
            .or_else(|| check_region(operator, key));
        found.extend(finding.map(|finding| locate(finding, statement, &pointer)));
        found.extend(check_values(operator, &entry.key, &key.node, &pointer, statement));
    }
}

/// Reports a key whose type the operator can't compare, or which has several values.
fn check_key(operator: Operator, written: &str, key: &str) -> Option<Diagnostic> {
    let known = find_key(key)?;
    let suited = suitable_operator(known.kind);
    if !is_suited(operator.comparison, known.kind) {
        let message =
            format!("`{written}` can't compare `{key}`, which is {}", describe_type(known.kind));
        let warning = Diagnostic::warning(codes::OPERATOR_TYPE, message);
        return Some(warning.help(format!("use `{suited}` or a related operator")));
    }
    let is_single = operator.quantifier.is_none() && operator.comparison != Comparison::Null;
    (known.is_many && is_single).then(|| {
        let message = format!("`{key}` has several values, but `{written}` compares one");
        let help = format!("write `ForAnyValue:{written}` or `ForAllValues:{written}`");
        Diagnostic::warning(codes::SEVERAL_VALUES, message).help(help)
    })
}

/// Reports a grant under `ForAllValues:` on a key with one value: it also applies to requests without the key.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
fn check_lenient(operator: Operator, key: &str, statement: &Statement<'_>) -> Option<Diagnostic> {
    let is_each = operator.quantifier == Some(Quantifier::ForAllValues) && !operator.is_negated;
    if !is_each || !statement.is_allow() || find_key(key).is_none_or(|known| known.is_many) {
        return None;
    }
    let message =
        format!("`{key}` has one value, and `ForAllValues:` also allows requests without the key");
    Some(Diagnostic::warning(codes::SEVERAL_VALUES, message).help("remove `ForAllValues:`"))
}

/// Reports a value of `kms:ViaService` without a region: the key is `s3.eu-west-1.amazonaws.com`.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
fn check_region(operator: Operator, key: &Entry) -> Option<Diagnostic> {
    let is_text = matches!(operator.comparison, Comparison::StringEquals | Comparison::StringLike);
    if !is_text || !key.key.eq_ignore_ascii_case("kms:ViaService") {
        return None;
    }
    let mut all = Vec::new();
    collect_values(&key.node, "", &mut all);
    let service = all.iter().filter_map(|value| value.node.as_str()).find_map(|text| {
        let service = text.strip_suffix(".amazonaws.com")?;
        (!service.is_empty() && !service.contains(['.', '*', '?', '$'])).then_some(service)
    })?;
    let message =
        format!("`{service}.amazonaws.com` has no region, but `{}` always has one", key.key);
    let help = format!(
        "write `{service}.eu-west-1.amazonaws.com`, or `StringLike` with `*` for the region"
    );
    Some(Diagnostic::warning(codes::CONDITION_VALUE, message).help(help))
}

/// The key in the facts.
fn find_key(key: &str) -> Option<ConditionKey> {
    let service = key.split(':').next().and_then(facts::service);
    let own = service.and_then(|service| service.keys.iter().find(|known| known.is(key)));
    global_key(key).or(own).copied()
}

/// Whether the comparison can compare values of this type. All types can be compared as strings.
const fn is_suited(comparison: Comparison, kind: ConditionKeyType) -> bool {
    match comparison {
        Comparison::Number(_) => matches!(kind, ConditionKeyType::Numeric | ConditionKeyType::Date),
        Comparison::Date(_) => matches!(kind, ConditionKeyType::Date | ConditionKeyType::Numeric),
        Comparison::Bool => matches!(kind, ConditionKeyType::Bool | ConditionKeyType::String),
        Comparison::IpAddress => matches!(kind, ConditionKeyType::IpAddress),
        Comparison::ArnLike => matches!(kind, ConditionKeyType::Arn | ConditionKeyType::String),
        Comparison::Null => true,
        // As a string, an address has no range, and a date has no order.
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::StringLike
        | Comparison::BinaryEquals => {
            !matches!(kind, ConditionKeyType::IpAddress | ConditionKeyType::Date)
        }
    }
}

const fn suitable_operator(kind: ConditionKeyType) -> &'static str {
    match kind {
        ConditionKeyType::String => "StringEquals",
        ConditionKeyType::Arn => "ArnLike",
        ConditionKeyType::Bool => "Bool",
        ConditionKeyType::Numeric => "NumericEquals",
        ConditionKeyType::Date => "DateLessThan",
        ConditionKeyType::IpAddress => "IpAddress",
    }
}

const fn describe_type(kind: ConditionKeyType) -> &'static str {
    match kind {
        ConditionKeyType::String => "a string",
        ConditionKeyType::Arn => "an ARN",
        ConditionKeyType::Bool => "a boolean",
        ConditionKeyType::Numeric => "a number",
        ConditionKeyType::Date => "a date",
        ConditionKeyType::IpAddress => "an IP address",
    }
}

/// Reports values that the operator can't read: nothing is ever equal to them.
fn check_values(
    operator: Operator,
    written: &str,
    values: &Node,
    pointer: &str,
    statement: &Statement<'_>,
) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    collect_values(values, pointer, &mut all);
    let wrong = all.into_iter().filter_map(|value| {
        let text = value.node.as_str().filter(|text| !text.contains("${"))?;
        if is_readable(operator.comparison, text) {
            return check_literal(operator, written, text)
                .map(|finding| locate(finding, statement, &value.pointer));
        }
        let message = format!("`{written}` can't compare the value `{text}`");
        let error = Diagnostic::error(codes::CONDITION_VALUE, message);
        Some(locate(error.help(example_value(operator.comparison)), statement, &value.pointer))
    });
    wrong.collect()
}

/// Reports a wildcard that the operator compares as a character.
fn check_literal(operator: Operator, written: &str, text: &str) -> Option<Diagnostic> {
    let is_literal = matches!(
        operator.comparison,
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase
    );
    let message = format!("`{written}` compares the `*` in `{text}` literally");
    let like = if operator.is_negated { "StringNotLike" } else { "StringLike" };
    let help = format!("use `{like}` if `*` must match any text");
    (is_literal && text.contains('*'))
        .then(|| Diagnostic::warning(codes::CONDITION_VALUE, message).help(help))
}

const fn example_value(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Number(_) => "write a number, such as `10`",
        Comparison::Date(_) => "write a date, such as `2026-11-25T00:00:00Z`",
        Comparison::IpAddress => "write an address range, such as `203.0.113.0/24`",
        Comparison::Bool | Comparison::Null => "write `true` or `false`",
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::StringLike
        | Comparison::ArnLike
        | Comparison::BinaryEquals => "write a text",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::findings;

    fn findings_of(condition: &serde_json::Value) -> String {
        findings(
            &json!({"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:*:s3:::b/*", "Condition": condition}),
        )
    }

    #[test]
    fn what_can_not_be_compared_is_told() {
        let mut all = String::new();
        for condition in [
            json!({"NumericEquals": {"aws:SourceVpc": "1"}}),
            json!({"IpAddress": {"aws:SourceVpc": "10.0.0.0/8"}}),
            json!({"Bool": {"aws:SourceIp": "true"}}),
            json!({"StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}}),
            json!({"IpAddress": {"aws:SourceIp": ["10.0.0.0/33", "10.0.0.1"]}}),
            json!({"Bool": {"aws:SecureTransport": "yes"}}),
            json!({"DateLessThan": {"aws:CurrentTime": "tomorrow"}}),
            json!({"Null": {"aws:SourceVpc": "absent"}}),
            json!({"StringEquals": {"aws:SourceIp": "10.0.0.0/8"}}),
            json!({"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}),
            json!({"StringEquals": {"kms:ViaService": "s3.amazonaws.com"}}),
        ] {
            all.push_str(&format!("{condition}\n{}", findings_of(&condition)));
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn what_can_be_is_let_be() {
        for condition in [
            json!({"StringEquals": {"aws:SourceVpc": "vpc-1"}}),
            json!({"Bool": {"aws:SecureTransport": "false"}}),
            json!({"ForAnyValue:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}}),
            json!({"StringLike": {"aws:PrincipalArn": "arn:*:iam::*:role/x"}}),
            json!({"ArnLike": {"aws:PrincipalArn": "arn:*:iam::*:role/x"}}),
            json!({"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}),
            json!({"DateGreaterThan": {"aws:EpochTime": "1700000000"}}),
            json!({"IpAddress": {"aws:SourceIp": {"Ref": "Block"}}}),
        ] {
            assert_eq!(findings_of(&condition), "", "{condition}");
        }
    }
}
