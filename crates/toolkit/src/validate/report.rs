//! The report: findings, sorted and without repetitions, and the acknowledged ones with their reasons.

use constructs::Diagnostic;
use constructs::assembly::capabilities;
use constructs::diagnostic::Severity;
use constructs_cloudformation::Stack;
use constructs_document::Node;

use super::acknowledged::Acknowledgements;
use super::location::compare;

/// The result of `validate`.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) templates: Vec<Checked>,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) acknowledged: Vec<Acknowledged>,
    /// Remarks on how to read the report, one line each.
    pub(crate) remarks: Vec<String>,
}

/// A checked template.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) file: String,
    /// What the deployer has to acknowledge: `CAPABILITY_NAMED_IAM` for roles and policies with a name of their own.
    pub(crate) capabilities: Vec<&'static str>,
}

/// An acknowledged finding.
#[derive(Debug)]
pub(crate) struct Acknowledged {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) reason: String,
    /// The tool that the acknowledgement is for: `constructs`, `cfn-lint`, `guard`.
    pub(crate) by: &'static str,
}

impl Checked {
    pub(crate) fn new(stack: &Stack) -> Self {
        let resources = stack.resources().filter_map(|(_, node)| type_and_properties(node));
        let has_transform = stack.root().get("Transform").is_some();
        Self {
            name: stack.name_or_file().to_owned(),
            file: stack.file.clone(),
            capabilities: capabilities(resources, has_transform),
        }
    }
}

/// The type of a resource, and whether it has a property.
fn type_and_properties(node: &Node) -> Option<(&str, impl Fn(&str) -> bool)> {
    let properties = node.get("Properties");
    let has_property = move |name: &str| properties.is_some_and(|all| all.get(name).is_some());
    Some((node.get("Type")?.as_str()?, has_property))
}

impl Report {
    /// The report of `found`.
    pub(crate) fn new(found: Vec<Diagnostic>, acknowledgements: &Acknowledgements) -> Self {
        let mut report = Self::default();
        for diagnostic in sort(found) {
            match acknowledgements.find(&diagnostic) {
                Some((reason, by)) => {
                    report.acknowledged.push(Acknowledged { diagnostic, reason, by });
                }
                None => report.findings.push(diagnostic),
            }
        }
        report
    }

    /// Adds findings that can't be acknowledged.
    pub(crate) fn add(&mut self, found: impl Iterator<Item = Diagnostic>) {
        self.findings.extend(found);
        self.findings.sort_by(compare);
    }

    /// How many findings of a severity there are.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|found| found.severity == severity).count()
    }

    /// Whether no finding is at or above `threshold`.
    pub(crate) fn is_passed(&self, threshold: Severity) -> bool {
        !self.findings.iter().any(|found| is_at_least(found.severity, threshold))
    }
}

/// Sorts the diagnostics; two that are equal in everything are one.
fn sort(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(compare);
    found.dedup();
    found
}

/// Whether a finding of this severity is at or above `threshold`.
pub(crate) fn is_at_least(severity: Severity, threshold: Severity) -> bool {
    severity <= threshold
}
