//! Checks templates against rules of AWS's services that concern several properties, several resources, regions, or dates.
//!
//! The schema of a property states what one value can be; `constructs-schema` checks that. A rule of this crate states what a service
//! rejects although each value is valid.
//!
//! ```
//! use constructs_services::{Deployment, check_template};
//!
//! let text = format!(
//!     "Resources: {{F: {{Type: 'AWS::Lambda::Function', Properties: {{Environment: {{Variables: {{A: {}}}}}}}}}}}",
//!     "a".repeat(5_000)
//! );
//! let template = constructs_yaml::read(text.as_bytes()).unwrap();
//! let found = check_template(template.root(), &Deployment::default());
//! assert_eq!(found.iter().next().unwrap().code.as_str(), "F0701");
//! ```
//!
//! INVARIANT: this crate reads templates only. It uses no files and no clock.

pub mod codes;
mod deployment;
mod part;
mod resource;
mod rules;
mod value;

pub use deployment::Deployment;

use constructs_cloudformation::check::Report;
use constructs_cloudformation::{Declarations, without_dynamic_references};
use constructs_diagnostics::{Code, Diagnostics, Severity};
use constructs_document::Node;

use crate::resource::Resources;

/// Checks a template against the rules of AWS's services. Any template can be checked, not only a synthesized one.
///
/// `root` is the template's object, as `constructs_yaml::read` returns it. A value that only a deployment decides, such as a
/// parameter, breaks no rule.
#[must_use]
pub fn check_template(root: &Node, _deployment: &Deployment) -> Diagnostics {
    let root = without_dynamic_references(root);
    let template = Declarations::new(&root);
    let mut report = Report::new(severity);
    let resources = Resources::new(&template);
    for rule in rules::RULES {
        rule(&resources, &mut report);
    }
    report.finish(&root)
}

/// CloudFormation deploys metadata that its readers do not understand.
fn severity(code: Code) -> Severity {
    match code {
        codes::INIT | codes::INTERFACE => Severity::Warning,
        _ => Severity::Error,
    }
}
