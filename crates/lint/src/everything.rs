//! Reports grants on every resource, and grants of everything except some actions or resources.

use std::cmp::Reverse;

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Severity;

use super::codes;
use super::conditions::is_limited;
use super::documents::Statement;
use super::place::locate;
use super::target::resolve_actions;
use super::text::{is_anything, read_fragments};
use constructs_iam_facts::{AccessLevel, ServiceAction};
use constructs_policy::PolicyKind;

/// Checks the statements of identity policies that allow.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let is_judged = statement.kind == PolicyKind::Identity && statement.is_allow();
    if !is_judged || statement.reason.is_some() || is_limited(statement) {
        return Vec::new();
    }
    let mut found: Vec<Diagnostic> = check_negation(statement).into_iter().collect();
    if let Some(pointer) = find_any_resource(statement) {
        found.extend(check_every_resource(statement, &pointer));
    }
    found
}

/// The place of `*` among the resources.
pub(super) fn find_any_resource(statement: &Statement<'_>) -> Option<String> {
    let all = statement.values("Resource").into_iter();
    let mut all = all.filter(|value| {
        read_fragments(value.node).is_some_and(|fragments| is_anything(&fragments))
    });
    all.next().map(|value| value.pointer)
}

fn check_negation(statement: &Statement<'_>) -> Option<Diagnostic> {
    let key =
        ["NotAction", "NotResource"].into_iter().find(|key| statement.body.get(key).is_some())?;
    let noun = if key == "NotAction" { "action" } else { "resource" };
    let message = format!(
        "this statement allows every {noun} that `{key}` does not name, including future ones"
    );
    let help = format!(
        "list the allowed {noun}s in `{}`; to exclude some of them, add a `Deny` statement",
        key.trim_start_matches("Not")
    );
    let warning = Diagnostic::warning(codes::ALL_BUT, message).help(help);
    Some(locate(warning, statement, &format!("/{key}")))
}

fn check_every_resource(statement: &Statement<'_>, pointer: &str) -> Option<Diagnostic> {
    let (names, _) = statement.names("Action");
    let is_all = |name: &str| name.bytes().all(|byte| byte == b'*') || name == "*:*";
    if names.iter().any(|named| is_all(named.name)) {
        let warning = Diagnostic::warning(
            codes::EVERYTHING,
            "this statement allows every action on every resource",
        );
        return Some(locate(
            warning.help("name the actions and the resources"),
            statement,
            pointer,
        ));
    }
    let limitable: Vec<LimitableAction<'_>> =
        names.iter().filter_map(|found| LimitableAction::from_name(found.name)).collect();
    // Actions that change or read something come before actions that only list.
    let first = limitable.iter().find(|one| !one.only_lists).or_else(|| limitable.first())?;
    let others = match limitable.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "`{}`{others} can be limited to specific resources, but this statement allows every resource",
        first.name
    );
    let why = if statement.is_in_template() {
        ", or explain why every resource is needed: `.on_every(\"…\")`"
    } else {
        ""
    };
    let help = format!("name the resources, such as `{}`, or add a condition{why}", first.form);
    let severity = if first.only_lists { Severity::Note } else { Severity::Warning };
    let warning = Diagnostic::new(codes::EVERY_RESOURCE, severity, message);
    Some(locate(warning.help(help), statement, pointer))
}

/// A name or pattern whose actions act on resources.
struct LimitableAction<'n> {
    name: &'n str,
    /// The ARN form of the resource that most of its actions require.
    form: &'static str,
    /// Whether its actions only list and describe.
    only_lists: bool,
}

impl<'n> LimitableAction<'n> {
    /// Nothing if it can't be limited to resources, or if another check reports it.
    fn from_name(name: &'n str) -> Option<Self> {
        let (service, actions) =
            resolve_actions(name).filter(|_| !name.eq_ignore_ascii_case("iam:PassRole"))?;
        // A pattern counts if most of its actions can be limited.
        let own: Vec<&ServiceAction> =
            actions.iter().copied().filter(|action| !action.targets.is_empty()).collect();
        if own.len() * 2 <= actions.len() {
            return None;
        }
        let mut counts = vec![0_usize; service.resources.len()];
        for target in own.iter().flat_map(|action| &action.targets) {
            let weight = if target.is_optional { 1 } else { 1_000 };
            counts.get_mut(target.resource).into_iter().for_each(|count| *count += weight);
        }
        // Of equally frequent resources, the one with the shortest ARN form.
        let counted = service.resources.iter().zip(&counts);
        let (resource, _) =
            counted.max_by_key(|(resource, count)| (**count, Reverse(resource.arn.len())))?;
        let only_lists = own.iter().all(|action| {
            action.access == AccessLevel::List
                || action.access == AccessLevel::Read
                    && ["Describe", "List"].iter().any(|verb| action.name.starts_with(verb))
        });
        Some(Self { name, form: resource.arn, only_lists })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{findings, node};

    #[test]
    fn what_could_be_narrowed_is_told() {
        let mut all = String::new();
        for statement in [
            json!({"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ListQueues", "s3:*"], "Resource": "*"}),
            json!({"Effect": "Allow", "Action": "*", "Resource": "*"}),
            json!({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
            json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
        ] {
            all.push_str(&format!("{statement}\n{}", findings(&statement)));
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn what_can_not_be_narrowed_or_is_narrowed_is_let_be() {
        for statement in [
            json!({"Effect": "Allow", "Action": ["sqs:ListQueues", "ec2:DescribeInstances"], "Resource": "*"}),
            json!({"Effect": "Deny", "Action": "*", "Resource": "*"}),
            json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "a"}}}),
        ] {
            assert_eq!(findings(&statement), "", "{statement}");
        }
    }

    #[test]
    fn a_reason_is_enough() {
        let statement =
            json!({"Sid": "Send", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"});
        let mut template = json!({"Resources": {"Policy": {"Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}}}});
        assert_eq!(super::super::check(&node(&template)).iter().count(), 1);
        template["Resources"]["Policy"]["Metadata"] =
            json!({"constructs": {"reasons": {"Send": "queues are made elsewhere"}}});
        assert_eq!(super::super::check(&node(&template)).iter().count(), 0);
    }
}
