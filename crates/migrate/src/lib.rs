//! Writes the Rust source that synthesizes a CloudFormation template, in the style of this library.
//!
//! The flow: `plan` orders the entries so that each comes before the entries that name it; `section` writes a statement for
//! each; `value` writes values as expressions of the types that setters take; `source` writes the file. What has no type
//! is written with the general methods of `constructs`, so that synthesis writes the same template, even a wrong one.
//!
//! ```
//! use constructs_cloudformation::Stack;
//!
//! let text = b"Resources: {Push: {Type: 'AWS::SQS::Queue', Properties: {QueueName: push}}}";
//! let stack = Stack::new("queues.yaml", constructs_yaml::read(text)?);
//! let migration = constructs_migrate::migrate(&stack);
//! assert!(migration.source.contains(r#"sqs::Queue::new().queue_name("push")"#));
//! # Ok::<(), constructs_document::ReadError>(())
//! ```
//!
//! `constructs-include` puts a template into an app without a translation.
//!
//! INVARIANT: the same template gives the same source, and synthesis of that source the same template, as values.

mod author;
mod code;
mod names;
mod plan;
mod policy;
mod project;
mod section;
mod source;
mod value;

pub use project::Project;
pub use source::{Migration, migrate};
