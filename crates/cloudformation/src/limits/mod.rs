//! A template -> which of CloudFormation's and IAM's limits it passes, under the codes that synthesis has for them.
//!
//! The flow: [`check_limits`] looks at one template, [`stack`] at its sections, [`iam`] at roles and policies.
//! [`check_together`] looks at what several templates can't have at once.
//!
//! INVARIANT: no false alarm for what is known at deployment only: it counts with the least that it can be.

mod cursor;
mod iam;
mod least;
mod report;
mod stack;
mod together;

use constructs_diagnostics::Diagnostics;
use constructs_document::Node;

pub use together::check_together;

use crate::found;
use crate::without_dynamic_references;
use report::Report;

/// The limits that a template passes by itself.
///
/// `root` is the template's object, as `constructs_yaml::read` gives it, `bytes` the length of its text.
///
/// ```
/// let text = b"Resources:\n  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: 'no spaces'}}\n";
/// let template = constructs_yaml::read(text).unwrap();
/// let findings = constructs_cloudformation::check_limits(template.root(), text.len());
/// assert!(findings.iter().any(|finding| finding.code.as_str() == "C0601"));
/// ```
#[must_use]
pub fn check_limits(root: &Node, bytes: usize) -> Diagnostics {
    let mut report = Report::default();
    let known = without_dynamic_references(root);
    stack::check(&known, bytes, &mut report);
    iam::check(&known, &mut report);
    found::in_order(report.found, root)
}
