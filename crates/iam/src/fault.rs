//! What is wrong with a policy document, and where: a finding with the JSON pointer of the place.

use serde::Serialize;

/// How much a [`Fault`] weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// IAM refuses the document, or it can't be decided on.
    Error,
    /// It is accepted, and hardly what was meant.
    Warning,
    /// Good to know.
    Note,
}

/// A finding in a policy document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The place: an RFC 6901 JSON pointer into the document.
    pub path: String,
    /// A stable name of the rule, in kebab case.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// One line: lower case, no final period, the author's words in backticks.
    pub message: String,
    /// The next step.
    pub help: String,
}

impl Fault {
    /// A finding that makes the document unusable.
    pub(crate) fn error(
        code: &'static str,
        path: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            code,
            severity: Severity::Error,
            message: message.into(),
            help: help.into(),
        }
    }
}
