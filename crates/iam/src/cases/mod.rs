//! Conditions of a template: formulas over what only the deployment knows, and the cases into which they divide deployments.
//!
//! A part of a policy that `Fn::If` or `Condition` surrounds carries a [`Formula`]. Where a comparison needs it, deployments
//! are divided into cases: in each, finite values and the comparisons of conditions are known.

mod case;
mod division;
mod formula;

pub use case::ConditionCase;
pub use division::ConditionCases;
pub use formula::{Atom, Formula, Identified};
