//! A permission matrix in one environment: its columns, and its cells as statements.

use constructs_document::Mark;

use crate::template::Notes;
use constructs_iam::{Document, PolicyStatement, PolicyText};

/// A column and its principal.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// Its location in the file.
    pub mark: Mark,
    /// The index of its principal among those of the templates.
    pub principal: usize,
}

/// A cell of the second table.
#[derive(Clone, Debug)]
pub struct MatrixCell {
    /// The index of its column.
    pub column: usize,
    /// Its row: the name of a resource.
    pub row: String,
    /// The cell's text.
    pub text: String,
    /// The cell's location.
    pub mark: Mark,
    /// The actions, in the spelling of the sets.
    pub actions: Vec<String>,
    /// The cell as a statement.
    pub statement: PolicyStatement,
}

/// A matrix in one environment.
#[derive(Clone, Debug, Default)]
pub struct ExpandedMatrix {
    /// The columns.
    pub columns: Vec<Column>,
    /// The cells that are not empty.
    pub cells: Vec<MatrixCell>,
    /// The resources in the order of the file, with their texts.
    pub resources: Vec<(String, Vec<PolicyText>)>,
    /// The assumptions of the matrix.
    pub notes: Notes,
}

impl ExpandedMatrix {
    /// The statements of a column: what its principal must be able to do, and may do.
    #[must_use]
    pub fn document(&self, column: usize) -> Document {
        let own = self.cells.iter().filter(|cell| cell.column == column);
        let statements = own
            .enumerate()
            .map(|(index, cell)| PolicyStatement { index, ..cell.statement.clone() });
        Document::new(statements.collect())
    }
}
