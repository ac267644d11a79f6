//! Resolves a permission matrix in one environment: finds each column's principal, and turns the cells of the second table into
//! statements.

use constructs_diagnostics::{Diagnostic, Diagnostics};

use super::codes::NO_PRINCIPAL;
use super::consistent;
use super::expanded::{Column, ExpandedMatrix, MatrixCell};
use super::permission_matrix::{MatrixRow, PermissionMatrix, Word};
use super::reader::suggest_name;
use super::resources::ResolvedResource;
use super::variables::Variables;
use super::words::EnvironmentView;
use crate::template::{Notes, Principal, Stacks, text_of};
use constructs_iam::PolicyText;
use constructs_iam::{Elements, PolicyStatement};

impl PermissionMatrix {
    /// Resolves the matrix in `environment`, the path prefix of the matrix's own paths, which may be empty.
    ///
    /// # Errors
    /// Names that the templates do not contain, variables without a value, and tables that disagree.
    pub fn expand(
        &self,
        environment: &str,
        variables: &Variables,
        stacks: &Stacks<'_>,
        principals: &[Principal<'_>],
    ) -> Result<ExpandedMatrix, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut setting =
            EnvironmentView { matrix: self, stacks, environment, variables, stack: 0 };
        let mut expanded = ExpandedMatrix::default();
        for entry in &self.principals {
            let found = setting.principal(&entry.value, principals, &mut diagnostics);
            let Some(principal) = found else { continue };
            if let Some(id) = principals.get(principal).and_then(|principal| principal.id) {
                setting.stack = id.stack;
            }
            let (name, mark) = (entry.name.text.clone(), entry.name.mark);
            expanded.columns.push(Column { name, mark, principal });
        }
        let mut resolved: Vec<(&str, ResolvedResource)> = Vec::new();
        for entry in &self.resources {
            let found = setting.resource(entry, &mut expanded.notes, &mut diagnostics);
            let found = found.unwrap_or_default();
            expanded.resources.push((entry.name.text.clone(), found.texts.clone()));
            resolved.push((&entry.name.text, found));
        }
        let mut stated = Vec::new();
        for row in &self.access {
            for cell in &row.cells {
                let column = &cell.name.text;
                let actions = self.cell_actions(row, column, &cell.value, &mut diagnostics);
                if actions.is_empty() {
                    continue;
                }
                stated.push(consistent::StatedGrant {
                    column: column.clone(),
                    resource: row.name.text.clone(),
                    actions: actions.clone(),
                    mark: cell.value.mark,
                    row: row.name.text.clone(),
                    text: cell.value.text.clone(),
                });
                let number = expanded.columns.iter().position(|one| one.name == *column);
                let resource = resolved.iter().find(|(name, _)| *name == row.name.text);
                let (Some(number), Some((_, resource))) = (number, resource) else { continue };
                expanded.cells.push(MatrixCell {
                    column: number,
                    row: row.name.text.clone(),
                    text: cell.value.text.clone(),
                    mark: cell.value.mark,
                    statement: statement(&actions, resource),
                    actions,
                });
            }
        }
        consistent::check(self, &stated, &mut diagnostics);
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(expanded) }
    }

    /// The actions of a cell of the second table. `yes` means the row's actions; names are joined by `+`.
    fn cell_actions(
        &self,
        row: &MatrixRow,
        column: &str,
        cell: &Word,
        diagnostics: &mut Diagnostics,
    ) -> Vec<String> {
        let mut actions = Vec::new();
        for name in cell.text.split('+').map(str::trim) {
            match name {
                "-" | "no" | "" => {}
                "yes" | "All" if !row.actions.is_empty() => {
                    for word in &row.actions {
                        self.add_actions(&word.text, column, word.mark, &mut actions, diagnostics);
                    }
                }
                _ => self.add_actions(name, column, cell.mark, &mut actions, diagnostics),
            }
        }
        actions
    }
}

impl EnvironmentView<'_, '_> {
    fn principal(
        &self,
        word: &Word,
        principals: &[Principal<'_>],
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let text = self.texts(word, diagnostics).first().map(|fragments| text_of(fragments))?;
        let path = self.path(&text);
        let by_export = text.strip_prefix("export ").map(|name| {
            let mut notes = Notes::default();
            let mut resolver = crate::template::Resolver::new(self.stacks, self.stack, &mut notes);
            let found = resolver.resolve_export(name);
            found.first().and_then(|one| resolver.find_resource(&one.fragments))
        });
        let found = principals.iter().position(|principal| match by_export {
            Some(id) => principal.id.is_some() && principal.id == id,
            None => principal.name == path || principal.name == text,
        });
        if found.is_none() {
            let known: Vec<&str> = self.known_paths();
            let message = format!("`{path}` is not a principal of the templates");
            let place = self.matrix.place(word.mark, "");
            let help = suggest_name(&text, &known);
            diagnostics.push(Diagnostic::error(NO_PRINCIPAL, message).at(place).help(help));
        }
        found
    }
}

fn statement(actions: &[String], resource: &ResolvedResource) -> PolicyStatement {
    let actions = actions.iter().map(|action| PolicyText::parse(action, false)).collect();
    PolicyStatement {
        resources: Some(Elements::Only(resource.texts.clone())),
        conditions: resource.conditions.clone(),
        ..PolicyStatement::allow(actions)
    }
}
