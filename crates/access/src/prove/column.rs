//! One column of the matrix, with its principal and the facts about the principal's requests.

use super::input::ProofInput;
use crate::matrix::{ExpandedMatrix, MatrixCell};
use crate::template::Principal;
use constructs_iam::Document;
use constructs_iam::implies::{ComparisonOptions, Grants, Layer};

/// One column, and what it is compared with.
pub(super) struct ColumnComparison<'a, 'c, 't> {
    pub(super) case: &'a ProofInput<'c, 't>,
    pub(super) expanded: &'a ExpandedMatrix,
    pub(super) column: usize,
    pub(super) principal: &'a Principal<'t>,
    pub(super) options: ComparisonOptions<'a>,
    /// The facts about every request of the principal.
    pub(super) known: Option<Layer>,
}

impl ColumnComparison<'_, '_, '_> {
    pub(super) fn name(&self) -> &str {
        self.expanded.columns.get(self.column).map_or("", |column| column.name.as_str())
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &MatrixCell> {
        self.expanded.cells.iter().filter(|cell| cell.column == self.column)
    }

    pub(super) fn limit_to_known(&self, grants: Grants) -> Grants {
        self.known.clone().into_iter().fold(grants, Grants::limit_to_layer)
    }

    /// Limits statements of the matrix to the deployments in which the principal exists.
    pub(super) fn with_principal_presence(&self, mut document: Document) -> Document {
        for statement in &mut document.statements {
            statement.presence = statement.presence.clone().and(self.principal.presence.clone());
        }
        document
    }
}
