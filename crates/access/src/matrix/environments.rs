//! An environment in no matrix, or in two -> what to say.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Place;
use constructs_document::Mark;

use super::codes::NO_MATRIX;
use super::permission_matrix::PermissionMatrix;

/// An environment that no matrix is about.
#[must_use]
pub fn missing_matrix(environment: &str) -> Diagnostic {
    Diagnostic::error(NO_MATRIX, format!("`{environment}` has no permission matrix"))
        .at(Place::of_construct(environment))
        .help("name it under `environments` in one of them")
}

/// An environment that two matrices are about.
#[must_use]
pub fn duplicate_matrix(
    environment: &str,
    one: &PermissionMatrix,
    other: &PermissionMatrix,
) -> Diagnostic {
    let message = format!("`{environment}` has two permission matrices");
    Diagnostic::error(NO_MATRIX, message)
        .at(one.place(Mark::default(), ""))
        .related("the other one", other.place(Mark::default(), ""))
        .help("leave it out of `environments` in one of them")
}
