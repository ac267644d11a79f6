//! Reports resource policies as a table of resources and callers.

use std::collections::{BTreeMap, BTreeSet};

use super::statement_words::{effect_mark, list_texts};
use super::table::{CellText, NO, ReportTable, YES};
use crate::template::ResourcePolicy;
use constructs_iam::{Elements, PrincipalEntry, PrincipalKind};

/// What resource policies grant, by resource and caller; `None` if there is no such policy.
pub(super) fn resource_policy_table(policies: &[ResourcePolicy<'_>]) -> Option<ReportTable> {
    let mut cells: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let statements = policies.iter().flat_map(|one| &one.policy.document.statements);
    for statement in statements.filter(|statement| !statement.presence.is_unread()) {
        let Some(principals) = &statement.principals else { continue };
        for resource in statement.resources.as_ref().map(list_texts).unwrap_or_default() {
            let row = cells.entry(resource).or_default();
            for principal in principal_names(principals) {
                let cell = row.entry(principal).or_default();
                for action in list_texts(&statement.actions) {
                    let word = match effect_mark(statement) {
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
        let cell = |name: &&String| {
            row.get(*name).map_or(CellText::Borrowed(NO), |all| all.join(", ").into())
        };
        std::iter::once(resource.clone().into()).chain(columns.iter().map(cell)).collect()
    };
    let rows: Vec<Vec<CellText>> = cells.iter().map(row).collect();
    let head =
        std::iter::once("Resource".into()).chain(columns.iter().map(|name| (*name).clone().into()));
    (!rows.is_empty()).then(|| ReportTable {
        title: "What policies of resources grant".to_owned(),
        head: head.collect(),
        rows,
    })
}

/// The callers that a policy names: `anyone`, `sns.amazonaws.com`, an account, or an ARN.
fn principal_names(principals: &Elements<PrincipalEntry>) -> Vec<String> {
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
