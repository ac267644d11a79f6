//! Says how to declare a transform.

use crate::function::LANGUAGE_EXTENSIONS;

/// How to get the functions of the transform.
pub(super) fn declare_extensions() -> String {
    format!("declare it at the top of the template: `Transform: {LANGUAGE_EXTENSIONS}`")
}
