//! Decides whether a statement applies to a request, and in which form it names the caller.

use super::condition::{self, resolve_part};
use super::truth::Truth;
use crate::action_pattern::action_pattern;
use crate::document::PolicyStatement;
use crate::pattern::{Bounds, Resolved, Style};
use crate::principal::PrincipalForm;
use crate::request::Request;
use crate::text::{PolicyText, TextPart};
use constructs_policy::{Effect, Elements};

/// How a statement meets a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meeting {
    pub(crate) truth: Truth,
    /// In which forms it names the caller, of a statement with `Principal`: the strongest.
    pub(crate) form: Option<PrincipalForm>,
}

/// Whether a statement applies to a request. `has_boundary`: whether the caller has a permissions boundary, which a
/// denial with `NotPrincipal` hits in any case.
pub(crate) fn meets(statement: &PolicyStatement, request: &Request, has_boundary: bool) -> Meeting {
    let (is_named, form) = names_caller(statement, request, has_boundary);
    let truth = Truth::from_bool(is_named)
        .and(|| Truth::from_bool(acts(statement, request)))
        .and(|| on_resource(statement, request))
        .and(|| under_conditions(statement, request));
    Meeting { truth, form }
}

fn acts(statement: &PolicyStatement, request: &Request) -> bool {
    let is_listed = statement
        .actions
        .list()
        .iter()
        .any(|action| action_pattern(action).matches(&request.action_characters));
    is_listed != statement.actions.is_negated()
}

fn on_resource(statement: &PolicyStatement, request: &Request) -> Truth {
    let Some(resources) = &statement.resources else { return Truth::Yes };
    let mut listed = Truth::No;
    for text in resources.list() {
        listed = listed.max(resource_matches(text, request));
        if listed == Truth::Yes {
            break;
        }
    }
    if matches!(resources, Elements::Except(_)) { listed.not() } else { listed }
}

fn resource_matches(text: &PolicyText, request: &Request) -> Truth {
    let pattern =
        Bounds::compile(text, Style::Resource, false, &|part| resolve_part(part, request));
    match pattern {
        Some(pattern) => match pattern.matches(&request.resource_characters) {
            Some(matches) => Truth::from_bool(matches),
            None => Truth::Unknown,
        },
        None if text.parts().iter().any(|part| is_surely_absent(part, request)) => Truth::No,
        None if !begins_alike(text, request) => Truth::No,
        None => Truth::Missing,
    }
}

/// Whether the resource begins with the text before the first variable: no value of a variable changes that.
fn begins_alike(text: &PolicyText, request: &Request) -> bool {
    let is_known = |part: &&TextPart| !matches!(part, TextPart::Variable(_) | TextPart::Symbol(_));
    let known = text.parts().iter().take_while(is_known).cloned();
    let begin = PolicyText::new(known.chain([TextPart::Many]).collect());
    let pattern = Bounds::compile(&begin, Style::Glob, false, &|_| Resolved::Unknown);
    pattern.is_none_or(|pattern| pattern.matches(&request.resource_characters) != Some(false))
}

fn is_surely_absent(part: &TextPart, request: &Request) -> bool {
    match part {
        TextPart::Variable(variable) => {
            variable.default.is_none() && request.is_surely_absent(&variable.key)
        }
        _ => false,
    }
}

fn under_conditions(statement: &PolicyStatement, request: &Request) -> Truth {
    statement
        .conditions
        .iter()
        .fold(Truth::Yes, |truth, one| truth.and(|| condition::holds(one, request)))
}

fn names_caller(
    statement: &PolicyStatement,
    request: &Request,
    has_boundary: bool,
) -> (bool, Option<PrincipalForm>) {
    match &statement.principals {
        None => (true, None),
        Some(Elements::Only(entries)) => {
            let form = entries.iter().filter_map(|entry| request.caller.form(entry)).max();
            (form.is_some(), form)
        }
        Some(Elements::Except(entries)) => {
            let is_listed = entries.iter().any(|entry| request.caller.form(entry).is_some());
            let hits_anyway = has_boundary && statement.effect == Effect::Deny;
            (!is_listed || hits_anyway, Some(PrincipalForm::Everyone))
        }
    }
}
