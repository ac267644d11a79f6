//! Checks CloudFormation templates against rules in the Guard language.
//!
//! ```
//! # #[cfg(feature = "engine")] {
//! use constructs::Code;
//! use constructs_guard::{Rules, TemplateText, check};
//!
//! let rules = Rules::new("queues.guard", "rule named when Resources exists {\n  Resources.* { Properties.QueueName exists <<name it>> }\n}\n");
//! let template = TemplateText::new("queues", r#"{"Resources": {"Push": {"Type": "AWS::SQS::Queue", "Properties": {}}}}"#);
//! let found = check(&[rules], &[template], Code::new("X0001")).unwrap();
//! assert_eq!(found[0].rule.as_deref(), Some("named"));
//! # }
//! ```
//!
//! The engine is cfn-guard's own. It is behind the feature `engine`, because it needs many more packages and changes how `serde_json`
//! orders keys. `constructs-toolkit` runs it for `validate`.
//!
//! A rule can recurse without end, a regular expression can backtrack for hours, and the engine can't be stopped from within. It
//! therefore runs in a child process, which is the same program: `serve_child` is the child's part. [`Engine`] starts the
//! children, enforces their [`Limits`], and distributes the templates over the cores.
//!
//! INVARIANT: if a rule could not be checked, that is an error, never a pass: a rule that does not parse, an engine that fails, panics,
//! dies, or takes too long, a report that leaves a template or a rule out.

#[cfg(feature = "engine")]
mod cases;
mod child;
#[cfg(feature = "engine")]
mod engine;
mod error;
mod place;
mod protocol;
#[cfg(feature = "engine")]
mod report;
mod rules;
#[cfg(feature = "engine")]
mod serve;
mod template;
mod view;

#[cfg(feature = "engine")]
pub use cases::{Expectation, case_problems, read_rules, run_cases};
pub use child::{Engine, Limits};
#[cfg(feature = "engine")]
pub use engine::{check, own_report};
pub use error::{GuardError, Running};
pub use rules::{Rules, View};
#[cfg(feature = "engine")]
pub use serve::serve_child;
pub use template::TemplateText;
pub use view::resolve_imports;
