//! Proves with the engine that no request satisfies all conditions of a statement.

use constructs_diagnostics::Diagnostic;

use super::codes;
use super::documents::Policy;
use super::place::locate;
use super::reading::{allow_statements, read_statements};
use constructs_access::template::Stacks;
use constructs_iam::implies::{Grants, StepBudget, Verdict, is_subset_with_budget};
use constructs_iam::{
    ActionUniverse, Comparison, Elements, PolicyCondition, PolicyStatement, PolicyText, is_readable,
};

/// The steps of one proof.
const MAX_STEPS: u64 = 300_000;

/// Checks each statement with conditions.
pub(super) fn check(policy: &Policy<'_>, stacks: &Stacks<'_>) -> Vec<Diagnostic> {
    if !policy.statements.iter().any(|one| one.body.get("Condition").is_some()) {
        return Vec::new();
    }
    let universe = ActionUniverse::new(["sts:AssumeRole"]);
    // Another check reports values that can't be read.
    let is_sound = |one: &PolicyCondition| {
        let comparison = one.operator.comparison;
        // IAM completes an ARN that ends in a wildcard before its sixth part, but the engine does not.
        let is_cut = |text: &str| {
            comparison == Comparison::ArnLike
                && text.ends_with('*')
                && text.matches(':').count() < 5
        };
        one.values
            .iter()
            .map(ToString::to_string)
            .all(|text| is_readable(comparison, &text) && !is_cut(&text))
    };
    let conditional = read_statements(policy, stacks)
        .into_iter()
        .filter(|(_, one)| can_contradict(&one.conditions) && one.conditions.iter().all(is_sound));
    let never = conditional.filter(|(_, statement)| {
        let any = PolicyStatement {
            actions: Elements::Only(vec![PolicyText::parse("sts:AssumeRole", false)]),
            resources: None,
            principals: None,
            ..statement.clone()
        };
        let grants = Grants::new(vec![allow_statements(vec![any])]);
        is_subset_with_budget(&grants, &Grants::nothing(), &universe, StepBudget::new(MAX_STEPS))
            == Verdict::Proved
    });
    never
        .filter_map(|(place, _)| {
            let message = "no request can satisfy this condition, so the statement has no effect";
            let help = "change the operators that contradict each other, or remove the statement";
            let warning = Diagnostic::warning(codes::NEVER_HOLDS, message).help(help);
            Some(locate(warning, policy.statements.get(place)?, "/Condition"))
        })
        .collect()
}

/// Whether a contradiction is possible: a condition with a literal value that is the only one on its key always holds for some
/// request.
fn can_contradict(conditions: &[PolicyCondition]) -> bool {
    let is_alone = |at: usize, one: &PolicyCondition| {
        let others = conditions.iter().enumerate().filter(|(other, _)| *other != at);
        let mut keys = others.map(|(_, other)| other.key.as_str());
        keys.all(|key| !key.eq_ignore_ascii_case(&one.key))
    };
    // No ARN matches a text that is not an ARN.
    let is_met = |one: &PolicyCondition, text: &str| {
        one.operator.comparison != Comparison::ArnLike || text.matches(':').count() >= 5
    };
    let is_plain = |one: &PolicyCondition| {
        let mut values = one.values.iter().map(PolicyText::as_plain);
        !one.values.is_empty() && values.all(|value| value.is_some_and(|text| is_met(one, &text)))
    };
    !conditions.iter().enumerate().all(|(at, one)| is_alone(at, one) && is_plain(one))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::findings;

    fn findings_of(condition: &serde_json::Value) -> String {
        let statement = json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:*:sqs:*:*:q", "Condition": condition});
        findings(&statement)
    }

    #[test]
    fn what_never_holds_is_told() {
        for condition in [
            json!({"StringEquals": {"aws:SourceVpc": "a"}, "StringNotEquals": {"aws:SourceVpc": "a"}}),
            json!({"NumericLessThan": {"aws:MultiFactorAuthAge": "5"}, "NumericGreaterThan": {"aws:MultiFactorAuthAge": "10"}}),
            json!({"Null": {"aws:SourceVpc": "true"}, "StringLike": {"aws:SourceVpc": "vpc-*"}}),
            json!({"StringEquals": {"aws:SourceVpc": "a"}, "StringLike": {"aws:SourceVpc": "b*"}}),
            json!({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}, "NotIpAddress": {"aws:SourceIp": "10.0.0.0/7"}}),
        ] {
            assert!(
                findings_of(&condition).contains("Warning[A0703] /Condition: no request"),
                "{condition} {}",
                findings_of(&condition)
            );
        }
    }

    #[test]
    fn what_can_hold_is_let_be() {
        for condition in [
            json!({"StringEquals": {"aws:SourceVpc": ["a", "b"]}, "StringNotEquals": {"aws:SourceVpc": "a"}}),
            json!({"NumericLessThan": {"aws:MultiFactorAuthAge": "10"}, "NumericGreaterThan": {"aws:MultiFactorAuthAge": "5"}}),
            json!({"StringEquals": {"aws:SourceVpc": {"Ref": "Vpc"}}, "StringNotEquals": {"aws:SourceVpc": "a"}}),
            json!({"StringEquals": {"aws:SourceVpc": "${aws:PrincipalTag/vpc}"}}),
            json!({"StringEqualsIfExists": {"aws:SourceVpc": "a"}, "Null": {"aws:SourceVpc": "true"}}),
        ] {
            assert_eq!(findings_of(&condition), "", "{condition}");
        }
    }
}
