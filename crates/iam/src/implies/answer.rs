//! The answer of a comparison: its verdict, and what the verdict relies on.

use serde::Serialize;

use super::action_status::ActionStatus;
use super::options::{ComparisonOptions, FutureActions};
use super::outcome::{ComparisonOutcome, Doubt};
use super::witness::Witness;
use crate::assumption::Assumption;

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The right grants everything that the left grants, under the assumptions.
    Proved,
    /// The left grants the witness, and the right does not.
    Refuted,
    /// Neither is certain; [`Answer::reason`] says why.
    Undecided,
}

/// A verdict, and what it relies on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The verdict.
    pub result: Verdict,
    /// Of a refutation: a request that the left side allows and the right doesn't, in every deployment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Why it is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the verdict assumes.
    pub assumptions: Vec<Assumption>,
    /// What decides, where it is undecided.
    #[serde(skip)]
    pub doubt: Option<Doubt>,
}

impl Answer {
    /// The answer of an outcome.
    pub fn new(outcome: ComparisonOutcome, options: &ComparisonOptions<'_>) -> Self {
        let mut assumptions = Vec::new();
        if let Some((witness, status)) = outcome.witness {
            if status != ActionStatus::Known {
                let action = witness.action.clone();
                assumptions.push(Assumption::ActionExists { action, doubt: None });
            }
            let (result, witness) = (Verdict::Refuted, Some(witness));
            return Self { result, witness, reason: None, assumptions, doubt: None };
        }
        let future = outcome.future.map(|example| {
            let date = options.universe.date().map(str::to_owned);
            Assumption::NoNewAction { example, date }
        });
        let doubt = outcome.doubt.or_else(|| {
            let future = future.clone().filter(|_| options.future == FutureActions::Undecided)?;
            Some(Doubt::limit(format!("it holds only as long as {future}")))
        });
        assumptions.extend(future.filter(|_| options.future == FutureActions::Assumed));
        let odd = outcome.odd_keys.into_iter().map(|key| Assumption::KeyType { key });
        let needed = outcome.needed_variables.into_iter();
        assumptions.extend(odd.chain(needed.map(|key| Assumption::KeyPresent { key })));
        let result = if doubt.is_some() { Verdict::Undecided } else { Verdict::Proved };
        let reason = doubt.as_ref().map(Doubt::sentence);
        Self { result, witness: None, reason, assumptions, doubt }
    }
}
