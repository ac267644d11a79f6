//! Knows what a CloudFormation template declares, its intrinsic functions and transforms, and its limits.
//!
//! ```
//! use constructs_cloudformation::{Stack, check_together};
//!
//! let text = b"Resources: {Push: {Type: 'AWS::SQS::Queue', Properties: {QueueName: push}}}";
//! let stack = |name| Stack::new(name, constructs_yaml::read(text).unwrap());
//! let conflicts = check_together(&[stack("one"), stack("two")]);
//! assert_eq!(conflicts.iter().map(|found| found.code.as_str()).collect::<Vec<_>>(), ["C0208"]);
//! ```
//!
//! [`function`] has the table of intrinsic functions, with a parser for each that several crates read. `constructs-schema` checks
//! resources against the schemas of their types, and `constructs-access` reads policies.
//!
//! INVARIANT: this crate knows no schema of a resource type, and does no I/O.

pub mod check;
mod codes;
mod conditions;
mod declarations;
mod dynamic;
mod entry;
mod found;
pub mod function;
pub mod globals;
mod language;
mod limits;
mod macros;
mod nested;
mod policy_notation;
pub mod serverless;
mod stack;

pub use codes::{CODES, TOO_COMPLEX};
pub use conditions::{Conditions, Pins};
pub use declarations::{Declarations, is_list_type};
pub use dynamic::{DYNAMIC_REFERENCE, without_dynamic_references};
pub use entry::{entries, has_expanded_entries, is_expanded};
pub use found::{in_order, soften as soften_diagnostic};
pub use language::codes as language_codes;
pub use language::{check_language, language_severity, report_language};
pub use limits::{check_limits, check_together};
pub use macros::soften;
pub use nested::check_nested;
pub use policy_notation::TemplateNotation;
pub use stack::{SourceConstruct, Stack};
