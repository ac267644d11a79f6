//! Compares a value with a rule of a service, which is written as a JSON schema.
//!
//! The keywords are those of the facts, with `contains`, `propertyNames`, and `definitions`, and with `undecided`, which makes an
//! outcome unknown. As in a resource's schema, a function whose value is unknown decides nothing.

use constructs_cloudformation::check::{Path, Report};
use constructs_cloudformation::{Declarations, Pins};
use constructs_diagnostics::{Code, Diagnostic};
use constructs_document::Node;
use serde_json::Value as Json;

use super::walk::Walk;
use crate::facts::ResourceType;
use crate::schema::{Schema, read_rule};

/// A rule of a service about the value of a property, or about all properties of a resource.
#[derive(Debug)]
pub struct ServiceRule {
    schema: Schema,
}

/// A value, and what is known of its place.
#[derive(Clone, Copy)]
pub struct RuleSubject<'t> {
    /// The template with the value.
    pub template: &'t Declarations<'t>,
    /// The type of the resource with the value.
    pub resource: &'static ResourceType,
    /// The value.
    pub node: &'t Node,
    /// The conditions that select it.
    pub pins: &'t Pins,
}

impl ServiceRule {
    /// Reads a rule from its JSON schema. An unknown keyword is ignored.
    #[must_use]
    pub fn new(json: &Json) -> Self {
        Self { schema: read_rule(json) }
    }

    /// What breaks the rule: each mistake with its JSON pointer below the value, and its code in a schema.
    ///
    /// ```
    /// use constructs_cloudformation::{Declarations, Pins};
    /// use constructs_schema::{RuleSubject, ServiceRule, facts};
    ///
    /// let text = b"Resources: {Q: {Type: 'AWS::SQS::Queue', Properties: {FifoQueue: true, QueueName: push}}}";
    /// let template = constructs_yaml::read(text).unwrap();
    /// let declarations = Declarations::new(template.root());
    /// let rule = serde_json::json!({
    ///     "if": {"properties": {"FifoQueue": {"enum": [true, "true"]}}, "required": ["FifoQueue"]},
    ///     "then": {"properties": {"QueueName": {"pattern": "[.]fifo$"}}}
    /// });
    /// let queue = template.root().get("Resources").unwrap().get("Q").unwrap();
    /// let found = ServiceRule::new(&rule).mistakes(RuleSubject {
    ///     template: &declarations,
    ///     resource: facts::resource_type("AWS::SQS::Queue").unwrap(),
    ///     node: queue.get("Properties").unwrap(),
    ///     pins: &Pins::new(),
    /// });
    /// assert_eq!(found[0].place.pointer.as_deref(), Some("/QueueName"));
    /// ```
    #[must_use]
    pub fn mistakes(&self, subject: RuleSubject<'_>) -> Vec<Diagnostic> {
        let mut report = Report::new(|_: Code| constructs_diagnostics::Severity::Error);
        let mut walk = Walk {
            template: subject.template,
            resource: subject.resource,
            limited: &[],
            is_limited: false,
            schema: &self.schema,
            report: &mut report,
            pins: subject.pins.clone(),
            is_silent: false,
            is_judging: false,
            // The schema of the type reports read-only properties.
            is_inside_alternative: true,
        };
        walk.check_value(self.schema.root, subject.node, &Path::ROOT);
        report.into_found()
    }
}
