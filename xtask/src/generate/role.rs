//! Writes the constants of the actions on roles and managed policies, whose types are in `constructs`.

use super::access::Access;
use super::constants;
use super::hand_written::HAND_WRITTEN;
use super::header::generated_from;

/// The text of `constructs/src/iam/generated.rs`.
pub(super) fn file(access: &Access) -> String {
    let mut text = "//! What IAM can allow on roles and managed policies: their types are written by hand, these are not.\n".to_owned();
    text.push_str(&generated_from("facts/iam/*.txt"));
    for name in HAND_WRITTEN {
        let rust = name.rsplit("::").next().unwrap_or(name);
        let found = constants::text(access.type_constants(name), "Self", "crate", false);
        text.push_str(&format!(
            "/// What IAM can allow on it.\nimpl super::{rust} {{\n{found}}}\n\n"
        ));
    }
    text
}
