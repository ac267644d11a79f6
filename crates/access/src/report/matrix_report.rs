//! Reports a permission matrix with each cell as the templates grant it.

use std::collections::{BTreeMap, BTreeSet};

use constructs_diagnostics::Diagnostics;

use super::action_grants::{ActionGrants, KnownAnswers};
use super::table::{AccessReport, CellText, NO, Reason, ReportTable, YES};
use super::unread::unread_assumptions;
use crate::matrix::{ExpandedMatrix, MatrixRow, PermissionMatrix, Variables};
use crate::prove::caveats;
use crate::template::{Principal, Stacks, principals};
use constructs_iam::Assumption;
use constructs_iam::PolicyText;

/// The granted actions for each column and resource.
type GrantedActions = BTreeMap<(usize, String), BTreeSet<String>>;

/// The tables of a matrix in one environment.
///
/// # Errors
/// What the matrix names and the templates do not contain.
pub fn report_matrix(
    matrix: &PermissionMatrix,
    environment: &str,
    variables: &Variables,
    stacks: &Stacks<'_>,
) -> Result<AccessReport, Diagnostics> {
    let principals = principals(stacks);
    let expanded = matrix.expand(environment, variables, stacks, &principals)?;
    let granted = collect_grants(matrix, &expanded, &principals);
    let view = View { matrix, expanded: &expanded, granted: &granted };
    let mut assumptions: BTreeSet<Assumption> = expanded.notes.assumptions.clone();
    for column in &expanded.columns {
        let notes = principals.get(column.principal).map(Principal::all_notes).unwrap_or_default();
        assumptions.extend(notes.assumptions);
        let grants = principals.get(column.principal).map(Principal::grants).unwrap_or_default();
        assumptions.extend(unread_assumptions(grants.statements()));
    }
    let title = if environment.is_empty() { matrix.file.clone() } else { environment.to_owned() };
    Ok(AccessReport {
        title,
        tables: vec![view.action_table(), view.resource_table()],
        sets: view.sets(),
        reasons: view.reasons(),
        assumptions: assumptions.into_iter().collect(),
        caveats: caveats(),
    })
}

/// Looks up every action of the matrix on every resource of the matrix.
fn collect_grants(
    matrix: &PermissionMatrix,
    expanded: &ExpandedMatrix,
    principals: &[Principal<'_>],
) -> GrantedActions {
    let mut actions: BTreeSet<String> =
        expanded.cells.iter().flat_map(|cell| cell.actions.iter().cloned()).collect();
    for row in &matrix.actions {
        actions.extend(resolve_actions(matrix, row, ""));
    }
    let mut granted = GrantedActions::new();
    for (number, column) in expanded.columns.iter().enumerate() {
        let Some(principal) = principals.get(column.principal) else { continue };
        let grants = principal.grants();
        let asked: BTreeMap<&String, ActionGrants> =
            actions.iter().map(|action| (action, ActionGrants::new(&grants, action))).collect();
        let (mut anywhere, mut known) = (BTreeSet::new(), KnownAnswers::new());
        for is_every in [true, false] {
            for (resource, texts) in expanded
                .resources
                .iter()
                .filter(|(_, texts)| texts.iter().any(PolicyText::is_anything) == is_every)
            {
                // An action that is granted on every resource is reported in that row only.
                let found = actions.iter().filter(|action| {
                    (is_every || !anywhere.contains(*action))
                        && !is_reported_elsewhere(expanded, number, resource, action)
                        && asked.get(action).is_some_and(|action_grants| {
                            action_grants.is_granted(expanded, (resource, texts), &mut known)
                        })
                });
                let found: BTreeSet<String> = found.cloned().collect();
                if is_every {
                    anywhere.extend(found.iter().cloned());
                }
                granted.insert((number, resource.clone()), found);
            }
        }
    }
    granted
}

/// Whether this row does not state the action for this column, and another row with the same resources and conditions does. Two
/// rows may both be every resource.
fn is_reported_elsewhere(
    expanded: &ExpandedMatrix,
    column: usize,
    resource: &str,
    action: &str,
) -> bool {
    let reach = |name: &str| {
        let cell = expanded.cells.iter().find(|cell| cell.row == name)?;
        Some((cell.statement.resources.clone(), cell.statement.conditions.clone()))
    };
    let has = |cell: &&crate::matrix::MatrixCell| {
        cell.column == column && cell.actions.iter().any(|own| own.eq_ignore_ascii_case(action))
    };
    let mut stated = expanded.cells.iter().filter(has).peekable();
    let own = reach(resource);
    stated.peek().is_some()
        && own.is_some()
        && expanded.cells.iter().filter(has).all(|cell| cell.row != resource)
        && stated.any(|cell| reach(&cell.row) == own)
}

fn resolve_actions(matrix: &PermissionMatrix, row: &MatrixRow, column: &str) -> Vec<String> {
    let mut actions = Vec::new();
    for word in &row.actions {
        matrix.add_actions(&word.text, column, word.mark, &mut actions, &mut Diagnostics::new());
    }
    actions
}

struct View<'a> {
    matrix: &'a PermissionMatrix,
    expanded: &'a ExpandedMatrix,
    granted: &'a GrantedActions,
}

impl View<'_> {
    fn head(&self, first: &str) -> Vec<CellText> {
        let names = self.expanded.columns.iter().map(|column| column.name.clone().into());
        std::iter::once(first.to_owned().into()).chain(names).collect()
    }

    fn granted_actions(&self, column: usize, resource: &str) -> BTreeSet<String> {
        self.granted.get(&(column, resource.to_owned())).cloned().unwrap_or_default()
    }

    fn action_table(&self) -> ReportTable {
        let row = |row: &MatrixRow| {
            let cells = self.expanded.columns.iter().enumerate();
            let cells = cells.map(|(number, column)| self.action_cell(row, number, &column.name));
            std::iter::once(row.name.text.clone().into()).chain(cells).collect()
        };
        ReportTable {
            title: "What each role can do".to_owned(),
            head: self.head("Action"),
            rows: self.matrix.actions.iter().map(row).collect(),
        }
    }

    fn action_cell(&self, row: &MatrixRow, number: usize, column: &str) -> CellText {
        let actions = resolve_actions(self.matrix, row, column);
        let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (resource, _) in &self.expanded.resources {
            let granted = self.granted_actions(number, resource);
            let own = actions.iter().filter(|action| granted.contains(*action));
            let own: Vec<&str> = own.map(String::as_str).collect();
            if !own.is_empty() {
                found.insert(resource, own);
            }
        }
        let stated = row.cell(column);
        let named = stated.map(|cell| self.matrix.named_resources(row, cell)).unwrap_or_default();
        let is_as_stated = found.len() == named.len()
            && named.iter().all(|resource| {
                found.get(resource.as_str()).is_some_and(|own| own.len() == actions.len())
            });
        match stated {
            _ if is_as_stated && found.is_empty() => NO.into(),
            Some(cell) if is_as_stated => match cell.text.as_str() {
                "yes" => YES.into(),
                text if text.starts_with("yes on ") => YES.into(),
                text => text.to_owned().into(),
            },
            _ if found.is_empty() => NO.into(),
            _ => {
                let words = found.iter().map(|(resource, own)| match own.len() == actions.len() {
                    true => (*resource).to_owned(),
                    false => format!("{} on {resource}", own.join(" ")),
                });
                words.collect::<Vec<_>>().join(", ").into()
            }
        }
    }

    fn resource_table(&self) -> ReportTable {
        let row = |row: &MatrixRow| {
            let cells = self.expanded.columns.iter().enumerate();
            let cells = cells.map(|(number, column)| self.resource_cell(row, number, &column.name));
            std::iter::once(row.name.text.clone().into()).chain(cells).collect()
        };
        ReportTable {
            title: "Resource access".to_owned(),
            head: self.head("Resource"),
            rows: self.matrix.access.iter().map(row).collect(),
        }
    }

    fn resource_cell(&self, row: &MatrixRow, number: usize, column: &str) -> CellText {
        let granted = self.granted_actions(number, &row.name.text);
        if granted.is_empty() {
            return NO.into();
        }
        let mut cells = self.expanded.cells.iter();
        let stated = cells.find(|cell| cell.column == number && cell.row == row.name.text);
        if let Some(cell) = stated
            && cell.actions.iter().cloned().collect::<BTreeSet<_>>() == granted
        {
            return if cell.text == "yes" { YES.into() } else { cell.text.clone().into() };
        }
        let named = self.matrix.sets.iter().find(|set| {
            let mut actions = Vec::new();
            let name = &set.name.text;
            self.matrix.add_actions(
                name,
                column,
                set.name.mark,
                &mut actions,
                &mut Diagnostics::new(),
            );
            actions.into_iter().collect::<BTreeSet<_>>() == granted
        });
        match named {
            Some(set) => set.name.text.clone().into(),
            None => granted.into_iter().collect::<Vec<_>>().join(", ").into(),
        }
    }

    fn sets(&self) -> Vec<(String, Vec<String>)> {
        let words =
            |words: &[crate::matrix::Word]| words.iter().map(|word| word.text.clone()).collect();
        let sets = self.matrix.sets.iter().map(|set| (set.name.text.clone(), words(&set.value)));
        let groups =
            self.matrix.groups.iter().map(|group| (group.name.text.clone(), words(&group.value)));
        sets.chain(groups).collect()
    }

    fn reasons(&self) -> Vec<Reason> {
        let every = self.matrix.resources.iter().filter_map(|entry| {
            let reason = entry.value.every.as_ref()?;
            let cell = self.expanded.cells.iter().find(|cell| cell.row == entry.name.text)?;
            let resources = cell.statement.resources.as_ref()?;
            let is_every = resources.list().iter().any(PolicyText::is_anything);
            let conditions = cell.statement.conditions.iter().map(|condition| {
                let values: Vec<String> =
                    condition.values.iter().map(ToString::to_string).collect();
                format!("{} {} {}", condition.key, condition.operator, values.join(" or "))
            });
            let condition = conditions.collect::<Vec<_>>().join(" and ");
            let (row, reason) = (entry.name.text.clone(), reason.text.clone());
            is_every.then_some(Reason { row, condition, reason })
        });
        every.collect()
    }
}
