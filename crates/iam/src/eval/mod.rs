//! Decides a concrete request: the decision, the statements that made it, and its assumptions.
//!
//! An explicit denial anywhere wins; SCPs, RCPs and endpoint policies only take away; what is left is decided by the
//! caller's own policies and the resource's, as [`TABLE`] has it.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

pub(crate) mod condition;
mod decide;
mod evaluation;
mod layer;
mod policies;
pub(crate) mod statement;
mod table;
pub(crate) mod truth;

pub use self::decide::decide;
pub use self::evaluation::{Decision, Evaluation};
pub use self::layer::DecidingStatement;
pub use self::policies::Policies;
pub use self::table::{PrincipalFormRule, TABLE};

#[cfg(test)]
mod tests;
