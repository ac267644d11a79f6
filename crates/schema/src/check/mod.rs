//! A template and the facts -> findings.
//!
//! The flow: [`structure`] looks at the sections, [`reference`] at what the functions name, [`cycle`] at who needs whom,
//! [`walk`] at each resource's properties. A walk meets a value with a node of its type's schema: functions are followed by
//! [`function`], conditions decided by [`scenario`], and each kind of limit has a file of its own.

mod alternatives;
mod call;
mod cycle;
mod describe;
mod format;
mod function;
mod items;
mod members;
mod path;
mod reference;
mod report;
mod resource;
mod scalar;
mod scenario;
mod structure;
mod text;
mod value;
mod walk;

use constructs_diagnostics::Diagnostics;
use constructs_document::Node;
use constructs_limits::iam::checked_properties;

use constructs_cloudformation::Declarations;
use report::Report;

/// What the facts say against a template, whoever wrote it.
///
/// `root` is the template's object, as `constructs_yaml::read` gives it. The facts are those of us-east-1, and of
/// other regions for the types that are not there. Types that the facts can't know (`Custom::`, modules, types of third
/// parties, what a macro makes of a template) are not looked into. What a macro can rewrite gets warnings, never errors.
///
/// The time is bounded: a template that takes too many steps gets a warning that says so.
#[must_use]
pub fn check_template(root: &Node) -> Diagnostics {
    check(root, |_| &[])
}

/// As [`check_template`], for a caller that also checks the limits of the template: what they report of a role or policy, this
/// does not repeat.
#[must_use]
pub fn check_template_beside_limits(root: &Node) -> Diagnostics {
    check(root, checked_properties)
}

fn check(root: &Node, limited: fn(&str) -> &'static [&'static str]) -> Diagnostics {
    let template = Declarations::new(root);
    let mut report = Report::new();
    structure::check(&template, &mut report);
    reference::check(&template, &mut report);
    cycle::check(&template, &mut report);
    for resource in template.resources() {
        resource::check(&template, resource, limited, &mut report);
    }
    report.finish(root)
}
