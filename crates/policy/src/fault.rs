//! A mistake in a policy's grammar.

use constructs_diagnostics::{Code, Diagnostic, Severity};

use crate::codes;

/// A rule of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// A policy, statement, or condition is an object; texts are strings.
    Form,
    /// Elements have the names that IAM knows.
    UnknownElement,
    /// A policy has `Statement`.
    MissingStatement,
    /// A policy has at least one statement.
    NoStatements,
    /// A statement has an element or its negation, not both.
    ExclusiveElements,
    /// A statement has `Effect`: `Allow` or `Deny`.
    Effect,
    /// A statement has `Action` or `NotAction`.
    MissingAction,
    /// `Action` and `Resource` name at least one.
    EmptyElement,
    /// Other lists have at least one item.
    EmptyList,
    /// Principals are written by kind.
    PrincipalForm,
    /// Condition operators have the names that IAM knows.
    UnknownOperator,
    /// `Version` is `2012-10-17`, or `2008-10-17` without policy variables.
    Version,
    /// A policy has `Version`, and one that reads its policy variables.
    VersionOfVariables,
    /// `Sid` is a string.
    SidForm,
    /// Sids are letters and digits, each once.
    Sid,
    /// An identity policy names resources.
    MissingResource,
    /// A trust policy or a resource's policy names principals.
    MissingPrincipal,
    /// An identity policy names no principal.
    UnwantedPrincipal,
    /// A trust policy names no resource.
    UnwantedResource,
    /// Actions are written `service:Action`.
    ActionForm,
    /// IAM accepts tab, LF, CR, and U+0020 to U+00FF.
    Character,
}

/// A part of a policy that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule.
    pub rule: Rule,
    /// How serious it is.
    pub severity: Severity,
    /// The JSON pointer from the root of the policy: `/Statement/0/Action`.
    pub pointer: String,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Fault {
    /// An error.
    pub(crate) fn new(
        rule: Rule,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let (pointer, message, help) = (pointer.into(), message.into(), help.into());
        Self { rule, severity: Severity::Error, pointer, message, help }
    }

    /// The same as a warning.
    pub(crate) fn warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// The code of the rule.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self.rule {
            Rule::Form
            | Rule::UnknownElement
            | Rule::MissingStatement
            | Rule::ExclusiveElements
            | Rule::MissingAction
            | Rule::SidForm => codes::MALFORMED,
            Rule::NoStatements | Rule::EmptyElement | Rule::EmptyList => codes::EMPTY,
            Rule::Effect => codes::EFFECT,
            Rule::PrincipalForm => codes::PRINCIPAL_FORM,
            Rule::UnknownOperator => codes::UNKNOWN_OPERATOR,
            Rule::Version | Rule::VersionOfVariables => codes::VERSION,
            Rule::Sid => codes::SID,
            Rule::MissingResource
            | Rule::MissingPrincipal
            | Rule::UnwantedPrincipal
            | Rule::UnwantedResource => codes::MISPLACED,
            Rule::ActionForm => codes::ACTION_FORM,
            Rule::Character => codes::POLICY_CHARACTER,
        }
    }

    /// The diagnostic, without a place yet.
    #[must_use]
    pub fn into_diagnostic(self) -> Diagnostic {
        Diagnostic::new(self.code(), self.severity, self.message).help(self.help)
    }
}
