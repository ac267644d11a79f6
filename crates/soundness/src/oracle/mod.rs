//! Concrete policies and a concrete request -> allowed or not, as AWS's pages say. Shares no code with the product.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

mod condition;
mod decide;
pub mod glob;
mod principal;
mod request;
#[cfg(test)]
mod tests;
mod texts;
mod truth;
mod value;

pub use condition::conditions;
pub use decide::{
    Policies, Statements, accepts, allows, decide, denies, grants, statement_applies,
};
pub use principal::{Caller, Form};
pub use request::{ContextKeys, Request};
pub use texts::texts;
pub use truth::{Truth, all, any};
