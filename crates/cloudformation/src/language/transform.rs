//! Reports what requires a transform that the template does not declare.

use super::codes;
use crate::check::{Path, Report};

/// Reports that `subject` requires `transform`.
pub(super) fn report_missing(subject: &str, transform: &str, path: &Path<'_>, report: &mut Report) {
    let message = format!("{subject} requires the transform `{transform}`");
    let help = format!("declare it at the top of the template: `Transform: {transform}`");
    report.add_with_help(codes::NEEDS_TRANSFORM, path, message, Some(help));
}
