//! The decision on a request, with the statements that made it.

use serde::Serialize;

use super::layer::DecidingStatement;

/// What AWS would answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Decision {
    /// The request is allowed.
    Allowed,
    /// Nothing allows it.
    ImplicitlyDenied,
    /// Something denies it.
    ExplicitlyDenied,
    /// It depends on a variable that has no value in the context.
    Undecided,
}

/// A decision, and what it relies on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Evaluation {
    /// The decision.
    pub decision: Decision,
    /// The statements that decide: all that deny, or all that allow.
    pub by: Vec<DecidingStatement>,
    /// The reason, in one line.
    pub reason: String,
    /// What the decision assumes.
    pub assumptions: Vec<String>,
}
