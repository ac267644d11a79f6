//! AWS's names -> Rust's names.
//!
//! The names are made once: the facts files freeze them, so a change here renames nothing that exists.

mod identifiers;
mod key_template;
mod words;

pub(crate) use identifiers::{constant, method, module, resource_method, type_name, unique};
pub(crate) use key_template::{KeyPart, is_template, key_parts};
pub(crate) use words::words;
