//! Reports environments that no permission matrix covers, or two.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Place;
use constructs_document::Mark;

use super::codes::NO_MATRIX;
use super::permission_matrix::PermissionMatrix;

/// Reports an environment without a permission matrix.
#[must_use]
pub fn missing_matrix(environment: &str) -> Diagnostic {
    Diagnostic::error(NO_MATRIX, format!("`{environment}` has no permission matrix"))
        .at(Place::of_construct(environment))
        .help("name it under `environments` in one of them")
}

/// Reports an environment with two permission matrices.
#[must_use]
pub fn duplicate_matrix(
    environment: &str,
    one: &PermissionMatrix,
    other: &PermissionMatrix,
) -> Diagnostic {
    let message = format!("`{environment}` has two permission matrices");
    Diagnostic::error(NO_MATRIX, message)
        .at(one.place(Mark::default(), ""))
        .related("the other matrix", other.place(Mark::default(), ""))
        .help("leave it out of `environments` in one of them")
}
