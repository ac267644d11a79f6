//! The section of the output with the result of one check.

use super::problem::Problem;

/// The title, problems, and figures of a check.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) problems: Vec<Problem>,
    /// The figures behind the check, for `--print`.
    pub(super) lines: Vec<String>,
}
