//! Policies and a request -> allowed or not, within one account.

use serde_json::Value as Json;

use super::condition::conditions;
use super::glob;
use super::principal::{Form, applies};
use super::request::Request;
use super::texts::texts;
use super::truth::{Truth, all, any};

/// All that decides a request.
#[derive(Clone, Debug, Default)]
pub struct Policies<'a> {
    /// Identity policies.
    pub identity: Vec<&'a Json>,
    /// The permissions boundary.
    pub boundary: Option<&'a Json>,
    /// Policies of the requested resource.
    pub resource: Vec<&'a Json>,
    /// Whether the requested resource is a KMS key: its policy decides, and delegates to the account only where it says so.
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>
    pub is_key: bool,
}

/// The statements of a document.
pub struct Statements;

impl Statements {
    /// The statements of a document, which may be a single object.
    pub fn of(document: &Json) -> impl Iterator<Item = &Json> {
        let statement = document.get("Statement");
        let list = statement.and_then(Json::as_array).into_iter().flatten();
        list.chain(statement.filter(|one| one.is_object()))
    }
}

/// Whether a request is allowed.
#[must_use]
pub fn decide(policies: &Policies<'_>, request: &Request) -> Truth {
    let every = policies.identity.iter().chain(&policies.boundary).copied();
    let denied = any([
        any(every.map(|document| denies(document, request, true))),
        any(policies.resource.iter().map(|document| denies(document, request, false))),
    ]);
    let boundary = policies.boundary.map_or(Truth::Yes, |own| allows(own, request, true));
    let identity = any(policies.identity.iter().map(|document| allows(document, request, true)));
    let (mut direct, mut delegated) = (Truth::No, Truth::from(!policies.is_key));
    for (applies, forms) in policies.resource.iter().flat_map(|own| grants(own, request)) {
        for form in forms {
            let needed = match form {
                // The pages do not say whether a boundary limits what a policy grants to everyone.
                Form::Everyone if boundary != Truth::Yes => Truth::Unsure,
                Form::Role => boundary,
                _ => Truth::Yes,
            };
            let found = all([applies, needed]);
            match form {
                Form::Account => delegated = delegated.max(found),
                _ => direct = direct.max(found),
            }
        }
    }
    // Another account has to allow as well, in policies that may be unknown.
    // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>
    let limit = if is_elsewhere(request) { Truth::Unsure } else { Truth::Yes };
    all([!denied, limit, any([direct, all([identity, boundary, delegated])])])
}

/// Whether the resource is in another account than the caller.
fn is_elsewhere(request: &Request) -> bool {
    let account = request.resource.split(':').nth(4).filter(|account| !account.is_empty());
    let own = request.caller.account();
    account.is_some() && own.is_some() && account != own
}

/// The allowing statements that apply, each with the forms in which it names the caller.
#[must_use]
pub fn grants(document: &Json, request: &Request) -> Vec<(Truth, Vec<Form>)> {
    let statements = Statements::of(document).filter(|one| one["Effect"] == "Allow");
    let found = statements.map(|one| {
        let rest = statement_applies(document, one, request, false);
        (rest, applies(one, &request.caller).1)
    });
    found.filter(|(applies, _)| *applies != Truth::No).collect()
}

/// Whether a statement of a document allows.
#[must_use]
pub fn allows(document: &Json, request: &Request, is_identity: bool) -> Truth {
    effect(document, request, "Allow", is_identity)
}

/// Whether a statement of a document denies.
#[must_use]
pub fn denies(document: &Json, request: &Request, is_identity: bool) -> Truth {
    effect(document, request, "Deny", is_identity)
}

fn effect(document: &Json, request: &Request, effect: &str, is_identity: bool) -> Truth {
    let statements = Statements::of(document).filter(|one| one["Effect"] == effect);
    any(statements.map(|one| statement_applies(document, one, request, is_identity)))
}

/// Whether a statement of a document is about a request.
#[must_use]
pub fn statement_applies(
    document: &Json,
    statement: &Json,
    request: &Request,
    is_identity: bool,
) -> Truth {
    let has_variables = document["Version"] == "2012-10-17";
    let principal = applies(statement, &request.caller).0;
    let action = action(statement, &request.action);
    if principal == Truth::No || action == Truth::No {
        return Truth::No;
    }
    let resource = resource(statement, request, has_variables, is_identity);
    all([principal, action, resource, conditions(statement, &request.context, has_variables)])
}

/// Without regard to case. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html>
fn action(statement: &Json, action: &str) -> Truth {
    let fits = |element: &Json| {
        texts(element).iter().any(|pattern| {
            let pattern = glob::parse(&pattern.to_lowercase(), None);
            pattern.is_some_and(|pattern| glob::matches(&pattern, &action.to_lowercase()))
        })
    };
    match (statement.get("Action"), statement.get("NotAction")) {
        (Some(element), _) => Truth::from(fits(element)),
        (_, Some(element)) => Truth::from(!fits(element)),
        _ => Truth::No,
    }
}

/// With regard to case; `*` matches `:` and `/`.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>
fn resource(statement: &Json, request: &Request, has_variables: bool, is_identity: bool) -> Truth {
    let (element, is_negated) = match (statement.get("Resource"), statement.get("NotResource")) {
        (Some(element), _) => (element, false),
        (_, Some(element)) => (element, true),
        // A trust policy has no resource.
        _ => return Truth::Yes,
    };
    let variables = has_variables.then_some(&request.context);
    let fits = any(texts(element).iter().map(|text| {
        let padded = if is_identity { pad(text) } else { text.clone() };
        match glob::parse(&padded, variables) {
            Some(pattern) => Truth::from(glob::matches(&pattern, &request.resource)),
            None if is_negated => Truth::Unsure,
            None => Truth::No,
        }
    }));
    if is_negated { !fits } else { fits }
}

/// IAM completes a short ARN with wildcards: `arn:aws:sqs` is `arn:aws:sqs:*:*:*`.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>
fn pad(text: &str) -> String {
    let missing = 6_usize.saturating_sub(glob::fields(text).len());
    let is_arn = text.starts_with("arn:");
    format!("{text}{}", ":*".repeat(if is_arn { missing } else { 0 }))
}

/// Whether IAM accepts the names in a document. A deployment with another document fails, so it is not a deployment.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>
#[must_use]
pub fn accepts(document: &Json) -> bool {
    Statements::of(document).all(|one| {
        let named = |only: &str, except: &str| {
            let elements = [one.get(only), one.get(except)];
            elements.into_iter().flatten().flat_map(texts).collect::<Vec<_>>()
        };
        let is_action = |text: &String| {
            let parts: Vec<&str> = text.split(':').collect();
            text == "*" || (parts.len() == 2 && parts.iter().all(|part| !part.is_empty()))
        };
        let is_resource = |text: &String| text == "*" || text.starts_with("arn:");
        (one["Effect"] == "Allow" || one["Effect"] == "Deny")
            && one.get("NotPrincipal").is_none_or(|own| !has_everyone(own))
            && named("Action", "NotAction").iter().all(is_action)
            && named("Resource", "NotResource").iter().all(is_resource)
    })
}

/// `NotPrincipal` has no wildcards.
fn has_everyone(principal: &Json) -> bool {
    let kinds = principal.as_object().into_iter().flatten();
    principal == "*" || kinds.flat_map(|(_, names)| texts(names)).any(|name| name == "*")
}
