//! Which actions change IAM, which start a program, and whether grants may allow them.

use std::sync::OnceLock;

use constructs_iam_facts::AccessLevel;

use crate::access::document::{Document, Scope, Statement};
use crate::access::implies::{Grants, Question, Verdict, within};
use crate::access::text::Text;
use crate::access::universe::ActionUniverse;

/// Whether grants may allow one of these actions, in some deployment and request. `on`: the resource; `None`: any.
pub(super) fn may(grants: &Grants, actions: Scope<Text>, on: Option<Text>) -> bool {
    let resources = Some(Scope::Only(vec![on.unwrap_or_else(|| Text::parse("*", false))]));
    let only = Statement { actions, resources, ..Statement::allowing(Vec::new()) };
    let limited = grants.clone().limited_by(vec![Document::of(vec![only])]);
    let question = Question::over(ActionUniverse::known());
    within(&limited, &Grants::nothing(), &question).result != Verdict::Proved
}

/// The actions that change IAM or IAM Identity Center. To pass a role changes nothing.
pub(super) fn changes_of_iam() -> Scope<Text> {
    static ACTIONS: OnceLock<Vec<Text>> = OnceLock::new();
    let services = ["iam", "sso", "sso-directory", "identitystore"];
    let services = services.into_iter().filter_map(constructs_iam_facts::service);
    let changes = services.flat_map(|service| {
        let changes = service.actions.iter().filter(|action| {
            matches!(action.access, AccessLevel::Write | AccessLevel::Permissions)
                && action.name != "PassRole"
        });
        changes.map(|action| Text::parse(&format!("{}:{}", service.prefix, action.name), false))
    });
    Scope::Only(ACTIONS.get_or_init(|| changes.collect()).clone())
}

pub(super) const ASSUME_ROLES: &[&str] = &["sts:AssumeRole*"];
pub(super) const INVOKE_FUNCTIONS: &[&str] = &["lambda:Invoke*"];

/// What does not start a program, or is asked for by itself. Whatever else there is may start one.
pub(super) const STARTS_NOTHING: &[&str] = &[
    "iam:*",
    "sts:*",
    "logs:*",
    "xray:*",
    "cloudwatch:*",
    "kms:*",
    "lambda:Invoke*",
    "*:BatchGet*",
    "*:Describe*",
    "*:Get*",
    "*:Head*",
    "*:List*",
    "*:Query",
    "*:Scan",
];

pub(super) fn only(actions: &[&str]) -> Scope<Text> {
    Scope::Only(globs(actions))
}

pub(super) fn globs(actions: &[&str]) -> Vec<Text> {
    actions.iter().map(|action| Text::parse(action, false)).collect()
}
