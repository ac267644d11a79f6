//! A template -> which of CloudFormation's and IAM's limits it passes, under the codes that synthesis has for them.
//!
//! The flow: [`check_limits`] looks at one template, [`stack`] at its sections, [`iam`] at roles and policies.
//! [`check_together`] looks at what several templates can't have at once.
//!
//! INVARIANT: no false alarm for what is known at deployment only: it counts with the least that it can be.

mod cursor;
mod iam;
mod least;
mod stack;
mod together;

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_document::Node;

pub use together::{Conflict, Member, Other, check_together};

use crate::found;
use crate::without_dynamic_references;
use cursor::Cursor;

/// The limits that a template passes by itself.
///
/// `root` is the template's object, as [`constructs_document::read`] gives it, `bytes` the length of its text.
///
/// ```
/// let text = b"Resources:\n  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: 'no spaces'}}\n";
/// let template = constructs_document::read(text).unwrap();
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

/// Where findings gather.
#[derive(Default)]
struct Report {
    found: Vec<Diagnostic>,
}

impl Report {
    /// More are not kept: nobody reads them.
    const MAX_DIAGNOSTICS: usize = 10_000;

    /// Adds what a limit has against the value at `at`.
    fn add(&mut self, at: &Cursor<'_>, broken: Option<Diagnostic>) {
        if self.found.len() < Self::MAX_DIAGNOSTICS {
            self.found.extend(broken.map(|diagnostic| diagnostic.at(at.place())));
        }
    }
}

/// The entries of a section, but for those that a transform replaces by others.
fn entries<'t>(root: &'t Node, section: &str) -> impl Iterator<Item = Cursor<'t>> {
    let entries = root.get(section).and_then(Node::as_map).into_iter().flatten();
    let plain = entries.filter(|entry| !entry.key.starts_with("Fn::"));
    plain.map(move |entry| Cursor::of_section(section, entry)).collect::<Vec<_>>().into_iter()
}
