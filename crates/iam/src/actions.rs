//! Takes from the facts the actions over which a comparison is decided: of the services that policies name, or of all.

use constructs_matching::matches_ignoring_case;
use std::collections::BTreeSet;

use constructs_iam_facts as facts;

use super::document::Document;
use super::universe::ActionUniverse;
use constructs_policy::Elements;

/// The date of the list of actions, `2026-09-26`.
#[must_use]
pub fn actions_date() -> &'static str {
    facts::date()
}

/// The actions of the services that these policies name; all where one of them reaches further.
///
/// No verdict differs from that over all actions: what no pattern matches takes part in nothing.
#[must_use]
pub fn actions_of<'d>(documents: impl IntoIterator<Item = &'d Document>) -> ActionUniverse {
    let mut services = BTreeSet::new();
    for statement in documents.into_iter().flat_map(|document| &document.statements) {
        let Elements::Only(actions) = &statement.actions else { return all_actions() };
        for action in actions {
            match action.as_plain().as_deref().and_then(|text| text.split_once(':')) {
                Some((service, _)) if !service.contains(['*', '?']) => {
                    services.insert(service.to_lowercase());
                }
                _ => return all_actions(),
            }
        }
    }
    universe_of_services(services.iter().map(String::as_str))
}

/// Whether every caller with credentials can perform an action: it needs no permission, and a denial has no effect on it.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
pub fn needs_no_permission(action: &str) -> bool {
    action.eq_ignore_ascii_case(FREE)
}

const FREE: &str = "sts:GetCallerIdentity";

/// The action that needs no permission, where a pattern of actions takes it in.
pub fn free_action(pattern: &str) -> Option<&'static str> {
    matches_ignoring_case(pattern, FREE).then_some(FREE)
}

fn all_actions() -> ActionUniverse {
    ActionUniverse::known().clone()
}

fn universe_of_services<'s>(prefixes: impl Iterator<Item = &'s str>) -> ActionUniverse {
    let services = prefixes.filter_map(facts::service);
    let names = services.flat_map(|service| {
        service.actions.iter().map(|action| format!("{}:{}", service.prefix, action.name))
    });
    ActionUniverse::new(names).with_date(actions_date())
}
