//! Checks a template against the template language: its sections, functions, parameters, conditions, mappings, and outputs.
//!
//! [`call`] checks a call of a function where [`values`] finds it, and [`argument`] what it is called with. Each section with rules of
//! its own has a file.

mod argument;
mod attribute;
mod call;
pub mod codes;
mod condition;
mod dynamic_reference;
mod early;
mod existence;
mod mapping;
mod name;
mod null;
mod output;
mod parameter;
mod result;
mod rule;
mod section;
mod shape;
mod tag;
mod transform;
mod unused;
mod update_policy;
mod values;

use constructs_diagnostics::{Code, Diagnostics, Severity};
use constructs_document::Node;

pub(crate) use parameter::broken_constraint;

use crate::Declarations;
use crate::check::Report;

/// Checks a template against the template language, whatever types its resources have.
///
/// `root` is the template's object, as `constructs_yaml::read` returns it. What a macro can rewrite gets warnings instead of errors.
///
/// ```
/// let text = b"Resources: {Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !Join [a, b, c]}}}";
/// let template = constructs_yaml::read(text).unwrap();
/// let found = constructs_cloudformation::check_language(template.root());
/// let found = found.iter().next().unwrap();
/// assert_eq!(found.message, "`Fn::Join` requires 2 items: the delimiter, and the list of values; this list has 3");
/// ```
#[must_use]
pub fn check_language(root: &Node) -> Diagnostics {
    let mut report = Report::new(language_severity);
    report_language(&Declarations::new(root), &mut report);
    report.finish(root)
}

/// Adds the findings of [`check_language`] to a report that has other findings on the template.
pub fn report_language(template: &Declarations<'_>, report: &mut Report) {
    section::check(template, report);
    parameter::check(template, report);
    mapping::check(template, report);
    condition::check(template, report);
    rule::check(template, report);
    attribute::check(template, report);
    output::check(template, report);
    unused::check(template, report);
    tag::check(template, report);
    null::check(template, report);
    values::check(template, report);
    existence::check(template, report);
    dynamic_reference::check(template, report);
}

/// The severity of a code of the template language: a note for what a template declares and does not use, a warning for what the
/// conditions of a deployment decide, else an error.
#[must_use]
pub fn language_severity(code: Code) -> Severity {
    match code {
        codes::UNUSED_PARAMETER | codes::UNUSED_CONDITION | codes::UNUSED_MAPPING => Severity::Note,
        codes::CONDITIONAL_REFERENCE => Severity::Warning,
        _ => Severity::Error,
    }
}
