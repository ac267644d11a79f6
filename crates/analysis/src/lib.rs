//! A CloudFormation template, whoever wrote it, -> findings: what the facts, the limits and IAM say of it.
//!
//! [`check_template`] looks at any template, [`check`] at those of an assembly, and leads back to the Rust line.
//!
//! ```
//! let text = b"Resources:\n  Push: {Type: 'AWS::SQS::Queue', Properties: {QueueNam: push}}\n";
//! let template = constructs_template::read(text).unwrap();
//! let findings = constructs_analysis::check_template(template.root());
//! let finding = findings.iter().next().unwrap();
//! assert_eq!(finding.place.pointer.as_deref(), Some("/Resources/Push/Properties/QueueNam"));
//! assert_eq!(finding.help.as_deref(), Some("did you mean `QueueName`?"));
//! ```
//!
//! INVARIANT: this crate reads templates only; it changes no tree of constructs, and knows no file and no clock.

pub mod access;
mod assembly;
mod check;
pub mod codes;
pub mod facts;
mod found;
pub mod iam;
mod limits;
mod schema;
mod template;

pub use assembly::check;
pub use check::check_template;
pub use limits::{Conflict, Member, Other, check_limits, check_together};
