//! Contains AWS's schemas of resource types as facts, and checks templates against them.
//!
//! ```
//! let text = b"Resources:\n  Push: {Type: 'AWS::SQS::Queue', Properties: {QueueNam: push}}\n";
//! let template = constructs_yaml::read(text).unwrap();
//! let diagnostics = constructs_schema::check_template(template.root());
//! let diagnostic = diagnostics.iter().next().unwrap();
//! assert_eq!(diagnostic.place.pointer.as_deref(), Some("/Resources/Push/Properties/QueueNam"));
//! assert_eq!(diagnostic.help.as_deref(), Some("did you mean `QueueName`?"));
//! ```
//!
//! INVARIANT: this crate reads templates only. It uses no files and no clock.

mod check;
pub mod codes;
pub mod facts;
mod schema;

pub use check::{RuleSubject, ServiceRule, check_template, check_template_beside_limits};
