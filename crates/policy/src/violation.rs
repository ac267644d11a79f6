//! A mistake in a policy's grammar.

use constructs_diagnostics::{Code, Diagnostic, Severity};

use crate::codes;

/// A rule of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum GrammarRule {
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

impl GrammarRule {
    /// Whether synthesis stops at a violation. What IAM may learn, such as an operator, or what is only a warning is left to the
    /// checks of templates, where an author can acknowledge it.
    #[must_use]
    pub const fn is_checked_at_synthesis(self) -> bool {
        matches!(
            self,
            Self::MissingStatement
                | Self::NoStatements
                | Self::MissingAction
                | Self::EmptyElement
                | Self::Sid
                | Self::MissingResource
                | Self::MissingPrincipal
                | Self::UnwantedPrincipal
                | Self::UnwantedResource
                | Self::ActionForm
                | Self::Character
        )
    }
}

/// A part of a policy that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GrammarViolation {
    /// The rule.
    pub rule: GrammarRule,
    /// How serious it is.
    pub severity: Severity,
    /// The JSON pointer from the root of the policy: `/Statement/0/Action`.
    pub pointer: String,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl GrammarViolation {
    /// An error.
    pub(crate) fn new(
        rule: GrammarRule,
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
            GrammarRule::Form
            | GrammarRule::UnknownElement
            | GrammarRule::MissingStatement
            | GrammarRule::ExclusiveElements
            | GrammarRule::MissingAction
            | GrammarRule::SidForm => codes::MALFORMED,
            GrammarRule::NoStatements | GrammarRule::EmptyElement | GrammarRule::EmptyList => {
                codes::EMPTY
            }
            GrammarRule::Effect => codes::EFFECT,
            GrammarRule::PrincipalForm => codes::PRINCIPAL_FORM,
            GrammarRule::UnknownOperator => codes::UNKNOWN_OPERATOR,
            GrammarRule::Version | GrammarRule::VersionOfVariables => codes::VERSION,
            GrammarRule::Sid => codes::SID,
            GrammarRule::MissingResource
            | GrammarRule::MissingPrincipal
            | GrammarRule::UnwantedPrincipal
            | GrammarRule::UnwantedResource => codes::MISPLACED,
            GrammarRule::ActionForm => codes::ACTION_FORM,
            GrammarRule::Character => codes::POLICY_CHARACTER,
        }
    }

    /// The diagnostic, without a place yet.
    #[must_use]
    pub fn into_diagnostic(self) -> Diagnostic {
        Diagnostic::new(self.code(), self.severity, self.message).help(self.help)
    }
}
