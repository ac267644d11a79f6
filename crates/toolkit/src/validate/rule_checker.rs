//! The interface of a checker whose rules the library does not know.

use constructs::Diagnostic;
use constructs_cloudformation::Stack;

use crate::failure::Failure;

/// Checks templates against rules that the library does not know.
pub(crate) trait RuleChecker {
    /// What breaks the rules; what could not be checked is a failure, never a pass.
    fn check(&self, stacks: &[Stack]) -> Result<Vec<Diagnostic>, Failure>;
}
