//! Gives a diagnostic its place: a pointer below a statement or a policy.

use constructs_diagnostics::{Diagnostic, Place, pointer};

use super::documents::{Policy, Statement};

/// Places a diagnostic at `pointer` below a statement.
pub(super) fn locate(
    diagnostic: Diagnostic,
    statement: &Statement<'_>,
    pointer: &str,
) -> Diagnostic {
    let property = format!("{}{pointer}", statement.pointer);
    diagnostic.at(element_place(statement.logical_id, &property))
}

/// Places a diagnostic at `word` below a policy.
pub(super) fn locate_in_policy(
    diagnostic: Diagnostic,
    policy: &Policy<'_>,
    word: &str,
) -> Diagnostic {
    let is_nested = !policy.pointer.is_empty() && !word.is_empty();
    let property = format!("{}{}{word}", policy.pointer, if is_nested { "/" } else { "" });
    diagnostic.at(element_place(policy.logical_id, &property))
}

/// The place of a property of a resource, or of an element of a single document. It has no line: the check of a template adds it.
pub(super) fn element_place(logical_id: Option<&str>, property: &str) -> Place {
    let pointer = match (logical_id, property) {
        (None, "") => String::new(),
        (None, element) => format!("/{element}"),
        (Some(id), "") => pointer::child("/Resources", id),
        (Some(id), property) => {
            format!("{}/Properties/{property}", pointer::child("/Resources", id))
        }
    };
    Place::in_template(pointer, (0, 0))
}
