//! Checks a policy against IAM's grammar.

use constructs_cloudformation::TemplateNotation;
use constructs_diagnostics::Diagnostic;
use constructs_policy::{GrammarRule, GrammarViolation, check as check_grammar};

use super::documents::Policy;
use super::place::locate_in_policy;

/// Whether a rule of the grammar is reported for a policy.
pub(super) type IsReported = fn(&Policy<'_>, GrammarRule) -> bool;

/// Checks the document and its statements.
pub(super) fn check(policy: &Policy<'_>, is_reported: IsReported) -> Vec<Diagnostic> {
    let faults = check_grammar::<TemplateNotation>(&policy.syntax, policy.kind);
    let diagnostic = |fault: GrammarViolation| {
        let pointer = fault.pointer.trim_start_matches('/').to_owned();
        locate_in_policy(fault.into_diagnostic(), policy, &pointer)
    };
    let faults = faults.into_iter().filter(|fault| {
        !is_checked_by_facts(policy, fault.rule) && is_reported(policy, fault.rule)
    });
    faults.map(diagnostic).collect()
}

/// Whether the check of actions against the facts reports the mistake instead: it can suggest the correct name.
fn is_checked_by_facts(policy: &Policy<'_>, rule: GrammarRule) -> bool {
    matches!(rule, GrammarRule::ActionForm | GrammarRule::Character) && !policy.is_stored_by_iam()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::findings;
    use super::super::testing::linted;
    use constructs_policy::PolicyKind;

    #[test]
    fn what_is_missing_or_wrong_is_told_with_its_place() {
        insta::assert_snapshot!(linted(
            &json!({"Statement": [
            {"Action": "sqs:ListQueues", "Resource": "*"},
            {"Sid": "A", "Effect": "allow", "Action": [], "Resource": "*"},
            {"Sid": "A", "Effect": "Deny", "Action": "sqs:ListQueues", "Resource": "*", "Principal": "*"},
            {"Sid": "a b", "Effect": "Deny", "Action": "sqs:ListQueues", "Condition": {"StringIs": {}}},
        ], "Extra": 1}),
            PolicyKind::Identity
        ));
        insta::assert_snapshot!(linted(
            &json!({"Version": "2012-10-18", "Statement": []}),
            PolicyKind::Identity
        ));
        insta::assert_snapshot!(linted(&json!([]), PolicyKind::Identity));
        insta::assert_snapshot!(linted(
            &json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}}),
            PolicyKind::Trust
        ));
        insta::assert_snapshot!(linted(
            &json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:q"}}),
            PolicyKind::Resource
        ));
        insta::assert_snapshot!(linted(
            &json!({"Version": "2008-10-17", "Statement": {"Effect": "Allow",
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}/*"}}),
            PolicyKind::Identity
        ));
    }

    #[test]
    fn functions_may_give_anything() {
        let statement = json!({"Sid": {"Ref": "Sid"}, "Effect": {"Ref": "Effect"}, "Action": {"Ref": "Actions"},
            "Resource": [{"Ref": "AWS::NoValue"}, {"Ref": "One"}], "Condition": {"Fn::If": ["A", {"Bool": {}}, {"Ref": "AWS::NoValue"}]}});
        assert_eq!(findings(&statement), "");
    }
}
