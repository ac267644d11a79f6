//! Checks a template against the facts, after `constructs-cloudformation` has checked it against the template language.
//!
//! [`reference`] checks the names in functions, [`cycle`] the dependencies, and [`resource`] the type
//! and the properties of each resource. [`value`] compares a value with a node of the schema: [`function`] checks the results of
//! functions, [`scenario`] decides conditions, and each kind of rule has a file of its own.

mod alternatives;
mod call;
mod cycle;
mod describe;
mod format;
mod function;
mod items;
mod members;
mod parameter_pattern;
mod reference;
mod reference_format;
mod resource;
mod rule;
mod scalar;
mod scenario;
mod text;
mod value;
mod walk;

pub use rule::{RuleSubject, ServiceRule};

use constructs_diagnostics::{Code, Diagnostics, Severity};
use constructs_document::Node;
use constructs_limits::iam::checked_properties;

use crate::codes;

use constructs_cloudformation::check::Report;
use constructs_cloudformation::{Declarations, language_severity, report_language};

/// Checks a template against the template language and the facts. Any template can be checked, not only a synthesized one.
///
/// `root` is the template's object, as `constructs_yaml::read` returns it. The facts describe us-east-1, and other regions for
/// types that us-east-1 does not have. The properties of types that the facts can't contain (`Custom::`, modules, third-party
/// types) and the results of macros are not checked. What a macro can rewrite gets warnings instead of errors.
///
/// The number of steps is limited: a template that needs more gets a warning.
#[must_use]
pub fn check_template(root: &Node) -> Diagnostics {
    check(root, |_| &[])
}

/// As [`check_template`], for a caller that also checks the template's limits: this does not repeat what they report about a role
/// or a policy.
#[must_use]
pub fn check_template_beside_limits(root: &Node) -> Diagnostics {
    check(root, checked_properties)
}

fn check(root: &Node, limited: fn(&str) -> &'static [&'static str]) -> Diagnostics {
    let template = Declarations::new(root).with_attributes(function::attribute_result);
    let mut report = Report::new(severity);
    report_language(&template, &mut report);
    parameter_pattern::check(&template, &mut report);
    reference::check(&template, &mut report);
    cycle::check(&template, &mut report);
    for resource in template.resources() {
        resource::check(&template, resource, limited, &mut report);
    }
    report.finish(root)
}

/// A warning is uncertain, or does not stop CloudFormation from deploying.
fn severity(code: Code) -> Severity {
    match code {
        codes::READ_ONLY | codes::FORMAT => Severity::Warning,
        codes::UNCHECKED_TYPE => Severity::Note,
        _ => language_severity(code),
    }
}
