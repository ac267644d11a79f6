//! Proves with the engine that other statements of a policy make a statement redundant.
//!
//! An `Allow` statement is redundant if other statements allow everything in it, and a `Deny` statement if others deny everything
//! in it. An `Allow` statement is shadowed if other statements deny everything in it. What is not proved within a limit of steps
//! is not reported.

use constructs_matching::matches_ignoring_case;
use std::collections::BTreeSet;

use constructs_diagnostics::Diagnostic;

use super::codes;
use super::documents::Policy;
use super::place::locate;
use super::reading::{allow_statements, read_statements};
use constructs_access::ask::retain_principals;
use constructs_access::template::{Stacks, is_account};
use constructs_iam::implies::{Grants, StepBudget, Verdict, is_subset_with_budget};
use constructs_iam::{
    ActionUniverse, Effect, Elements, PolicyStatement, PolicyText, PrincipalEntry,
};

/// The steps of one proof.
const MAX_STEPS: u64 = 300_000;
/// The proofs for one policy.
const MAX_PROOFS: usize = 20;
/// The statements of a policy that is checked.
const MAX_STATEMENTS: usize = 200;

/// Checks all statements of a policy together.
pub(super) fn check(policy: &Policy<'_>, stacks: &Stacks<'_>) -> Vec<Diagnostic> {
    if policy.statements.len() < 2 || policy.statements.len() > MAX_STATEMENTS {
        return Vec::new();
    }
    let mut left = read_statements(policy, stacks);
    if left.len() < 2 {
        return Vec::new();
    }
    let mut prover = Prover { proofs: MAX_PROOFS };
    let mut found = Vec::new();
    for place in (0..policy.statements.len()).rev() {
        let Some((_, own)) = left.iter().find(|(own, _)| *own == place).cloned() else { continue };
        let Some(statement) = policy.statements.get(place) else { continue };
        let is_shadowed = own.effect == Effect::Allow
            && prover.is_covered(&own, &with_effect(&left, Effect::Deny, usize::MAX));
        if is_shadowed {
            let message = "this statement allows nothing, because other statements of this policy deny everything in it";
            let warning = Diagnostic::warning(codes::SHADOWED, message);
            found.push(locate(
                warning.help("remove it, or limit the statements that deny it"),
                statement,
                "",
            ));
        } else if prover.is_covered(&own, &with_effect(&left, own.effect, place)) {
            let verb = if own.effect == Effect::Allow { "allow" } else { "deny" };
            let message = format!(
                "this statement is redundant, because other statements of this policy {verb} everything in it"
            );
            let note = Diagnostic::note(codes::REDUNDANT, message);
            found.push(locate(note.help("remove it"), statement, ""));
            left.retain(|(own, _)| *own != place);
        }
    }
    found.reverse();
    found
}

/// The statements with one effect, except one.
fn with_effect(
    all: &[(usize, PolicyStatement)],
    effect: Effect,
    but: usize,
) -> Vec<&PolicyStatement> {
    let own = all.iter().filter(|(place, one)| one.effect == effect && *place != but);
    own.map(|(_, statement)| statement).collect()
}

struct Prover {
    proofs: usize,
}

impl Prover {
    /// Whether the engine proves that `others` include everything in `own`.
    fn is_covered(&mut self, own: &PolicyStatement, others: &[&PolicyStatement]) -> bool {
        // Statements that include all of a statement include an example of it.
        let mut near = others.iter().filter(|other| can_overlap(own, other));
        if self.proofs == 0 || !near.clone().any(|other| has_example(own, other)) {
            return false;
        }
        self.proofs -= 1;
        // An account as principal lets the account's policies decide, so it does not include a principal that is named directly.
        let is_direct = |entry: &PrincipalEntry| !is_account(entry);
        let names_directly = own.effect == Effect::Allow
            && own.principals.as_ref().is_some_and(|own| own.list().iter().any(is_direct));
        let near = near.by_ref().filter_map(|other| match names_directly {
            true if other.effect == Effect::Allow => retain_principals(other, &is_direct),
            _ => Some((*other).clone()),
        });
        let near: Vec<PolicyStatement> = near.collect();
        let (left, right) = (allow_statements(vec![own.clone()]), allow_statements(near));
        let (left, right) = (Grants::new(vec![left]), Grants::new(vec![right]));
        is_subset_with_budget(&left, &right, ActionUniverse::known(), StepBudget::new(MAX_STEPS))
            == Verdict::Proved
    }
}

/// Whether the two can overlap: statements with and without principals belong to different policies, and actions of different
/// services are different.
fn can_overlap(own: &PolicyStatement, other: &PolicyStatement) -> bool {
    let service = |text: &PolicyText| {
        let text = text.to_string().to_ascii_lowercase();
        let (service, _) = text.split_once(':')?;
        (!service.contains(['*', '?'])).then(|| service.to_owned())
    };
    let services = |scope: &Elements<PolicyText>| match scope {
        Elements::Only(texts) => texts.iter().map(service).collect::<Option<BTreeSet<String>>>(),
        Elements::Except(_) => None,
    };
    let shares = match (services(&own.actions), services(&other.actions)) {
        (Some(own), Some(other)) => !own.is_disjoint(&other),
        _ => true,
    };
    shares && own.principals.is_some() == other.principals.is_some()
}

/// Whether `other` includes the first action and the first resource of `own`, with its wildcards replaced by unusual characters.
fn has_example(own: &PolicyStatement, other: &PolicyStatement) -> bool {
    let resources = match (&own.resources, &other.resources) {
        (_, None) => true,
        (Some(own), Some(other)) => has_first(own, other, false),
        (None, Some(_)) => false,
    };
    resources && has_first(&own.actions, &other.actions, true)
}

fn has_first(own: &Elements<PolicyText>, other: &Elements<PolicyText>, folds_case: bool) -> bool {
    let (Elements::Only(own), Elements::Only(other)) = (own, other) else { return true };
    let Some(first) = own.first() else { return false };
    let example = mark_case(first, folds_case).replace('*', "\u{1}").replace('?', "\u{2}");
    other.iter().any(|text| matches_ignoring_case(&mark_case(text, folds_case), &example))
}

/// The text. If its case matters, each capital letter gets a mark, because the match ignores case.
fn mark_case(text: &PolicyText, folds_case: bool) -> String {
    let text = text.to_string();
    if folds_case {
        return text;
    }
    let marked = text.chars().flat_map(|letter| {
        let mark = letter.is_ascii_uppercase().then_some('\u{3}');
        mark.into_iter().chain([letter])
    });
    marked.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::linted;
    use super::super::testing::node;
    use constructs_policy::PolicyKind;

    fn findings_of(statements: &serde_json::Value) -> String {
        let all = linted(
            &json!({"Version": "2012-10-17", "Statement": statements}),
            PolicyKind::Identity,
        );
        all.lines().filter(|line| line.contains("A07")).map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn what_is_idle_is_told() {
        let send = json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:Q"});
        let all_of_sqs = json!({"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*"});
        let deny = json!({"Effect": "Deny", "Action": "sqs:Send*", "Resource": "*"});
        insta::assert_snapshot!(
            [
                findings_of(&json!([send, send])),
                findings_of(&json!([send, all_of_sqs])),
                findings_of(&json!([send, deny]))
            ]
            .concat()
        );
        let other = json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:q"});
        let some = json!({"Effect": "Allow", "Action": "sqs:*", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpc": "v"}}});
        for sound in [json!([send, other]), json!([all_of_sqs, deny]), json!([send, some])] {
            assert_eq!(findings_of(&sound), "", "{sound}");
        }
    }

    /// The findings on a bucket's policy of these statements.
    fn of_bucket(statements: &serde_json::Value) -> Vec<String> {
        let template = json!({"Resources": {
            "Identity": {"Type": "AWS::CloudFront::CloudFrontOriginAccessIdentity", "Properties": {}},
            "Policy": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": {
                "Version": "2012-10-17", "Statement": statements}}}}});
        let found = super::super::check(&node(&template));
        found
            .iter()
            .map(|one| one.code.to_string())
            .filter(|code| code.starts_with("A07"))
            .collect()
    }

    #[test]
    fn an_account_does_not_cover_who_is_named_beside_it() {
        let get = |principal: serde_json::Value| json!({"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"});
        let account = get(json!({"AWS": "111122223333"}));
        let root = get(json!({"AWS": "arn:aws:iam::111122223333:root"}));
        let role = get(json!({"AWS": "arn:aws:iam::111122223333:role/r"}));
        assert_eq!(of_bucket(&json!([account, root])).len(), 1);
        assert_eq!(of_bucket(&json!([role, role])).len(), 1);
        assert_eq!(of_bucket(&json!([get(json!("*")), role])).len(), 1);
        assert!(of_bucket(&json!([account, role])).is_empty());
    }

    #[test]
    fn a_value_that_somebody_gives_may_be_a_pattern() {
        let get = |operator: &str, value: &serde_json::Value| {
            json!({"Effect": "Deny", "Action": "sqs:*", "Resource": "*",
                "Condition": {(operator): {"aws:PrincipalArn": value}}})
        };
        let findings_of = |kind: &str, attribute: &str| {
            let value = json!({"Fn::GetAtt": ["Source", attribute]});
            let statements =
                [get("ForAllValues:StringEquals", &value), get("ForAllValues:StringLike", &value)];
            let template = json!({"Resources": {
                "Source": {"Type": kind, "Properties": {"Value": {"Fn::ImportValue": "x"}}},
                "Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {
                    "Version": "2012-10-17", "Statement": statements}}}}});
            let found = super::super::check(&node(&template));
            found.iter().filter(|one| one.code.to_string() == "A0701").count()
        };
        for (kind, attribute) in [
            ("AWS::CloudFormation::CustomResource", "Arn"),
            ("AWS::CloudFormation::Stack", "Outputs.Arn"),
            ("AWS::CloudFormation::WaitCondition", "Data"),
            ("AWS::ServiceCatalog::CloudFormationProvisionedProduct", "Outputs.Arn"),
            ("AWS::SSM::Parameter", "Value"),
            ("AWS::SQS::Queue", "Unheard"),
            ("Custom::Source", "Arn"),
        ] {
            assert_eq!(findings_of(kind, attribute), 0, "{kind}");
        }
        assert_eq!(findings_of("AWS::SQS::Queue", "Arn"), 1);
    }

    #[test]
    fn a_canonical_user_that_is_an_expression_is_somebody() {
        let user = json!({"CanonicalUser": {"Fn::GetAtt": ["Identity", "S3CanonicalUserId"]}});
        let get = json!({"Effect": "Allow", "Principal": user, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"});
        let deny = |condition: serde_json::Value| json!({"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": "arn:aws:s3:::b/*", "Condition": condition});
        let insecure = deny(json!({"Bool": {"aws:SecureTransport": "false"}}));
        assert!(of_bucket(&json!([insecure, get])).is_empty());
    }

    #[test]
    fn references_are_the_same_where_they_are_written_the_same() {
        let send = |queue: &str| json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": {"Fn::GetAtt": [queue, "Arn"]}});
        let findings_of = |one: &str, other: &str| {
            let template = json!({"Resources": {"Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {
                "Version": "2012-10-17", "Statement": [send(one), send(other)]}}}}});
            super::super::check(&node(&template)).iter().count()
        };
        assert_eq!((findings_of("A", "A"), findings_of("A", "B")), (1, 0));
    }
}
