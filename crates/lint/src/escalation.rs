//! Finds combinations of actions with which a principal can escalate its privileges.

use constructs_diagnostics::Diagnostic;

use super::documents::{Policy, Statement};
use super::escalation_paths::PATHS;
use super::everything::find_any_resource;
use constructs_matching::matches_ignoring_case;
use constructs_policy::PolicyKind;

use super::codes;
use super::conditions::is_limited;
use super::pass_role::can_cover;
use super::place::locate;
use super::text::read_fragments;
use constructs_iam_facts as facts;
use constructs_iam_facts::fill_arn_form;

/// The actions of an escalation path, and the statements that grant them.
pub(super) type GrantedPath<'p, 't> = (&'static [&'static str], Vec<&'p Statement<'t>>);

/// Checks a whole identity policy. Another check reports a policy that allows everything.
pub(super) fn check(policy: &Policy<'_>) -> Option<Diagnostic> {
    if policy.kind != PolicyKind::Identity {
        return None;
    }
    let statements: Vec<&Statement<'_>> = policy.statements.iter().collect();
    let open = find_paths(&statements);
    let (_, granting) = open.first()?;
    let message = format!(
        "a principal with this policy can escalate its privileges: {}",
        describe_paths(&open)
    );
    Some(locate(diagnostic(message), granting.first()?, ""))
}

/// A diagnostic with the help for escalation paths.
pub(super) fn diagnostic(message: String) -> Diagnostic {
    let help = "name the resources, or require a permissions boundary with a condition on `iam:PermissionsBoundary`";
    Diagnostic::warning(codes::ESCALATION, message).help(help)
}

/// The paths that statements grant together; none if they allow everything.
pub(super) fn find_paths<'p, 't>(statements: &[&'p Statement<'t>]) -> Vec<GrantedPath<'p, 't>> {
    if statements.iter().any(|statement| is_everything(statement)) {
        return Vec::new();
    }
    let own: Vec<StatementActions<'p, 't>> =
        statements.iter().map(|statement| StatementActions::from_statement(statement)).collect();
    let open = PATHS.iter().filter_map(|(path, _)| {
        let granted = path.iter().map(|action| find_grant(&own, action));
        Some((*path, granted.collect::<Option<Vec<_>>>()?))
    });
    let open: Vec<GrantedPath<'p, 't>> = open.collect();
    // A path that contains another granted path is left out.
    let is_within = |one: &[&str], other: &[&str]| {
        one.len() < other.len() && one.iter().all(|action| other.contains(action))
    };
    let paths: Vec<&[&str]> = open.iter().map(|(path, _)| *path).collect();
    open.into_iter().filter(|(path, _)| !paths.iter().any(|other| is_within(other, path))).collect()
}

/// The first paths, and the number of the others.
pub(super) fn describe_paths(open: &[GrantedPath<'_, '_>]) -> String {
    let listed: Vec<String> =
        open.iter().take(MAX_LISTED_PATHS).map(|(path, _)| describe_path(path)).collect();
    let more = match open.len() - listed.len() {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    listed.join("; ") + &more
}

/// The paths that a message lists.
const MAX_LISTED_PATHS: usize = 4;

fn describe_path(path: &[&str]) -> String {
    let names: Vec<String> = path.iter().map(|action| format!("`{action}`")).collect();
    names.join(" + ")
}

fn is_everything(statement: &Statement<'_>) -> bool {
    let is_all = |name: &str| matches!(name, "*" | "*:*");
    statement.is_allow()
        && !is_limited(statement)
        && statement.names("Action").0.iter().any(|named| is_all(named.name))
        && find_any_resource(statement).is_some()
}

/// A statement with its actions, which are read once.
struct StatementActions<'p, 't> {
    statement: &'p Statement<'t>,
    names: Vec<&'t str>,
    /// The actions in `NotAction`; empty if some of them are unknown.
    except: Vec<&'t str>,
    allows: bool,
}

impl<'p, 't> StatementActions<'p, 't> {
    fn from_statement(statement: &'p Statement<'t>) -> Self {
        let names = |key| {
            let (names, is_whole) = statement.names(key);
            (names.iter().map(|named| named.name).collect::<Vec<_>>(), is_whole)
        };
        let (except, is_whole) = names("NotAction");
        let except = if is_whole { except } else { Vec::new() };
        Self { statement, names: names("Action").0, except, allows: statement.is_allow() }
    }

    fn has_action(&self, action: &str) -> bool {
        self.names.iter().any(|name| matches_ignoring_case(name, action))
            || !self.except.is_empty()
                && !self.except.iter().any(|name| matches_ignoring_case(name, action))
    }

    fn is_granting(&self, action: &str) -> bool {
        self.allows
            && self.has_action(action)
            && !is_limited(self.statement)
            && is_broad(self.statement, action)
    }

    fn is_denying(&self, action: &str) -> bool {
        !self.allows
            && self.has_action(action)
            && self.statement.body.get("Condition").is_none()
            && find_any_resource(self.statement).is_some()
    }
}

/// The statement that grants an action on arbitrary resources, unless a statement denies it everywhere.
fn find_grant<'p, 't>(
    statements: &[StatementActions<'p, 't>],
    action: &str,
) -> Option<&'p Statement<'t>> {
    let granting = statements.iter().find(|own| own.is_granting(action))?;
    let is_denied = statements.iter().any(|own| own.is_denying(action));
    (!is_denied).then_some(granting.statement)
}

/// Whether a statement applies to an arbitrary resource of the action.
fn is_broad(statement: &Statement<'_>, action: &str) -> bool {
    if find_any_resource(statement).is_some() {
        return true;
    }
    let Some((service, action)) = facts::action(action) else { return false };
    let targets = action.targets.iter().filter_map(|target| service.resources.get(target.resource));
    let examples: Vec<String> = targets.map(|resource| example_arn(resource.arn)).collect();
    statement.values("Resource").iter().any(|value| {
        read_fragments(value.node)
            .is_some_and(|fragments| examples.iter().any(|arn| can_cover(&fragments, arn)))
    })
}

/// An ARN of this form with an arbitrary name: `arn:aws:iam::111122223333:role/of-nobody`.
fn example_arn(form: &str) -> String {
    fill_arn_form(form, |name| match name {
        "Partition" => "aws",
        "Region" => "eu-west-1",
        "Account" => "111122223333",
        _ => "of-nobody",
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::linted;
    use super::*;

    fn findings_of(statements: serde_json::Value) -> String {
        let all = linted(
            &json!({"Version": "2012-10-17", "Statement": statements}),
            PolicyKind::Identity,
        );
        all.lines().filter(|line| line.contains("A0602")).map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn ways_are_found_across_statements() {
        let allow = |action: serde_json::Value, resource: &str| json!({"Effect": "Allow", "Action": action, "Resource": resource});
        let all = [
            findings_of(json!([allow(json!("iam:CreatePolicyVersion"), "*")])),
            findings_of(json!([allow(
                json!("iam:AttachRolePolicy"),
                "arn:aws:iam::111122223333:role/*"
            )])),
            findings_of(json!([
                allow(json!("iam:PassRole"), "*"),
                allow(json!(["lambda:CreateFunction", "lambda:InvokeFunction"]), "*")
            ])),
            findings_of(json!([allow(json!("iam:*"), "*")])),
        ];
        insta::assert_snapshot!(all.concat());
        for harmless in [
            json!([allow(json!("iam:AttachRolePolicy"), "arn:aws:iam::111122223333:role/app")]),
            json!([
                allow(json!("iam:PassRole"), "arn:aws:iam::111122223333:role/app"),
                allow(json!("lambda:CreateFunction"), "*")
            ]),
            json!([allow(json!("iam:*"), "*"), {"Effect": "Deny", "Action": ["iam:*"], "Resource": "*"}]),
            json!([allow(json!("*"), "*")]),
        ] {
            assert_eq!(findings_of(harmless.clone()), "", "{harmless}");
        }
    }

    #[test]
    fn every_path_names_actions_that_exist() {
        for (path, source) in PATHS {
            assert!(source.starts_with("https://"));
            for name in *path {
                let (service, action) = facts::action(name).unwrap_or_else(|| panic!("{name}"));
                assert_eq!(*name, format!("{}:{}", service.prefix, action.name));
            }
        }
    }
}
