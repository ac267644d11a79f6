//! A class of actions, and the patterns of a rule that divide actions into classes.

use constructs_matching::Pattern;

use super::action_status::ActionStatus;
use super::bounds::from_list;
use super::match_flags::{CANONICAL, CERTAIN, MAY, MAY_BY_DEPLOYMENT};
use super::rules::Rule;
use crate::action_pattern::action_bounds;
use crate::pattern::Bounds;
use crate::text::PolicyText;

/// Actions for which every statement is the same.
#[derive(Clone, Debug)]
pub(crate) struct ActionClass {
    pub(crate) name: String,
    pub(crate) status: ActionStatus,
    /// For each rule, whether it is about the action: the flags of `bounds.rs`.
    pub(crate) flags: Vec<u8>,
}

/// ActionThe patterns of a rule's actions. `MUST` is decided by those that are certain.
pub(super) struct ActionPatterns {
    pub(super) upper: Vec<Pattern>,
    pub(super) lower: Vec<Pattern>,
    pub(super) is_negated: bool,
    /// The flags where the rule lists the same text that the driver's actions are.
    pub(super) is_same: bool,
}

impl ActionPatterns {
    pub(super) fn new(rule: &Rule<'_>, driving: Option<&PolicyText>) -> Self {
        let texts = rule.statement.actions.list();
        let bounds: Vec<Bounds> = texts.iter().map(action_bounds).collect();
        Self {
            lower: bounds.iter().filter_map(|bounds| bounds.lower.clone()).collect(),
            upper: bounds.into_iter().map(|bounds| bounds.upper).collect(),
            is_negated: rule.statement.actions.is_negated(),
            is_same: driving.is_some_and(|text| texts.contains(text)),
        }
    }

    pub(super) fn truth(&self, is_upper: bool, is_lower: bool) -> u8 {
        let must = if is_lower || self.is_same { CERTAIN } else { 0 };
        let may = if is_upper || self.is_same { MAY | MAY_BY_DEPLOYMENT | CANONICAL } else { 0 };
        from_list(must | may, self.is_negated)
    }
}
