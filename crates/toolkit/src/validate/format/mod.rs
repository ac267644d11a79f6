//! A report -> text for people, JSON, SARIF, annotations of GitHub Actions, JUnit's XML.
//!
//! INVARIANT: what a template or a rule says goes through [`escape`] on its way into each of them.

mod escape;
mod github;
mod json;
mod junit;
mod sarif;
mod summary;
#[cfg(test)]
mod tests;
mod text;

pub(super) use github::github;
pub(super) use json::json;
pub(super) use junit::junit;
pub(super) use sarif::sarif;
pub(super) use text::text;
