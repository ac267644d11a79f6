//! Lists the statements of two sides, and represents sets of them.

use std::borrow::Cow;

use super::bounds::{ALL, GRANTS, HIGH, HIGH_BY_DEPLOYMENT};
use super::grants::Grants;
use crate::cases::{ConditionCase, Formula};
use crate::document::PolicyStatement;
use constructs_policy::Effect;

/// A statement of one side.
#[derive(Clone, Debug)]
pub(crate) struct Rule<'a> {
    pub(crate) is_left: bool,
    pub(crate) layer: usize,
    pub(crate) statement: Cow<'a, PolicyStatement>,
    pub(crate) has_variables: bool,
    /// Whether the statement is present; `None`: in some deployments.
    pub(crate) is_present: Option<bool>,
}

impl Rule<'_> {
    pub(crate) fn effect(&self) -> Effect {
        self.statement.effect
    }

    /// The flags of `bounds.rs` that its presence leaves.
    pub(crate) fn presence_flags(&self) -> u8 {
        match self.is_present {
            Some(true) => ALL,
            Some(false) => 0,
            None => HIGH | HIGH_BY_DEPLOYMENT | GRANTS,
        }
    }

    /// The rule in a case; `None` where it is not present.
    pub(crate) fn in_case(&self, case: &ConditionCase) -> Option<Self> {
        let is_present = self.statement.presence.holds(case);
        let statement = || Cow::Owned(self.statement.in_case(case, self.has_variables));
        (is_present != Some(false)).then(|| Rule {
            statement: statement(),
            is_present,
            ..self.clone()
        })
    }
}

/// Every statement, the left side's first; those that are present in no deployment are left out.
pub(crate) fn rules<'a>(left: &'a Grants, right: &'a Grants) -> Vec<Rule<'a>> {
    let mut rules = Vec::new();
    let undivided = ConditionCase::default();
    for (is_left, side) in [(true, left), (false, right)] {
        for (layer, own) in side.layers.iter().enumerate() {
            for document in &own.documents {
                let has_variables = document.has_variables();
                rules.extend(document.statements.iter().filter_map(|statement| {
                    let is_present = statement.presence.holds(&undivided);
                    let statement = Cow::Borrowed(statement);
                    let rule = Rule { is_left, layer, statement, has_variables, is_present };
                    (is_present != Some(false)).then_some(rule)
                }));
            }
        }
    }
    rules
}

/// Whether a layer limits its side; `None`: in some deployments.
pub(crate) fn limits(presence: &Formula, case: &ConditionCase) -> Option<bool> {
    presence.holds(case)
}

/// A set of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RuleSet(Vec<u64>);

impl RuleSet {
    pub(crate) fn from_fn(count: usize, mut has: impl FnMut(usize) -> bool) -> Self {
        let mut words = vec![0_u64; count.div_ceil(64)];
        for index in (0..count).filter(|index| has(*index)) {
            if let Some(word) = words.get_mut(index / 64) {
                *word |= 1 << (index % 64);
            }
        }
        Self(words)
    }

    pub(crate) fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, other)| one & other).collect())
    }

    /// Keeps what `other` has as well.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }

    /// Whether something is in this and that and the third.
    pub(crate) fn meets_both(&self, second: &Self, third: &Self) -> bool {
        let mut words = self.0.iter().zip(&second.0).zip(&third.0);
        words.any(|((one, two), three)| one & two & three != 0)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place * 64 + bit)
        })
    }
}

/// The rules of one side, by what they do.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// What grants, by layer: each has to.
    pub(crate) grants: Vec<RuleSet>,
    pub(crate) denies: RuleSet,
}

/// What is known of a side while not all keys have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SideDecision {
    Allows,
    Open,
    Refuses,
}

impl Side {
    /// `layers`: those that the side is limited by.
    pub(crate) fn new(rules: &[Rule<'_>], is_left: bool, layers: &[usize]) -> Self {
        let is_own = |index: usize, effect| {
            rules.get(index).filter(|rule| rule.is_left == is_left && rule.effect() == effect)
        };
        let grants = layers.iter().copied().map(|layer| {
            RuleSet::from_fn(rules.len(), |index| {
                is_own(index, Effect::Allow).is_some_and(|rule| rule.layer == layer)
            })
        });
        let denies = RuleSet::from_fn(rules.len(), |index| is_own(index, Effect::Deny).is_some());
        Self { grants: grants.collect(), denies }
    }

    /// Whether the side can allow, with these rules alone applying.
    pub(crate) fn can_allow(&self, alive: &RuleSet) -> bool {
        self.grants.iter().all(|layer| layer.meets(alive))
    }

    /// With rules that are `alive` (none of their conditions failed), some of them `decided` (all conditions hold).
    pub(crate) fn decide(&self, alive: &RuleSet, decided: &RuleSet) -> SideDecision {
        if self.denies.meets_both(alive, decided) || !self.can_allow(alive) {
            return SideDecision::Refuses;
        }
        let grants = self.grants.iter().all(|layer| layer.meets_both(alive, decided));
        if grants && !self.denies.meets(alive) { SideDecision::Allows } else { SideDecision::Open }
    }
}
