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
    /// It hangs on a variable that the context has no value for.
    Undecided,
}

/// A decision and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Evaluation {
    /// The decision.
    pub decision: Decision,
    /// The statements that decide: all that deny, or all that allow.
    pub by: Vec<DecidingStatement>,
    /// One line in plain words.
    pub reason: String,
    /// What was taken for granted.
    pub assumptions: Vec<String>,
}
