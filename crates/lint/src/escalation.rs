//! What a policy grants together -> the ways in which whoever has it can raise their own rights.

use constructs_diagnostics::Diagnostic;

use super::documents::{Policy, Statement};
use super::escalation_paths::PATHS;
use super::everything::on_everything;
use constructs_matching::matches_ignoring_case;
use constructs_policy::PolicyKind;

use super::codes;
use super::narrowing::is_narrowed;
use super::pass_role::covers;
use super::place::locate;
use super::text::pieces;
use constructs_iam_facts as facts;
use constructs_iam_facts::fill_arn_form;

/// A way to more rights, and the statements that grant its actions.
pub(super) type Way<'p, 't> = (&'static [&'static str], Vec<&'p Statement<'t>>);

/// Looks at an identity policy as a whole. One that allows everything has its own finding.
pub(super) fn check(policy: &Policy<'_>) -> Option<Diagnostic> {
    if policy.kind != PolicyKind::Identity {
        return None;
    }
    let statements: Vec<&Statement<'_>> = policy.statements.iter().collect();
    let open = ways(&statements);
    let (_, granting) = open.first()?;
    let message = format!("whoever has this policy can raise their own rights: {}", told(&open));
    Some(locate(finding(message), granting.first()?, ""))
}

/// What is wrong, and what to do.
pub(super) fn finding(message: String) -> Diagnostic {
    let help =
        "name the resources, or bind what is made with a condition on `iam:PermissionsBoundary`";
    Diagnostic::warning(codes::ESCALATION, message).help(help)
}

/// The ways that statements open together; none where they allow everything.
pub(super) fn ways<'p, 't>(statements: &[&'p Statement<'t>]) -> Vec<Way<'p, 't>> {
    if statements.iter().any(|statement| is_everything(statement)) {
        return Vec::new();
    }
    let own: Vec<Own<'p, 't>> = statements.iter().map(|statement| Own::of(statement)).collect();
    let open = PATHS.iter().filter_map(|(path, _)| {
        let granted = path.iter().map(|action| granting(&own, action));
        Some((*path, granted.collect::<Option<Vec<_>>>()?))
    });
    let open: Vec<Way<'p, 't>> = open.collect();
    // A way that needs more than another one is none of its own.
    let is_within = |one: &[&str], other: &[&str]| {
        one.len() < other.len() && one.iter().all(|action| other.contains(action))
    };
    let paths: Vec<&[&str]> = open.iter().map(|(path, _)| *path).collect();
    open.into_iter().filter(|(path, _)| !paths.iter().any(|other| is_within(other, path))).collect()
}

/// The first ways, and how many more there are.
pub(super) fn told(open: &[Way<'_, '_>]) -> String {
    let told: Vec<String> = open.iter().take(TOLD).map(|(path, _)| shown(path)).collect();
    let more = match open.len() - told.len() {
        0 => String::new(),
        1 => "; and one more way".to_owned(),
        more => format!("; and {more} more ways"),
    };
    told.join("; ") + &more
}

/// How many ways are told.
const TOLD: usize = 4;

fn shown(path: &[&str]) -> String {
    let names: Vec<String> = path.iter().map(|action| format!("`{action}`")).collect();
    names.join(" with ")
}

fn is_everything(statement: &Statement<'_>) -> bool {
    let is_all = |name: &str| matches!(name, "*" | "*:*");
    statement.allows()
        && !is_narrowed(statement)
        && statement.names("Action").0.iter().any(|named| is_all(named.name))
        && on_everything(statement).is_some()
}

/// A statement with what is asked of it for each action, found out once.
struct Own<'p, 't> {
    statement: &'p Statement<'t>,
    names: Vec<&'t str>,
    /// What it excepts; empty too where not all of that is known.
    except: Vec<&'t str>,
    allows: bool,
}

impl<'p, 't> Own<'p, 't> {
    fn of(statement: &'p Statement<'t>) -> Self {
        let names = |key| {
            let (names, is_whole) = statement.names(key);
            (names.iter().map(|named| named.name).collect::<Vec<_>>(), is_whole)
        };
        let (except, is_whole) = names("NotAction");
        let except = if is_whole { except } else { Vec::new() };
        Self { statement, names: names("Action").0, except, allows: statement.allows() }
    }

    fn names(&self, action: &str) -> bool {
        self.names.iter().any(|name| matches_ignoring_case(name, action))
            || !self.except.is_empty()
                && !self.except.iter().any(|name| matches_ignoring_case(name, action))
    }

    fn grants(&self, action: &str) -> bool {
        self.allows
            && self.names(action)
            && !is_narrowed(self.statement)
            && is_broad(self.statement, action)
    }

    fn denies(&self, action: &str) -> bool {
        !self.allows
            && self.names(action)
            && self.statement.body.get("Condition").is_none()
            && on_everything(self.statement).is_some()
    }
}

/// The statement that grants an action on whatever it acts on, unless a statement denies it everywhere.
fn granting<'p, 't>(statements: &[Own<'p, 't>], action: &str) -> Option<&'p Statement<'t>> {
    let granting = statements.iter().find(|own| own.grants(action))?;
    let is_denied = statements.iter().any(|own| own.denies(action));
    (!is_denied).then_some(granting.statement)
}

/// Whether a statement is on some example of each resource that nobody in particular made.
fn is_broad(statement: &Statement<'_>, action: &str) -> bool {
    if on_everything(statement).is_some() {
        return true;
    }
    let Some((service, action)) = facts::action(action) else { return false };
    let targets = action.targets.iter().filter_map(|target| service.resources.get(target.resource));
    let examples: Vec<String> = targets.map(|resource| example(resource.arn)).collect();
    statement.values("Resource").iter().any(|value| {
        pieces(value.node).is_some_and(|pieces| examples.iter().any(|arn| covers(&pieces, arn)))
    })
}

/// An ARN of this form that nobody would write: `arn:aws:iam::111122223333:role/of-nobody`.
fn example(form: &str) -> String {
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

    fn of(statements: serde_json::Value) -> String {
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
            of(json!([allow(json!("iam:CreatePolicyVersion"), "*")])),
            of(json!([allow(json!("iam:AttachRolePolicy"), "arn:aws:iam::111122223333:role/*")])),
            of(json!([
                allow(json!("iam:PassRole"), "*"),
                allow(json!(["lambda:CreateFunction", "lambda:InvokeFunction"]), "*")
            ])),
            of(json!([allow(json!("iam:*"), "*")])),
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
            assert_eq!(of(harmless.clone()), "", "{harmless}");
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
