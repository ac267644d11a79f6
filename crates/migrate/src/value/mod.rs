//! A value of the template -> the Rust expression that makes it: `wanted` where its place wants a type, `raw` where
//! it takes anything, `plain` where nothing but literals may stand.

mod condition;
mod function;
mod node;
mod plain;
mod raw;
mod reference;
mod substitution;
mod typed;
mod want;
mod wanted;

pub(crate) use node::{exactly, integer, items, plain_text};
pub(crate) use reference::each_reference;
pub(crate) use typed::{Is, Marker, Typed};
pub(crate) use want::{TEXT, TEXTS, Want};
pub(crate) use wanted::is_buildable;
