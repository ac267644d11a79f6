//! Decides which actions change IAM, which start a program, and whether grants may allow them.

use std::sync::OnceLock;

use constructs_iam_facts::AccessLevel;

use constructs_iam::ActionUniverse;
use constructs_iam::PolicyText;
use constructs_iam::implies::{ComparisonOptions, Grants, Verdict, action_pattern, is_subset};
use constructs_iam::{Document, Effect, Elements, PolicyStatement};

/// Whether grants may allow one of these actions on the resource `on`, or on any resource, in some deployment and request.
pub(super) fn may_allow(
    grants: &Grants,
    actions: Elements<PolicyText>,
    on: Option<PolicyText>,
) -> bool {
    let resources = Some(Elements::Only(vec![on.unwrap_or_else(|| PolicyText::parse("*", false))]));
    let only = PolicyStatement { actions, resources, ..PolicyStatement::allow(Vec::new()) };
    let limited = grants.clone().limit_to(vec![Document::new(vec![only])]);
    let question = ComparisonOptions::new(ActionUniverse::known());
    is_subset(&limited, &Grants::nothing(), &question).result != Verdict::Proved
}

/// The actions that change IAM or IAM Identity Center. `iam:PassRole` changes nothing.
pub(super) fn iam_changes() -> Elements<PolicyText> {
    static ACTIONS: OnceLock<Vec<PolicyText>> = OnceLock::new();
    let services = ["iam", "sso", "sso-directory", "identitystore"];
    let services = services.into_iter().filter_map(constructs_iam_facts::service);
    let changes = services.flat_map(|service| {
        let changes = service.actions.iter().filter(|action| {
            matches!(action.access, AccessLevel::Write | AccessLevel::Permissions)
                && action.name != "PassRole"
        });
        changes
            .map(|action| PolicyText::parse(&format!("{}:{}", service.prefix, action.name), false))
    });
    Elements::Only(ACTIONS.get_or_init(|| changes.collect()).clone())
}

pub(super) const ASSUME_ROLES: &[&str] = &["sts:AssumeRole*"];
pub(super) const INVOKE_FUNCTIONS: &[&str] = &["lambda:Invoke*"];

/// Whether grants have an action that may start a program, such as sending a message or starting a workflow. Denials and
/// boundaries are ignored: they can only reduce the grants.
pub(super) fn may_start_program(grants: &Grants) -> bool {
    let own = grants.layers.first().into_iter().flat_map(|layer| &layer.documents);
    let statements = own.flat_map(|document| &document.statements);
    let mut allowing = statements.filter(|one| one.effect == Effect::Allow);
    allowing.any(|statement| match &statement.actions {
        Elements::Only(actions) => actions.iter().any(matches_starting_action),
        Elements::Except(_) => true,
    })
}

fn matches_starting_action(action: &PolicyText) -> bool {
    static STARTING_ACTIONS: OnceLock<Vec<Vec<char>>> = OnceLock::new();
    if action.symbols().next().is_some() {
        return true;
    }
    if let Some((service, name)) =
        action.as_plain().as_deref().and_then(|name| name.split_once(':'))
    {
        return is_starting_action(&service.to_ascii_lowercase(), name);
    }
    let known = STARTING_ACTIONS.get_or_init(|| {
        let starting = constructs_iam_facts::actions()
            .filter(|(service, name)| is_starting_action(service, name));
        starting
            .map(|(service, name)| format!("{service}:{name}").to_lowercase().chars().collect())
            .collect()
    });
    let pattern = action_pattern(action);
    known.iter().any(|name| pattern.matches(name))
}

/// Whether an action may start a program. Actions that only read, or that write logs, traces, metrics, or keys, do not. Actions
/// that invoke a function or assume a role are checked separately.
fn is_starting_action(service: &str, name: &str) -> bool {
    let reads = ["BatchGet", "Describe", "Get", "Head", "List", "Query", "Scan"];
    let is_read = reads
        .iter()
        .any(|read| name.get(..read.len()).is_some_and(|start| start.eq_ignore_ascii_case(read)));
    let is_asked = service == "lambda" && name.to_ascii_lowercase().starts_with("invoke");
    let apart = ["cloudwatch", "iam", "kms", "logs", "sts", "xray"];
    !is_read && !is_asked && !apart.contains(&service)
}

pub(super) fn only_actions(actions: &[&str]) -> Elements<PolicyText> {
    Elements::Only(parse_patterns(actions))
}

fn parse_patterns(actions: &[&str]) -> Vec<PolicyText> {
    actions.iter().map(|action| PolicyText::parse(action, false)).collect()
}
