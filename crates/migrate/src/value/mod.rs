//! Writes a value of the template as a Rust expression: `wanted` where a type is expected, `raw` where any value is
//! accepted, `plain` where only literals are.

mod condition;
mod function;
mod node;
mod plain;
mod pseudo;
mod raw;
mod reference;
mod substitution;
mod typed;
mod want;
mod wanted;

pub(crate) use node::{exactly, integer, items, plain_text};
pub(crate) use reference::each_reference;
pub(crate) use typed::{Is, Marker, Typed};
pub(crate) use want::{TEXT, Want};
pub(crate) use wanted::is_buildable;
