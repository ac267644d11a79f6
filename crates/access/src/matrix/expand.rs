//! A matrix and one environment -> columns with the principals that they are, and the second table's cells as statements.

use std::collections::BTreeSet;

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_document::Mark;
use constructs_iam_facts::{ActionLookup, suggest_action};

use super::codes::{NO_PRINCIPAL, UNKNOWN_ACTION, UNKNOWN_NAME};
use super::reader::suggestion;
use super::resources::Resolved;
use super::words::Setting;
use super::{Matrix, Row, Variables, Word, consistent};
use crate::template::{Estate, Notes, Principal, text_of};
use constructs_iam::PolicyText;
use constructs_iam::{Document, Elements, PolicyStatement};

/// How deep sets may name sets.
const MAX_DEPTH: usize = 8;

/// A column and who it is.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// Its place in the file.
    pub mark: Mark,
    /// The number of its principal among those of the templates.
    pub principal: usize,
}

/// What a cell of the second table asks for.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The number of its column.
    pub column: usize,
    /// Its row: the name of a resource.
    pub row: String,
    /// What the cell says.
    pub says: String,
    /// The cell's place.
    pub mark: Mark,
    /// The actions, as the sets spell them.
    pub actions: Vec<String>,
    /// The same as a statement.
    pub statement: PolicyStatement,
}

/// A matrix in one environment.
#[derive(Clone, Debug, Default)]
pub struct Expanded {
    /// The columns.
    pub columns: Vec<Column>,
    /// The cells that are not empty.
    pub cells: Vec<Cell>,
    /// The resources, in the order of the file, by which rows are told apart.
    pub resources: Vec<(String, Vec<PolicyText>)>,
    /// What the matrix itself takes for granted.
    pub notes: Notes,
}

impl Expanded {
    /// What a column may do, and has to be able to.
    #[must_use]
    pub fn document(&self, column: usize) -> Document {
        let own = self.cells.iter().filter(|cell| cell.column == column);
        let statements = own
            .enumerate()
            .map(|(index, cell)| PolicyStatement { index, ..cell.statement.clone() });
        Document::new(statements.collect())
    }
}

impl Matrix {
    /// What the matrix says of `environment`: the path that its own paths stand below, perhaps empty.
    ///
    /// # Errors
    /// What can't be found in the templates, variables without a value, tables that disagree.
    pub fn expand(
        &self,
        environment: &str,
        variables: &Variables,
        estate: &Estate<'_>,
        principals: &[Principal<'_>],
    ) -> Result<Expanded, Diagnostics> {
        let mut faults = Diagnostics::new();
        let mut setting = Setting { matrix: self, estate, environment, variables, stack: 0 };
        let mut expanded = Expanded::default();
        for entry in &self.principals {
            let found = setting.principal(&entry.value, principals, &mut faults);
            let Some(principal) = found else { continue };
            if let Some(id) = principals.get(principal).and_then(|principal| principal.id) {
                setting.stack = id.stack;
            }
            let (name, mark) = (entry.name.text.clone(), entry.name.mark);
            expanded.columns.push(Column { name, mark, principal });
        }
        let mut resolved: Vec<(&str, Resolved)> = Vec::new();
        for entry in &self.resources {
            let found = setting.resource(entry, &mut expanded.notes, &mut faults);
            let found = found.unwrap_or_default();
            expanded.resources.push((entry.name.text.clone(), found.texts.clone()));
            resolved.push((&entry.name.text, found));
        }
        let mut stated = Vec::new();
        for row in &self.access {
            for cell in &row.cells {
                let column = &cell.name.text;
                let actions = self.says(row, column, &cell.value, &mut faults);
                if actions.is_empty() {
                    continue;
                }
                stated.push(consistent::Stated {
                    column: column.clone(),
                    resource: row.name.text.clone(),
                    actions: actions.clone(),
                    mark: cell.value.mark,
                    row: row.name.text.clone(),
                    says: cell.value.text.clone(),
                });
                let number = expanded.columns.iter().position(|one| one.name == *column);
                let resource = resolved.iter().find(|(name, _)| *name == row.name.text);
                let (Some(number), Some((_, resource))) = (number, resource) else { continue };
                expanded.cells.push(Cell {
                    column: number,
                    row: row.name.text.clone(),
                    says: cell.value.text.clone(),
                    mark: cell.value.mark,
                    statement: statement(&actions, resource),
                    actions,
                });
            }
        }
        consistent::check(self, &stated, &mut faults);
        if faults.has_errors() { Err(faults) } else { Ok(expanded) }
    }

    /// The actions that a cell of the second table names: `yes` means the row's own; names are joined by `+`.
    fn says(&self, row: &Row, column: &str, cell: &Word, faults: &mut Diagnostics) -> Vec<String> {
        let mut actions = Vec::new();
        for name in cell.text.split('+').map(str::trim) {
            match name {
                "-" | "no" | "" => {}
                "yes" | "All" if !row.actions.is_empty() => {
                    for word in &row.actions {
                        self.add_actions(&word.text, column, word.mark, &mut actions, faults);
                    }
                }
                _ => self.add_actions(name, column, cell.mark, &mut actions, faults),
            }
        }
        actions
    }

    /// The actions behind a set's name, or an action itself.
    pub(crate) fn add_actions(
        &self,
        word: &str,
        column: &str,
        mark: Mark,
        actions: &mut Vec<String>,
        faults: &mut Diagnostics,
    ) {
        let mut todo = vec![(word, column, mark, 0_usize)];
        let mut seen = BTreeSet::new();
        while let Some((name, column, mark, depth)) = todo.pop() {
            // A set that several others name is gone through once.
            if !seen.insert((name, column)) {
                continue;
            }
            let set = self.set(name, column).filter(|_| depth < MAX_DEPTH);
            let Some(set) = set else {
                self.add_action(name, mark, actions, faults);
                continue;
            };
            // What a set says for one column may begin with what it says for all.
            let is_own = set.name.text != name;
            todo.extend(set.value.iter().rev().map(|member| {
                let column = if is_own && member.text == name { "" } else { column };
                (member.text.as_str(), column, member.mark, depth + 1)
            }));
        }
    }

    fn add_action(
        &self,
        name: &str,
        mark: Mark,
        actions: &mut Vec<String>,
        faults: &mut Diagnostics,
    ) {
        if !name.contains(':') {
            let known: Vec<&str> = self.sets.iter().map(|set| set.name.text.as_str()).collect();
            let message = format!("there is no action set `{name}`");
            let place = self.place(mark, "");
            let help = suggestion(name, &known);
            faults.push(Diagnostic::error(UNKNOWN_NAME, message).at(place).help(help));
            return;
        }
        if let Some(help) = doubt(name) {
            let message = format!("there is no action `{name}`");
            let place = self.place(mark, "");
            faults.push(Diagnostic::error(UNKNOWN_ACTION, message).at(place).help(help));
        }
        if !actions.iter().any(|action| action.eq_ignore_ascii_case(name)) {
            actions.push(name.to_owned());
        }
    }
}

impl Setting<'_, '_> {
    fn principal(
        &self,
        word: &Word,
        principals: &[Principal<'_>],
        faults: &mut Diagnostics,
    ) -> Option<usize> {
        let text = self.texts(word, faults).first().map(|fragments| text_of(fragments))?;
        let path = self.path(&text);
        let by_export = text.strip_prefix("export ").map(|name| {
            let mut notes = Notes::default();
            let mut resolver = crate::template::Resolver::new(self.estate, self.stack, &mut notes);
            let found = resolver.imported(name);
            found.first().and_then(|one| resolver.resource_of(&one.fragments))
        });
        let found = principals.iter().position(|principal| match by_export {
            Some(id) => principal.id.is_some() && principal.id == id,
            None => principal.name == path || principal.name == text,
        });
        if found.is_none() {
            let known: Vec<&str> = self.known_paths();
            let message = format!("`{path}` is nobody in the templates");
            let place = self.matrix.place(word.mark, "");
            let help = suggestion(&text, &known);
            faults.push(Diagnostic::error(NO_PRINCIPAL, message).at(place).help(help));
        }
        found
    }
}

fn statement(actions: &[String], resource: &Resolved) -> PolicyStatement {
    let actions = actions.iter().map(|action| PolicyText::parse(action, false)).collect();
    PolicyStatement {
        resources: Some(Elements::Only(resource.texts.clone())),
        conditions: resource.conditions.clone(),
        ..PolicyStatement::allow(actions)
    }
}

/// What to write instead of an action that does not exist.
fn doubt(action: &str) -> Option<String> {
    Some(match suggest_action(action) {
        ActionLookup::Action
        | ActionLookup::Spelled(_)
        | ActionLookup::Pattern
        | ActionLookup::Elsewhere => return None,
        ActionLookup::Operation(allowed_by) => {
            format!("it is an operation that `{}` allows", allowed_by.join("`, `"))
        }
        ActionLookup::EmptyPattern(Some(near)) | ActionLookup::UnknownAction(Some(near)) => {
            format!("did you mean `{near}`?")
        }
        ActionLookup::UnknownService(Some(near)) => format!("did you mean the service `{near}`?"),
        _ => "write `service:Action` as AWS spells it".to_owned(),
    })
}
