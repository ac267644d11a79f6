//! The policies of templates, without a matrix -> tables in the policies' own words.

use std::collections::BTreeMap;

use super::{NO, Report, Table, YES, not_known};
use crate::access::cases::Formula;
use crate::access::document::{Effect, Scope, Statement};
use crate::access::prove::caveats;
use crate::access::template::{Estate, Principal, principals};
use crate::access::text::Text;

/// Actions by principal, and actions by resource and principal. Denials and conditions are marked.
#[must_use]
pub fn of_policies(title: &str, estate: &Estate<'_>) -> Report {
    let principals = principals(estate);
    let mut actions: BTreeMap<String, BTreeMap<usize, String>> = BTreeMap::new();
    let mut resources: BTreeMap<String, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for (number, principal) in principals.iter().enumerate() {
        let policies = principal.identity.iter().flat_map(|policy| &policy.document.statements);
        for statement in policies.filter(|statement| !is_unread(statement)) {
            for action in words(&statement.actions) {
                let cell = actions.entry(action.clone()).or_default().entry(number).or_default();
                if cell.is_empty() || cell == "if" {
                    *cell = mark(statement).to_owned();
                }
                for resource in statement.resources.as_ref().map(words).unwrap_or_default() {
                    let cell = resources.entry(resource).or_default().entry(number).or_default();
                    let word = match mark(statement) {
                        YES => action.clone(),
                        other => format!("{action} ({other})"),
                    };
                    if !cell.contains(&word) {
                        cell.push(word);
                    }
                }
            }
        }
    }
    let head = |first: &str| {
        let names = principals.iter().map(|principal| principal.name.clone());
        std::iter::once(first.to_owned()).chain(names).collect::<Vec<_>>()
    };
    let columns = 0..principals.len();
    let row = |name: &String, cell: &dyn Fn(usize) -> Option<String>| {
        let cells = columns.clone().map(|number| cell(number).unwrap_or_else(|| NO.to_owned()));
        std::iter::once(name.clone()).chain(cells).collect::<Vec<_>>()
    };
    let first =
        actions.iter().map(|(name, cells)| row(name, &|number| cells.get(&number).cloned()));
    let second = resources
        .iter()
        .map(|(name, cells)| row(name, &|number| cells.get(&number).map(|words| words.join(", "))));
    let tables = vec![
        Table {
            title: "What each role can do".to_owned(),
            head: head("Action"),
            rows: first.collect(),
        },
        Table {
            title: "Resource access".to_owned(),
            head: head("Resource"),
            rows: second.collect(),
        },
    ];
    let notes = principals.iter().map(Principal::all_notes);
    let mut assumptions: Vec<String> = notes.flat_map(|notes| notes.assumptions).collect();
    let policies = principals.iter().flat_map(|one| one.identity.iter().chain(&one.boundary));
    assumptions.extend(not_known(policies.flat_map(|policy| &policy.document.statements)));
    assumptions.sort();
    assumptions.dedup();
    Report { title: title.to_owned(), tables, assumptions, caveats: caveats(), ..Report::default() }
}

/// Whether a statement only says that something is not read.
fn is_unread(statement: &Statement) -> bool {
    let mut is_unread = false;
    statement.presence.visit_unread(&mut |_| is_unread = true);
    is_unread
}

fn mark(statement: &Statement) -> &'static str {
    let is_certain = statement.conditions.is_empty() && statement.presence == Formula::TRUE;
    match (statement.effect, is_certain) {
        (Effect::Deny, _) => "denied",
        (Effect::Allow, true) => YES,
        (Effect::Allow, false) => "if",
    }
}

fn words(scope: &Scope<Text>) -> Vec<String> {
    let all_but = if scope.is_negated() { "all but " } else { "" };
    scope.list().iter().map(|text| format!("{all_but}{text}")).collect()
}
