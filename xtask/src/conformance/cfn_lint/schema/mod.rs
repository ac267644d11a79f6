//! Works with JSON schemas: samples values, makes values valid, and breaks one keyword at a time.
//!
//! Covers the keywords of the resource types' schemas and of cfn-lint's own. An answer can be wrong for unusual schemas: cfn-lint
//! decides what a mutant breaks, so a wrong answer costs a mutant and nothing else.

mod part;
mod satisfy;
mod text;
mod valid;
mod vary;

pub(super) use part::Schema;
pub(super) use satisfy::{sample, satisfy};
pub(super) use vary::{Change, boundaries, breaks};
