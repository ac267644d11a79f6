//! Divides the actions of a statement into classes of actions for which every other statement is the same, each with one action
//! as its example, and the residue: names that the patterns admit and no service has yet.

use constructs_matching::Pattern;
use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::action_class::{ActionClass, ActionPatterns};
use super::action_members::Members;
use super::action_residue::Residue;
use super::rules::Rule;
use super::step_budget::StepBudget;
use crate::action_pattern::{action_bounds, action_pattern};
use crate::text::PolicyText;
use crate::universe::{ActionUniverse, Bits};
use constructs_policy::Elements;

/// The number of actions up to which each is compared with the patterns one by one.
const MAX_LISTED_ACTIONS: usize = 64;

/// The part of a statement's actions that is compared: the texts without symbols, or one text with symbols.
pub(crate) struct Driving<'a> {
    /// Rules: the statement's comes first.
    pub(crate) rules: &'a [&'a Rule<'a>],
    /// A text with symbols among the statement's actions; `None`: all others.
    pub(crate) text: Option<&'a PolicyText>,
}

/// The parts of a statement's actions that are compared one by one.
pub(crate) fn parts(actions: &Elements<PolicyText>) -> Vec<Option<&PolicyText>> {
    let Elements::Only(texts) = actions else { return vec![None] };
    let has_symbols = |text: &&PolicyText| text.symbols().next().is_some();
    let symbolic = texts.iter().filter(has_symbols).map(Some);
    let known = texts.iter().any(|text| !has_symbols(&text)).then_some(None);
    known.into_iter().chain(symbolic).collect()
}

impl Driving<'_> {
    fn own(&self) -> ActionPatterns {
        let mut own = match self.rules.first() {
            Some(rule) => ActionPatterns::new(rule, None),
            None => {
                return ActionPatterns {
                    upper: Vec::new(),
                    lower: Vec::new(),
                    is_negated: false,
                    is_same: false,
                };
            }
        };
        if own.is_negated {
            return own;
        }
        if let Some(text) = self.text {
            let bounds = action_bounds(text);
            own.upper = vec![bounds.upper];
            own.lower = bounds.lower.into_iter().collect();
        } else if let Some(rule) = self.rules.first() {
            let known = rule.statement.actions.list().iter();
            let known = known.filter(|text| text.symbols().next().is_none());
            own.upper = known.map(action_pattern).collect();
            own.lower.clone_from(&own.upper);
        }
        own
    }

    /// Every class of the statement's actions, those of known actions first; `None` where the residue gets too large.
    pub(crate) fn classes(
        &self,
        universe: &ActionUniverse,
        budget: &mut StepBudget,
    ) -> Option<Vec<ActionClass>> {
        let mut patterns = vec![self.own()];
        patterns.extend(self.rules.iter().skip(1).map(|rule| ActionPatterns::new(rule, self.text)));
        let written = self.written_names(universe);
        let mut classes = self.known_classes(&patterns, universe, &written, budget)?;
        let mut seen: BTreeSet<Vec<u8>> = classes.iter().map(|class| class.flags.clone()).collect();
        let is_open = patterns.first().is_some_and(|own| {
            own.is_negated || own.upper.iter().any(|pattern| pattern.only_text().is_none())
        });
        if is_open {
            let residue = Residue { patterns: &patterns, universe, written: &written };
            for class in residue.classes(budget)? {
                if seen.insert(class.flags.clone()) {
                    classes.push(class);
                }
            }
        }
        classes.sort_by_key(|class| class.status);
        Some(classes)
    }

    /// Names that the policies write out and the universe doesn't have: in lower case, and as they are written.
    fn written_names(&self, universe: &ActionUniverse) -> Vec<(String, String)> {
        let texts = self.rules.iter().flat_map(|rule| rule.statement.actions.list());
        let mut names = BTreeSet::new();
        for text in texts {
            let Some(name) = text.as_plain() else { continue };
            let lower = name.to_lowercase();
            let is_name = name.contains(':') && !name.contains(['*', '?']);
            if is_name && universe.find(&lower).is_none() {
                names.insert((lower, name));
            }
        }
        let mut names: Vec<(String, String)> = names.into_iter().collect();
        names.dedup_by(|one, other| one.0 == other.0);
        names
    }

    /// The statement's actions of the universe and the written names, split by each other rule.
    fn known_classes(
        &self,
        patterns: &[ActionPatterns],
        universe: &ActionUniverse,
        written: &[(String, String)],
        budget: &mut StepBudget,
    ) -> Option<Vec<ActionClass>> {
        let mut members = Members { universe, written, known: FxHashMap::default() };
        let (own, others) = patterns.split_first()?;
        let candidates = members.find(&own.upper, budget)?;
        let candidates: Vec<usize> = match own.is_negated {
            false => candidates.iter().collect(),
            true => {
                let lower = members.find(&own.lower, budget)?;
                (0..members.count()).filter(|index| !lower.has(*index)).collect()
            }
        };
        let own_lower = members.find(&own.lower, budget)?;
        let own_upper = members.find(&own.upper, budget)?;
        let is_few = candidates.len() <= MAX_LISTED_ACTIONS;
        let others: Vec<(Bits, Bits)> = match is_few {
            true => Vec::new(),
            false => {
                let sets = others.iter().map(|other| {
                    let upper = members.find(&other.upper, budget)?;
                    let lower = members.find(&other.lower, budget)?;
                    Some((upper, lower))
                });
                sets.collect::<Option<_>>()?
            }
        };
        let mut seen: FxHashSet<Vec<u8>> = FxHashSet::default();
        let mut classes = Vec::new();
        for index in candidates {
            budget.spend(patterns.len() as u64)?;
            let mut flags = vec![own.truth(own_upper.has(index), own_lower.has(index))];
            let rest = patterns.get(1..).unwrap_or_default();
            if is_few {
                let name: Vec<char> = members.lower(index).chars().collect();
                flags.extend(rest.iter().map(|other| {
                    let meets = |list: &[Pattern]| list.iter().any(|one| one.matches(&name));
                    let is_upper = meets(&other.upper);
                    other.truth(is_upper, is_upper && meets(&other.lower))
                }));
            } else {
                flags.extend(rest.iter().zip(&others).map(|(other, (upper, lower))| {
                    other.truth(upper.has(index), lower.has(index))
                }));
            }
            if seen.insert(flags.clone()) {
                let (name, status) = members.name(index);
                classes.push(ActionClass { name, status, flags });
            }
        }
        Some(classes)
    }
}
