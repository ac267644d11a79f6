//! Names the Rust type of a reference to a resource.

/// The name of the Rust type, `QueueRef`.
pub(crate) fn name_reference(rust: &str) -> String {
    format!("{rust}Ref")
}
