//! Checks that both tables of a permission matrix grant the same.

use std::collections::{BTreeMap, BTreeSet};

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_document::Mark;

use super::codes::TABLES_DISAGREE;
use super::permission_matrix::{MatrixRow, PermissionMatrix, Word};
use super::reader::suggest_name;

/// The grants that one cell states for one resource.
#[derive(Clone, Debug)]
pub(super) struct StatedGrant {
    pub(super) column: String,
    pub(super) resource: String,
    pub(super) actions: Vec<String>,
    pub(super) mark: Mark,
    pub(super) row: String,
    pub(super) text: String,
}

/// Column, resource, action in lower case.
type Grant = (String, String, String);

/// Compares the second table with the first.
pub(super) fn check(
    matrix: &PermissionMatrix,
    second: &[StatedGrant],
    diagnostics: &mut Diagnostics,
) {
    if matrix.actions.is_empty() || diagnostics.has_errors() {
        return;
    }
    let first = first_table(matrix, diagnostics);
    let (first, second) = (grants(&first), grants(second));
    let mut reported = BTreeSet::new();
    for (grant, (stated, action)) in first.iter().filter(|(grant, _)| !second.contains_key(*grant))
    {
        if reported.insert((stated.row.clone(), grant.0.clone(), grant.1.clone())) {
            let row = matrix.access.iter().find(|row| row.name.text == grant.1);
            report_disagreement(matrix, grant, (stated, action), row, &grant.1, diagnostics);
        }
    }
    for (grant, (stated, action)) in second.iter().filter(|(grant, _)| !first.contains_key(*grant))
    {
        if reported.insert((stated.row.clone(), grant.0.clone(), String::new())) {
            let row = matrix.actions.iter().find(|row| row_grants(matrix, row, grant));
            let missing = format!("a row with `{action}`");
            let name = row.map_or(missing, |row| row.name.text.clone());
            report_disagreement(matrix, grant, (stated, action), row, &name, diagnostics);
        }
    }
}

fn row_grants(matrix: &PermissionMatrix, row: &MatrixRow, grant: &Grant) -> bool {
    let mut actions = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for word in &row.actions {
        matrix.add_actions(&word.text, &grant.0, word.mark, &mut actions, &mut diagnostics);
    }
    let about =
        |on: &Word| on.text == grant.1 || members(matrix, &on.text).contains(&grant.1.as_str());
    let is_there = actions.iter().any(|action| action.eq_ignore_ascii_case(&grant.2));
    is_there && (row.on.iter().any(about) || row.cells.iter().any(|cell| about(&cell.value)))
}

fn report_disagreement(
    matrix: &PermissionMatrix,
    grant: &Grant,
    (stated, action): (&StatedGrant, &str),
    other: Option<&MatrixRow>,
    other_name: &str,
    diagnostics: &mut Diagnostics,
) {
    let (column, resource, _) = grant;
    let message = format!(
        "the tables disagree: row `{}`, column `{column}` says `{}`, which is `{action}` on `{resource}`",
        stated.row, stated.text
    );
    let cell = other.and_then(|row| row.cell(column));
    let says = cell.map_or("-", |cell| cell.text.as_str());
    let mark = cell.map(|cell| cell.mark).or_else(|| other.map(|row| row.name.mark));
    let related = match other {
        Some(_) => format!(
            "row `{other_name}`, column `{column}` says `{says}`, which does not include it"
        ),
        None => format!("the other table does not have {other_name}"),
    };
    let diagnostic = Diagnostic::error(TABLES_DISAGREE, message)
        .at(matrix.place(stated.mark, ""))
        .related(related, matrix.place(mark.unwrap_or_default(), ""))
        .help("change one of the tables so that both state the same");
    diagnostics.push(diagnostic);
}

fn grants(stated: &[StatedGrant]) -> BTreeMap<Grant, (&StatedGrant, &str)> {
    let mut grants = BTreeMap::new();
    for one in stated {
        for action in &one.actions {
            let grant = (one.column.clone(), one.resource.clone(), action.to_lowercase());
            grants.entry(grant).or_insert((one, action.as_str()));
        }
    }
    grants
}

/// The grants of the first table: `yes` for the row's resources, `yes on NAME` or `NAME` for those of that name.
fn first_table(matrix: &PermissionMatrix, diagnostics: &mut Diagnostics) -> Vec<StatedGrant> {
    let mut stated = Vec::new();
    for row in &matrix.actions {
        for cell in &row.cells {
            let column = &cell.name.text;
            let mut actions = Vec::new();
            for word in &row.actions {
                matrix.add_actions(&word.text, column, word.mark, &mut actions, diagnostics);
            }
            for resource in named_resources(matrix, row, &cell.value, diagnostics) {
                stated.push(StatedGrant {
                    column: column.clone(),
                    resource,
                    actions: actions.clone(),
                    mark: cell.value.mark,
                    row: row.name.text.clone(),
                    text: cell.value.text.clone(),
                });
            }
        }
    }
    stated
}

impl PermissionMatrix {
    /// The resources that a cell of the first table names.
    pub(crate) fn named_resources(&self, row: &MatrixRow, cell: &Word) -> Vec<String> {
        named_resources(self, row, cell, &mut Diagnostics::new())
    }
}

/// The resources that a cell of the first table names.
fn named_resources(
    matrix: &PermissionMatrix,
    row: &MatrixRow,
    cell: &Word,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let named = |name: &str| -> Vec<String> {
        members(matrix, name).into_iter().map(str::to_owned).collect()
    };
    match cell.text.as_str() {
        "-" | "no" => Vec::new(),
        "yes" => row.on.iter().flat_map(|on| named(&on.text)).collect(),
        text => {
            let name = text.strip_prefix("yes on ").unwrap_or(text);
            let found = named(name);
            if found.is_empty() {
                let groups = matrix.groups.iter().map(|group| group.name.text.as_str());
                let known: Vec<&str> = groups
                    .chain(matrix.resources.iter().map(|one| one.name.text.as_str()))
                    .collect();
                let message = format!("there is no resource or group `{name}`");
                let place = matrix.place(cell.mark, "");
                let help = suggest_name(name, &known);
                diagnostics.push(
                    Diagnostic::error(super::codes::UNKNOWN_NAME, message).at(place).help(help),
                );
            }
            found
        }
    }
}

/// The resources of a group, or the resource of that name.
fn members<'m>(matrix: &'m PermissionMatrix, name: &str) -> Vec<&'m str> {
    if let Some(group) = matrix.groups.iter().find(|group| group.name.text == name) {
        return group.value.iter().map(|member| member.text.as_str()).collect();
    }
    let resource = matrix.resources.iter().find(|resource| resource.name.text == name);
    resource.map(|resource| resource.name.text.as_str()).into_iter().collect()
}
