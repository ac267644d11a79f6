//! A CloudFormation template -> the Rust source that synthesizes the same template, in the style of this library.
//!
//! The flow: `plan` puts what the template declares into an order in which everything stands before what names
//! it; `section` writes a statement for each; `value` turns values into expressions of the types
//! that their places want; `source` puts the file together. What has no typed way goes through the
//! general doors of `constructs`, so that the template comes out as it went in, however wrong it is.
//!
//! INVARIANT: the same template gives the same source, and synthesis of that source the same template, as values.

mod author;
mod code;
mod identity;
mod names;
mod plan;
mod policy;
mod project;
mod section;
mod source;
mod value;

pub use identity::StackIdentity;
pub use project::Project;
pub use source::{Migration, migrate};
