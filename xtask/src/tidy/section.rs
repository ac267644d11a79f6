//! The result of one check.

use super::problem::Problem;

/// What a check found.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) problems: Vec<Problem>,
    /// The figures behind the check, for `--print`.
    pub(super) lines: Vec<String>,
}
