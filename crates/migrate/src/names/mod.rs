//! Names of the template -> names of the Rust source.

mod identifier;
mod taken;

pub(crate) use identifier::{constant, pascal_case, snake_case};
pub(crate) use taken::Taken;
