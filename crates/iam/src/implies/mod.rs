//! Compares two sides of policies: whether the right allows everything that the left allows, in every deployment.
//!
//! Each statement that allows on the left is compared by itself. Its actions fall into classes that no other statement tells
//! apart, its principals too; each of its resources is walked for every way to meet the other statements; and for each of
//! these a context is searched in which the left allows and the right does not. All of these are finite, so that what isn't
//! found does not exist.
//!
//! A symbol is read from above on the left and from below on the right, in denials the other way round: here and nowhere else.

mod about;
mod action_class;
mod action_members;
mod action_residue;
mod action_status;
mod actions;
mod answer;
mod attempt;
mod automaton;
mod bounds;
mod callers;
mod comparison;
mod covered;
mod decide;
mod driver;
mod entry_name;
mod example;
mod fits;
mod grants;
mod match_flags;
mod meeting;
mod names_caller;
mod options;
mod outcome;
mod places;
mod rules;
mod samples;
mod search;
mod step_budget;
mod symbol_table;
mod symbolic_caller;
mod unnamed;
mod values;
mod witness;

pub use self::answer::{Answer, Verdict};
pub use self::comparison::GrantsComparison;
pub use self::decide::{implies, is_subset, is_subset_with_budget, never};
pub use self::grants::{Grants, Layer};
pub use self::names_caller::names_caller;
pub use self::options::{ComparisonOptions, Crossing, FutureActions};
pub use self::outcome::{ComparisonOutcome, Doubt};
pub use self::step_budget::StepBudget;
pub use self::symbolic_caller::SymbolicCaller;
pub use self::unnamed::UNNAMED;
pub use self::witness::{ContextValues, Witness};
pub use super::action_pattern::{action_may_match, action_pattern};

#[cfg(test)]
mod limit_tests;
#[cfg(test)]
mod symbol_tests;
#[cfg(test)]
mod tests;
