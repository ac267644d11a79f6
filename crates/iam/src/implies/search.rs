//! Searches for a context in which the left side allows and the right does not, among the statements that meet an action,
//! a caller, and a resource.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{ALL, Pass, decisive};
use super::rules::{Rule, RuleSet, Side, SideDecision};
use super::step_budget::StepBudget;
use super::values::{Choice, Choices};
use crate::document::PolicyCondition;

/// Every key of a comparison with its conditions and choices.
pub(crate) struct Keys<'a> {
    pub(crate) keys: BTreeMap<String, Key<'a>>,
}

/// A key, in lower case.
#[derive(Default)]
pub(crate) struct Key<'a> {
    pub(crate) choices: Choices,
    /// For each rule, the numbers of its conditions on this key.
    pub(crate) of_rule: BTreeMap<usize, Vec<usize>>,
    pub(crate) conditions: Vec<&'a PolicyCondition>,
    /// For each condition, the symbols in it.
    pub(crate) symbols: Vec<BTreeSet<u16>>,
}

impl Key<'_> {
    /// Whether a statement has several conditions on the key.
    pub(crate) fn is_joint(&self) -> bool {
        self.of_rule.values().any(|conditions| conditions.len() > 1)
    }

    fn symbols_of(&self, rule: usize) -> impl Iterator<Item = u16> {
        let conditions = self.of_rule.get(&rule).into_iter().flatten();
        conditions.filter_map(|condition| self.symbols.get(*condition)).flatten().copied()
    }
}

/// What a search found.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    /// A context: keys with their choices.
    Context(Vec<(&'a str, &'a Choice)>),
    /// No context. `is_sure` is false where choices are missing.
    Nothing { is_sure: bool },
    /// The search was given up.
    TooLarge,
}

/// One search.
pub(crate) struct Search<'a> {
    pub(crate) rules: &'a [Rule<'a>],
    pub(crate) keys: &'a Keys<'a>,
    pub(crate) left: &'a Side,
    pub(crate) right: &'a Side,
    pub(crate) pass: Pass,
    pub(crate) with_odd: bool,
}

/// A key and, for each choice that differs, the rules that don't fail by it.
struct Level<'a> {
    key: &'a str,
    options: Vec<(&'a Choice, RuleSet)>,
}

impl<'a> Search<'a> {
    /// Searches, with the flags that each rule has so far.
    pub(crate) fn run(&self, flags: &[u8], budget: &mut StepBudget) -> Found<'a> {
        let alive = RuleSet::from_fn(self.rules.len(), |index| {
            let flag = self
                .rules
                .get(index)
                .map_or(0, |rule| decisive(self.pass, rule.is_left, rule.effect()));
            flags.get(index).is_some_and(|flags| flags & flag != 0)
        });
        if !self.left.can_allow(&alive) {
            return Found::Nothing { is_sure: true };
        }
        let keys: Vec<(&'a String, &'a Key<'a>)> = self
            .keys
            .keys
            .iter()
            .filter(|(_, key)| alive.iter().any(|rule| key.of_rule.contains_key(&rule)))
            .collect();
        let is_sure = keys.iter().all(|(_, key)| !key.choices.is_partial);
        let levels: Vec<Level<'a>> =
            keys.iter().map(|(name, key)| self.level(name, key, &alive)).collect();
        let decided: Vec<RuleSet> = (0..=keys.len())
            .map(|depth| {
                let later = keys.get(depth..).unwrap_or_default();
                RuleSet::from_fn(self.rules.len(), |rule| {
                    !later.iter().any(|(_, key)| key.of_rule.contains_key(&rule))
                })
            })
            .collect();
        let mut chosen = Vec::new();
        match self.descend(&levels, &decided, &alive, &mut chosen, budget) {
            None => Found::TooLarge,
            Some(true) => Found::Context(chosen),
            Some(false) => Found::Nothing { is_sure },
        }
    }

    fn level(&self, name: &'a str, key: &'a Key<'a>, alive: &RuleSet) -> Level<'a> {
        let mut seen = BTreeSet::new();
        let symbols: BTreeSet<u16> = alive.iter().flat_map(|rule| key.symbols_of(rule)).collect();
        let choices = key.choices.choices.iter().filter(|choice| self.with_odd || !choice.is_odd);
        let choices = choices.filter(|choice| choice.symbols.is_subset(&symbols));
        let options = choices.filter_map(|choice| {
            let holds = RuleSet::from_fn(self.rules.len(), |index| self.holds(key, choice, index))
                .and(alive);
            seen.insert(holds.clone()).then_some((choice, holds))
        });
        Level { key: name, options: options.collect() }
    }

    fn holds(&self, key: &Key<'_>, choice: &Choice, index: usize) -> bool {
        let Some(rule) = self.rules.get(index) else { return false };
        let flag = decisive(self.pass, rule.is_left, rule.effect());
        let conditions = key.of_rule.get(&index).into_iter().flatten();
        conditions.fold(ALL, |all, condition| all & choice.truth.get(*condition).unwrap_or(&0))
            & flag
            != 0
    }

    fn descend(
        &self,
        levels: &[Level<'a>],
        decided: &[RuleSet],
        alive: &RuleSet,
        chosen: &mut Vec<(&'a str, &'a Choice)>,
        budget: &mut StepBudget,
    ) -> Option<bool> {
        budget.spend(self.rules.len() as u64 / 16 + 8)?;
        let Some(known) = decided.get(chosen.len()) else { return Some(false) };
        let (left, right) = (self.left.decide(alive, known), self.right.decide(alive, known));
        if left == SideDecision::Refuses || right == SideDecision::Allows {
            return Some(false);
        }
        if left == SideDecision::Allows && right == SideDecision::Refuses {
            return Some(true);
        }
        let Some(level) = levels.get(chosen.len()) else { return Some(false) };
        for (choice, holds) in &level.options {
            chosen.push((level.key, choice));
            if self.descend(levels, decided, &alive.and(holds), chosen, budget)? {
                return Some(true);
            }
            chosen.pop();
        }
        Some(false)
    }
}
