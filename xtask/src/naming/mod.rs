//! AWS's names -> Rust's names.
//!
//! The names are made once: the facts files freeze them, so a change here renames nothing that exists.

mod identifiers;
mod words;

pub(crate) use identifiers::{constant, method, module, resource_method, type_name, unique};
pub(crate) use words::words;
