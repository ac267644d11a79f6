//! Runs the checkers that `validate` runs on one template.

use constructs::diagnostic::Diagnostic;
use constructs_cloudformation::check_limits;
use constructs_document::Node;
use constructs_schema::check_template_beside_limits;
use constructs_services::{Deployment, check_template as check_services};

/// The code of a text that is not a template.
pub(crate) const UNREADABLE: &str = "S0201";

/// The findings of all checkers on a template of `size` bytes.
pub(crate) fn findings(
    root: &Node,
    size: usize,
    deployment: &Deployment,
) -> impl Iterator<Item = Diagnostic> + use<> {
    check_template_beside_limits(root)
        .into_iter()
        .chain(check_services(root, deployment))
        .chain(check_limits(root, size))
        .chain(constructs_lint::check(root))
}
