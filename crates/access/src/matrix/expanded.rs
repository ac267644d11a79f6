//! A permission matrix in one environment: its columns, and its cells as statements.

use constructs_document::Mark;

use crate::template::Notes;
use constructs_iam::{Document, PolicyStatement, PolicyText};

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
pub struct MatrixCell {
    /// The number of its column.
    pub column: usize,
    /// Its row: the name of a resource.
    pub row: String,
    /// What the cell says.
    pub text: String,
    /// The cell's place.
    pub mark: Mark,
    /// The actions, as the sets spell them.
    pub actions: Vec<String>,
    /// The same as a statement.
    pub statement: PolicyStatement,
}

/// A matrix in one environment.
#[derive(Clone, Debug, Default)]
pub struct ExpandedMatrix {
    /// The columns.
    pub columns: Vec<Column>,
    /// The cells that are not empty.
    pub cells: Vec<MatrixCell>,
    /// The resources, in the order of the file, by which rows are told apart.
    pub resources: Vec<(String, Vec<PolicyText>)>,
    /// What the matrix itself takes for granted.
    pub notes: Notes,
}

impl ExpandedMatrix {
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
