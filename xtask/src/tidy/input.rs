//! What every check needs: the workspace, its files, and what to do with limits that are too high.

use super::limits::{Deviation, Figures, Limits};
use super::problem::Problem;
use super::tree::Tree;
use crate::error::Error;
use crate::files::Workspace;

/// The input of every check.
pub(super) struct CheckInput<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) tree: Tree,
    /// Whether to lower limits to the figures found.
    pub(super) lowers_limits: bool,
}

impl CheckInput<'_> {
    /// Compares figures with a checked-in list, after lowering its limits if the command line asks for that.
    pub(super) fn enforce(
        &self,
        list: &str,
        found: &Figures,
        describe: impl Fn(&Deviation<'_>) -> Problem,
    ) -> Result<Vec<Problem>, Error> {
        let mut limits = Limits::read(self.workspace, list)?;
        if self.lowers_limits {
            limits.lower(self.workspace, found)?;
        }
        Ok(limits.compare(found, describe))
    }
}
