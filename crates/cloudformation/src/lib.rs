//! What a CloudFormation template declares, the transforms and functions that it uses, and the limits that it has to keep.
//!
//! INVARIANT: this crate knows nothing of resource types' schemas, and does no I/O.

mod codes;
mod conditions;
mod declarations;
mod dynamic;
mod entry;
mod found;
pub mod function;
pub mod globals;
mod limits;
mod macros;
mod policy_notation;
pub mod serverless;
mod stack;

pub use codes::CODES;
pub use conditions::{Conditions, Pins};
pub use declarations::Declarations;
pub use dynamic::{DYNAMIC_REFERENCE, without_dynamic_references};
pub use entry::{entries, is_expanded};
pub use found::{in_order, soften as soften_diagnostic};
pub use limits::{check_limits, check_together};
pub use macros::soften;
pub use policy_notation::TemplateNotation;
pub use stack::{SourceConstruct, Stack};
