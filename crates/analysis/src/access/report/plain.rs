//! The policies of templates, without a matrix -> tables in the policies' own words.

use std::collections::{BTreeMap, BTreeSet};

use super::{NO, Report, Table, YES, not_known};
use crate::access::cases::Formula;
use crate::access::document::{Effect, PrincipalEntry, PrincipalKind, Scope, Statement};
use crate::access::prove::caveats;
use crate::access::template::{
    Estate, Principal, ResourcePolicy, principals, resource_policies, unread_policies,
};
use crate::access::text::Text;

/// Actions by principal, actions by resource and principal, and what policies of resources grant. Denials and conditions are marked.
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
    let mut tables = vec![
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
    let shared = resource_policies(estate);
    tables.extend(of_resources(&shared));
    let notes = principals.iter().map(Principal::all_notes);
    let mut assumptions: Vec<String> = notes.flat_map(|notes| notes.assumptions).collect();
    assumptions.extend(shared.iter().flat_map(|one| one.policy.notes.assumptions.iter().cloned()));
    let statements = shared.iter().flat_map(|one| &one.policy.document.statements);
    assumptions.extend(not_known(statements));
    assumptions
        .extend(unread_policies(estate).into_iter().map(|(_, text)| format!("not known: {text}")));
    let policies = principals.iter().flat_map(|one| one.identity.iter().chain(&one.boundary));
    assumptions.extend(not_known(policies.flat_map(|policy| &policy.document.statements)));
    assumptions.sort();
    assumptions.dedup();
    Report { title: title.to_owned(), tables, assumptions, caveats: caveats(), ..Report::default() }
}

/// What policies of resources grant, by resource and by whom they name; `None` without such a policy.
fn of_resources(policies: &[ResourcePolicy<'_>]) -> Option<Table> {
    let mut cells: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let statements = policies.iter().flat_map(|one| &one.policy.document.statements);
    for statement in statements.filter(|statement| !is_unread(statement)) {
        let Some(principals) = &statement.principals else { continue };
        for resource in statement.resources.as_ref().map(words).unwrap_or_default() {
            let row = cells.entry(resource).or_default();
            for principal in named(principals) {
                let cell = row.entry(principal).or_default();
                for action in words(&statement.actions) {
                    let word = match mark(statement) {
                        YES => action,
                        other => format!("{action} ({other})"),
                    };
                    if !cell.contains(&word) {
                        cell.push(word);
                    }
                }
            }
        }
    }
    let columns: BTreeSet<&String> = cells.values().flat_map(BTreeMap::keys).collect();
    let row = |(resource, row): (&String, &BTreeMap<String, Vec<String>>)| {
        let cell =
            |name: &&String| row.get(*name).map_or_else(|| NO.to_owned(), |all| all.join(", "));
        std::iter::once(resource.clone()).chain(columns.iter().map(cell)).collect()
    };
    let rows: Vec<Vec<String>> = cells.iter().map(row).collect();
    let head =
        std::iter::once("Resource".to_owned()).chain(columns.iter().map(|name| (*name).clone()));
    (!rows.is_empty()).then(|| Table {
        title: "What policies of resources grant".to_owned(),
        head: head.collect(),
        rows,
    })
}

/// Whom a policy names: `anyone`, `sns.amazonaws.com`, an account, an ARN.
fn named(principals: &Scope<PrincipalEntry>) -> Vec<String> {
    let is_everyone =
        |entry: &PrincipalEntry| entry.kind == PrincipalKind::Everyone || entry.text.is_anything();
    let name = |entry: &PrincipalEntry| match is_everyone(entry) {
        true => "anyone".to_owned(),
        false => entry.text.to_string(),
    };
    let names: Vec<String> = principals.list().iter().map(name).collect();
    match principals.is_negated() {
        true => vec![format!("anyone but {}", names.join(", "))],
        false => names,
    }
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
