//! Turns AWS's names into Rust's names.
//!
//! A name is made once, because the facts files keep it: a change to this module renames nothing that exists.

mod identifiers;
mod key_template;
mod words;

pub(crate) use identifiers::{constant, method, module, resource_method, type_name, unique};
pub(crate) use key_template::{KeyPart, is_template, key_parts};
pub(crate) use words::words;
