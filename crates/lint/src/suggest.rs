//! Writes the help that suggests a similar name.

use std::fmt::Display;

/// `did you mean …?`, or `otherwise` if no name is similar.
pub(super) fn suggest(near: Option<impl Display>, otherwise: impl Into<String>) -> String {
    near.map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}
