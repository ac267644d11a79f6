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
mod date;
mod deployment;
pub mod facts;
mod lifecycle;
mod listed_values;
mod location;
mod part;
mod repeated;
mod resource;
mod rules;
mod schema_rules;
#[cfg(test)]
mod testing;
mod value;

pub use date::{CalendarDate, InvalidDate};
pub use deployment::Deployment;
pub use lifecycle::{depends_on_list, is_outdated, soften_outdated};

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
pub fn check_template(root: &Node, deployment: &Deployment) -> Diagnostics {
    let root = without_dynamic_references(root);
    let template = Declarations::new(&root);
    let mut report = Report::new(severity);
    let resources = Resources::new(&template);
    for rule in rules::RULES {
        rule(&resources, &mut report);
    }
    schema_rules::check(&resources, &mut report);
    listed_values::check(&resources, deployment, &mut report);
    lifecycle::check(&resources, deployment, &mut report);
    report.finish(&root)
}

/// A warning is uncertain, depends on facts that can change without notice, or is about what its reader ignores.
fn severity(code: Code) -> Severity {
    match code {
        codes::IGNORED_PORTS
        | codes::VPN_TYPE
        | codes::PERMISSION_PRINCIPAL
        | codes::PERMISSION_ACCOUNT
        | codes::SERVERLESS_INSIGHTS
        | codes::CLUSTER_VERSION_RETIRED
        | codes::INSTANCE_VERSION_RETIRED
        | codes::SNAPSHOT_USER
        | codes::SOURCE_CLUSTER
        | codes::AWS_LAYER
        | codes::SUBSCRIPTION_ENDPOINT
        | codes::INIT
        | codes::INTERFACE
        | codes::RUNTIME_DEPRECATED
        | codes::TYPE_IN_REGION
        | codes::SERVICE_RETIRING => Severity::Warning,
        _ => Severity::Error,
    }
}
