//! Rules in the Guard language and CloudFormation templates -> diagnostics: which rule, what to do, where.
//!
//! The engine is cfn-guard's own, and this is the one crate that names it. It is behind the feature `engine`: without
//! it the crate costs nothing, and `serde_json` keeps its own order of keys.
//!
//! A rule can recurse without end, and a regular expression backtrack for hours; the engine can't be stopped from within. So
//! it runs in a child process, which is the program itself in another role: `serve_child` is what the child does,
//! [`Engine`] starts it, holds it to its [`Limits`], and shares the templates out over the cores.
//!
//! INVARIANT: what could not be checked is an error, never a pass: rules that don't parse, an engine that fails, panics,
//! dies or takes too long, a report that leaves a template or a rule out.

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
