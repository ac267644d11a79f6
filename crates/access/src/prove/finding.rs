//! Turns a difference into a diagnostic with the cell, the statement, and a request that shows the difference.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Place;
use constructs_document::Mark;

use super::column::ColumnComparison;
use crate::matrix::{GRANTS_LESS, GRANTS_MORE, MatrixCell, NOT_DECIDED};
use crate::template::{AttachedPolicy, ResourceId};
use constructs_iam::PolicyText;
use constructs_iam::implies::{Answer, ContextValues, UNNAMED, Witness};
use constructs_iam::{Elements, PolicyStatement};

/// A statement that grants, or may grant, what no cell states.
pub(super) struct Excess<'a, 't> {
    pub(super) policy: &'a AttachedPolicy<'t>,
    pub(super) statement: &'a PolicyStatement,
    pub(super) answer: &'a Answer,
}

/// The finding for a cell that is not granted in full.
pub(super) fn missing_grant(
    comparison: &ColumnComparison<'_, '_, '_>,
    cell: &MatrixCell,
    answer: &Answer,
) -> Diagnostic {
    let name = comparison.name();
    let action = answer.witness.as_ref().map_or("", |witness| witness.action.as_str());
    let message = format!(
        "`{name}` can't do `{action}` on `{}`, which the permission matrix requires",
        cell.row
    );
    let finding = Diagnostic::error(GRANTS_LESS, message)
        .at(principal_place(comparison))
        .related(cell_text(cell, name), comparison.case.matrix.place(cell.mark, ""));
    let finding = with_witness(finding, answer);
    finding.help("grant it to this principal, or remove it from both tables")
}

/// The finding for a statement that grants too much.
pub(super) fn excess_grant(
    comparison: &ColumnComparison<'_, '_, '_>,
    excess: &Excess<'_, '_>,
) -> Diagnostic {
    let name = comparison.name();
    let witness = excess.answer.witness.as_ref();
    let action = witness.map_or("", |witness| witness.action.as_str());
    let cell = witness.and_then(|witness| nearest_cell(comparison, witness));
    let on = match (&cell, witness) {
        (Some(found), _) if found.is_its_resource => format!("`{}`", found.row),
        (_, Some(witness)) if is_unnamed(display_resource(witness)) => {
            "another resource".to_owned()
        }
        (_, Some(witness)) => format!("`{}`", display_resource(witness)),
        _ => "something".to_owned(),
    };
    let message = match &cell {
        Some(found) if found.is_under_condition => format!(
            "`{name}` can do `{action}` outside the condition that the permission matrix sets"
        ),
        _ => format!(
            "`{name}` can do `{action}` on {on}, which the permission matrix does not grant"
        ),
    };
    let mut finding =
        Diagnostic::error(GRANTS_MORE, message).at(statement_place(comparison, excess));
    finding = match cell {
        Some(found) => {
            let text = format!("row `{}`, column `{name}` says `{}`", found.row, found.text);
            finding.related(text, comparison.case.matrix.place(found.mark, ""))
        }
        None => {
            let place = comparison.case.matrix.place(column_mark(comparison), "");
            finding.related(format!("no row grants `{action}` in the column `{name}`"), place)
        }
    };
    let help = match &excess.policy.id {
        Some(_) => {
            "restrict the statement, or add it to the permission matrix after a review".to_owned()
        }
        None => format!(
            "remove AWS's policy `{}`, or add its permissions to the permission matrix after a review",
            excess.policy.name
        ),
    };
    with_witness(finding, excess.answer).help(help)
}

/// The finding for a statement that may grant too much.
pub(super) fn undecided_statement(
    comparison: &ColumnComparison<'_, '_, '_>,
    excess: &Excess<'_, '_>,
) -> Diagnostic {
    let message = format!(
        "it is undecided whether `{}` can do more here than the permission matrix grants",
        comparison.name()
    );
    undecided(message, excess.answer).at(statement_place(comparison, excess))
}

/// The finding for a cell that may not be granted in full.
pub(super) fn undecided_cell(
    comparison: &ColumnComparison<'_, '_, '_>,
    cell: &MatrixCell,
    answer: &Answer,
) -> Diagnostic {
    let name = comparison.name();
    let message =
        format!("it is undecided whether `{name}` can do everything that `{}` states", cell.row);
    let place = comparison.case.matrix.place(cell.mark, "");
    undecided(message, answer).at(principal_place(comparison)).related(cell_text(cell, name), place)
}

/// The finding for a column that is undecided as a whole.
pub(super) fn undecided_column(
    comparison: &ColumnComparison<'_, '_, '_>,
    answer: &Answer,
    what: &str,
) -> Diagnostic {
    let message = format!("it is undecided whether the policies of `{}` {what}", comparison.name());
    undecided(message, answer).at(principal_place(comparison))
}

fn undecided(message: String, answer: &Answer) -> Diagnostic {
    let mut finding = Diagnostic::error(NOT_DECIDED, message);
    if let Some(reason) = &answer.reason {
        finding = finding.related(reason.clone(), Place::default());
    }
    finding.help("simplify the policy, or acknowledge the finding in the permission matrix with a reason, an owner, and a date")
}

fn with_witness(finding: Diagnostic, answer: &Answer) -> Diagnostic {
    match &answer.witness {
        Some(witness) => {
            finding.related(format!("for example: {}", describe_request(witness)), Place::default())
        }
        None => finding,
    }
}

/// Whether a request is on a resource that no statement names.
fn is_unnamed(resource: &str) -> bool {
    resource.strip_prefix('<').is_some_and(|name| name.starts_with(UNNAMED))
}

/// Describes a request in words.
#[must_use]
pub fn describe_request(witness: &Witness) -> String {
    let mut text = format!("`{}` on `{}`", witness.action, witness.resource);
    for (index, (key, values)) in witness.context.iter().enumerate() {
        text.push_str(if index == 0 { ", with " } else { " and " });
        match values {
            ContextValues::Absent => text.push_str(&format!("no `{key}`")),
            ContextValues::Present(values) => {
                text.push_str(&format!("`{key}` = `{}`", values.join("`, `")))
            }
        }
    }
    text
}

fn display_resource(witness: &Witness) -> &str {
    witness.symbolic_resource.as_deref().unwrap_or(&witness.resource)
}

fn cell_text(cell: &MatrixCell, column: &str) -> String {
    format!("row `{}`, column `{column}` says `{}`", cell.row, cell.text)
}

fn column_mark(comparison: &ColumnComparison<'_, '_, '_>) -> Mark {
    let column = comparison.expanded.columns.get(comparison.column);
    column.map(|column| column.mark).unwrap_or_default()
}

struct NearestCell {
    row: String,
    text: String,
    mark: Mark,
    /// Whether the cell is in the row of the request's resource.
    is_its_resource: bool,
    /// Whether the row grants the action on every resource under a condition.
    is_under_condition: bool,
}

/// The cell to show with a finding: that of the request's resource, else one with the action.
fn nearest_cell(
    comparison: &ColumnComparison<'_, '_, '_>,
    witness: &Witness,
) -> Option<NearestCell> {
    let expanded = comparison.expanded;
    let resource = display_resource(witness);
    let is_it = |texts: &[PolicyText]| texts.iter().any(|text| text.to_string() == resource);
    let named = expanded.resources.iter().find(|(_, texts)| resource != "*" && is_it(texts));
    let with_action = || {
        let own = expanded.cells.iter().filter(|cell| cell.column == comparison.column);
        let has = |cell: &&MatrixCell| {
            cell.actions.iter().any(|action| action.eq_ignore_ascii_case(&witness.action))
        };
        own.filter(has).map(|cell| cell.row.clone()).next()
    };
    let is_its_resource = named.is_some();
    let row = named.map(|(name, _)| name.clone()).or_else(with_action)?;
    let table_row = comparison.case.matrix.access.iter().find(|one| one.name.text == row)?;
    let cell = table_row.cell(comparison.name());
    let stated =
        expanded.cells.iter().find(|one| one.column == comparison.column && one.row == row);
    let is_under_condition = stated.is_some_and(|cell| {
        let resources = cell.statement.resources.as_ref();
        let is_every =
            |scope: &Elements<PolicyText>| scope.list().iter().any(PolicyText::is_anything);
        !is_its_resource && resources.is_some_and(is_every) && !cell.statement.conditions.is_empty()
    });
    Some(NearestCell {
        is_under_condition,
        text: cell.map_or_else(|| "-".to_owned(), |cell| cell.text.clone()),
        mark: cell.map_or(table_row.name.mark, |cell| cell.mark),
        row,
        is_its_resource,
    })
}

fn principal_place(comparison: &ColumnComparison<'_, '_, '_>) -> Place {
    match comparison.principal.id {
        Some(id) => place(comparison, id, ""),
        None => Place::default(),
    }
}

fn statement_place(comparison: &ColumnComparison<'_, '_, '_>, excess: &Excess<'_, '_>) -> Place {
    match excess.policy.id {
        Some(id) => {
            let pointer = format!("{}/Statement/{}", excess.policy.pointer, excess.statement.index);
            place(comparison, id, &pointer)
        }
        None => principal_place(comparison),
    }
}

fn place(comparison: &ColumnComparison<'_, '_, '_>, id: ResourceId<'_>, pointer: &str) -> Place {
    let stack = comparison.case.reading.stacks.get(id.stack);
    let name = stack.map_or("", |stack| stack.name.as_str());
    (comparison.case.locate)(name, id.id, pointer).unwrap_or_else(|| {
        let mut place = Place::of_construct(comparison.case.reading.stacks.path(id));
        place.logical_id = Some(id.id.to_owned());
        let property = pointer.trim_start_matches('/');
        if pointer.is_empty() { place } else { place.property(property) }
    })
}
