//! Turns the flags of a match into flags of a statement: whether it applies, as a lower and as an upper bound.
//!
//! A proof takes what grants on the left as it must be on the word that was chosen for it, what excuses (a denial on
//! the left, a grant on the right) from below, and a denial on the right from above. A refutation takes all of it the
//! other way round, by what symbols may be; variables are the request's own choice.
//!
//! Why a proof may take grants on the left by one word: text that a pattern of the left matches is what that pattern's
//! own word becomes, and text that *is* a symbol's is taken as that symbol. So each text has a word on which the left
//! is not underrated and the right not overrated.

use super::match_flags::{CANONICAL, MAY, MAY_BY_DEPLOYMENT, MUST, MUST_BY_DEPLOYMENT};
use crate::seeded_fault::{SeededFault, is_on};
use constructs_policy::Effect;

/// It applies whatever the symbols are.
pub(crate) const LOW: u8 = 1;
/// It may apply.
pub(crate) const HIGH: u8 = 2;
/// It applies whatever the deployment's symbols are.
pub(crate) const LOW_BY_DEPLOYMENT: u8 = 4;
/// It may apply, for some text of the deployment's symbols.
pub(crate) const HIGH_BY_DEPLOYMENT: u8 = 8;
/// It applies as a proof reads what grants on the left.
pub(crate) const GRANTS: u8 = 16;
/// It applies.
pub(crate) const ALL: u8 = 31;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Whatever might tell the two sides apart: where there is nothing, it is proved.
    Proof,
    /// What tells them apart in any case.
    Refutation,
}

/// The flag that decides about a statement.
pub(crate) fn decisive(pass: Pass, is_left: bool, effect: Effect) -> u8 {
    match (pass, is_left, effect) {
        (Pass::Proof, false, Effect::Allow) if is_on(SeededFault::UpperAgainstUpper) => HIGH,
        (Pass::Proof, true, Effect::Allow) => GRANTS,
        (Pass::Proof, true, Effect::Deny) | (Pass::Proof, false, Effect::Allow) => LOW,
        (Pass::Proof, false, Effect::Deny) => HIGH,
        (Pass::Refutation, true, Effect::Allow) | (Pass::Refutation, false, Effect::Deny) => {
            LOW_BY_DEPLOYMENT
        }
        (Pass::Refutation, true, Effect::Deny) | (Pass::Refutation, false, Effect::Allow) => {
            HIGH_BY_DEPLOYMENT
        }
    }
}

/// From the flags of a list of patterns; `is_negated`: the statement means all but these.
pub(crate) fn from_list(truth: u8, is_negated: bool) -> u8 {
    let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
    let has = |flag: u8| truth & flag != 0;
    let (may, must) = match is_on(SeededFault::NegationKeepsTheBound) {
        true => ((MUST, MUST_BY_DEPLOYMENT), (MAY, MAY_BY_DEPLOYMENT)),
        false => ((MAY, MAY_BY_DEPLOYMENT), (MUST, MUST_BY_DEPLOYMENT)),
    };
    if is_negated {
        flag(!has(may.0), LOW)
            | flag(!has(must.0), HIGH | GRANTS)
            | flag(!has(may.1), LOW_BY_DEPLOYMENT)
            | flag(!has(must.1), HIGH_BY_DEPLOYMENT)
    } else {
        flag(has(MUST), LOW)
            | flag(has(MUST_BY_DEPLOYMENT), LOW_BY_DEPLOYMENT)
            | flag(has(MAY), HIGH)
            | flag(has(MAY_BY_DEPLOYMENT), HIGH_BY_DEPLOYMENT)
            | flag(has(CANONICAL), GRANTS)
    }
}
