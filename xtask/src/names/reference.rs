//! Names the type of a reference to a resource.

/// The name of the reference to a resource: `QueueRef`.
pub(crate) fn name_reference(rust: &str) -> String {
    format!("{rust}Ref")
}
