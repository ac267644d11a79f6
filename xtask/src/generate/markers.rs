//! Writes empty types for IAM's resource types that CloudFormation does not have, which type their actions and ARNs.

use super::access::{Access, Marker};
use super::constants;
use super::header::generated_from;

/// The text of the module.
pub(super) fn file(service: &str, markers: &[Marker], access: &Access) -> String {
    let mut text = "//! Resource types that IAM knows and CloudFormation does not make: nothing can be added, and\n\
                    //! `Arn::pattern` and `Arn::literal` name them.\n"
        .to_owned();
    text.push_str(&generated_from(&format!("facts/iam/{service}.txt")));
    for Marker { rust, name, arn } in markers {
        text.push_str(&format!("/// IAM's `{name}`: `{arn}`.\npub enum {rust} {{}}\n\n"));
        text.push_str(&constants::implementation(rust, access.marker_constants(service, rust)));
    }
    text
}
