//! Decides whether the conditions of a statement limit its requests, and whether they limit its callers.
//!
//! A condition counts only if each of its values excludes something: `StringLike` with `*`, `IpAddress` with `0.0.0.0/0`, and an
//! ARN in any account do not.

use constructs_cloudformation::function::{alternatives, is_function_name};
use constructs_document::{Entry, Node};

use super::documents::{Statement, collect_values};
use constructs_iam::{Comparison, Operator, Quantifier};

/// Keys about how and when a request is made, and not about its caller or its resource.
const SESSION_KEYS: &[&str] = &[
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent",
    "aws:Referer",
    "aws:SecureTransport",
    "aws:TokenIssueTime",
    "aws:UserAgent",
];

/// Keys whose value the caller can choose in an account of their own: they exclude nobody.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
const CALLER_CHOSEN_KEYS: &[&str] = &[
    "aws:PrincipalType",
    "aws:RequestedRegion",
    "aws:SourceIdentity",
    "aws:TagKeys",
    "aws:ViaAWSService",
    "aws:username",
    "sts:DurationSeconds",
    "sts:RoleSessionName",
    "sts:SourceIdentity",
    "sts:TransitiveTagKeys",
];
/// Prefixes of such keys.
const CALLER_TAG_PREFIXES: &[&str] = &["aws:PrincipalTag/", "aws:RequestTag/"];

/// Keys that every request has: `…IfExists` compares them too.
const ALWAYS_PRESENT_KEYS: &[&str] =
    &["aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:userid"];

/// Whether a condition limits the statement. A condition that can't be read counts as one.
pub(super) fn is_limited(statement: &Statement<'_>) -> bool {
    has_condition(statement, |condition| {
        condition.is_limiting() && !condition.is_any_of(SESSION_KEYS)
    })
}

/// Whether a condition excludes callers that the statement's author does not know.
pub(super) fn has_known_callers(statement: &Statement<'_>) -> bool {
    has_condition(statement, |condition| {
        condition.is_of_known_callers()
            && !condition.is_any_of(SESSION_KEYS)
            && !condition.is_any_of(CALLER_CHOSEN_KEYS)
            && !condition.has_prefix(CALLER_TAG_PREFIXES)
    })
}

/// Whether a limiting condition has a key that `is_wanted` accepts, or one that can't be read.
pub(super) fn has_condition_on(
    statement: &Statement<'_>,
    is_wanted: impl Fn(&str) -> bool + Copy,
) -> bool {
    has_condition(statement, |condition| condition.is_limiting() && is_wanted(condition.key()))
}

/// Whether the conditions never hold for a request without a key that `is_wanted` accepts.
pub(super) fn has_requirement(
    statement: &Statement<'_>,
    is_wanted: impl Fn(&str) -> bool + Copy,
) -> bool {
    has_condition(statement, |condition| condition.is_required() && is_wanted(condition.key()))
}

/// One key of a condition, with its values.
struct KeyCondition<'t> {
    /// Nothing if the condition can't be read.
    written: Option<(Operator, &'t Entry)>,
}

fn has_condition(statement: &Statement<'_>, is_so: impl Fn(&KeyCondition<'_>) -> bool) -> bool {
    let mut found = Vec::new();
    if let Some(node) = statement.body.get("Condition") {
        collect_conditions(node, &mut found);
    }
    found.iter().any(is_so)
}

fn collect_conditions<'t>(node: &'t Node, found: &mut Vec<KeyCondition<'t>>) {
    let entries = alternatives(node).filter_map(|value| value.node.as_map()).flatten();
    for entry in entries {
        let keys = Operator::parse(&entry.key).zip(entry.node.as_map());
        match keys {
            Some((operator, keys)) => {
                let of_key = |key: &'t Entry| KeyCondition {
                    written: Some((operator, key)).filter(|(_, key)| !is_function_name(&key.key)),
                };
                found.extend(keys.iter().map(of_key));
            }
            None => found.push(KeyCondition { written: None }),
        }
    }
}

impl KeyCondition<'_> {
    /// Empty if it can't be read.
    fn key(&self) -> &str {
        self.written.map_or("", |(_, key)| &key.key)
    }

    fn is_any_of(&self, keys: &[&str]) -> bool {
        keys.iter().any(|known| known.eq_ignore_ascii_case(self.key()))
    }

    fn has_prefix(&self, starts: &[&str]) -> bool {
        starts.iter().any(|start| {
            self.key().get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
        })
    }

    /// Whether each of its values excludes something.
    fn is_limiting(&self) -> bool {
        let Some((operator, key)) = self.written else { return true };
        let values = values(&key.node);
        let is_open = |text: &Option<&str>| text.is_some_and(|text| is_anything(operator, text));
        !operator.is_negated && !values.iter().any(is_open)
    }

    /// Whether it also excludes requests without the key.
    fn is_required(&self) -> bool {
        let Some((operator, _)) = self.written else { return true };
        let is_lenient =
            operator.if_exists || operator.quantifier == Some(Quantifier::ForAllValues);
        self.is_limiting()
            && operator.comparison != Comparison::Null
            && (!is_lenient || self.is_any_of(ALWAYS_PRESENT_KEYS))
    }

    /// Whether it also excludes accounts that it does not name.
    fn is_of_known_callers(&self) -> bool {
        let Some((_, key)) = self.written else { return true };
        let is_arn = self.key().to_ascii_lowercase().ends_with("arn");
        let values = values(&key.node);
        let is_foreign =
            |text: &Option<&str>| text.is_some_and(|text| is_arn && is_of_any_account(text));
        self.is_required() && !values.iter().any(is_foreign)
    }
}

/// The values, with nothing for those that only the deployment knows.
fn values(node: &Node) -> Vec<Option<&str>> {
    let mut all = Vec::new();
    collect_values(node, "", &mut all);
    all.into_iter().map(|value| value.node.as_str()).collect()
}

/// Whether everything matches a value.
fn is_anything(operator: Operator, text: &str) -> bool {
    match operator.comparison {
        Comparison::IpAddress => text.trim().ends_with("/0"),
        Comparison::StringLike | Comparison::ArnLike => {
            text.chars().all(|letter| "*:".contains(letter)) && text.contains('*')
                || text
                    .strip_prefix("arn:")
                    .is_some_and(|rest| rest.chars().all(|letter| "*:".contains(letter)))
        }
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::BinaryEquals
        | Comparison::Number(_)
        | Comparison::Date(_)
        | Comparison::Bool
        | Comparison::Null => false,
    }
}

/// Whether an ARN matches accounts that it does not name. An ARN without an account must name the resource.
fn is_of_any_account(text: &str) -> bool {
    let mut parts = text.splitn(6, ':').skip(4);
    let (account, resource) = (parts.next().unwrap_or("*"), parts.next().unwrap_or("*"));
    account.contains('*') || account.is_empty() && resource.starts_with('*')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::documents;
    use super::super::testing::node;
    use super::*;
    use constructs_policy::PolicyKind;

    fn findings_of(condition: serde_json::Value, ask: fn(&Statement<'_>) -> bool) -> bool {
        let document = node(&json!({"Statement": {"Effect": "Allow", "Condition": condition}}));
        let policy = documents::read_document(&document, PolicyKind::Trust).unwrap();
        ask(&policy.statements[0])
    }

    #[test]
    fn a_condition_that_takes_everything_narrows_nothing() {
        for (condition, narrows, names) in [
            (json!({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}), true, true),
            (json!({"StringLike": {"aws:PrincipalOrgID": "*"}}), false, false),
            (json!({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}), true, false),
            (json!({"Null": {"aws:PrincipalOrgID": "false"}}), true, false),
            (
                json!({"StringLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/a", "*"]}}),
                false,
                false,
            ),
            (
                json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}),
                true,
                true,
            ),
            (json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deploy"}}), true, false),
            (json!({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::bucket"}}), true, true),
            (json!({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}), true, false),
            (json!({"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}), false, false),
            (json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), true, true),
            (json!({"StringEquals": {"aws:PrincipalTag/team": "a"}}), true, false),
            (json!({"StringEquals": {"sts:RoleSessionName": "a"}}), true, false),
            (json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}}), false, false),
            (json!({"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}), false, false),
            (json!({"StringEquals": {"aws:PrincipalAccount": {"Ref": "Account"}}}), true, true),
        ] {
            assert_eq!(findings_of(condition.clone(), is_limited), narrows, "{condition}");
            assert_eq!(findings_of(condition.clone(), has_known_callers), names, "{condition}");
        }
    }
}
