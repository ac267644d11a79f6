//! The actions of the universe and the names that policies write out, by number.

use constructs_matching::{Pattern, Token};

use rustc_hash::FxHashMap;

use super::action_status::ActionStatus;
use super::step_budget::StepBudget;
use crate::universe::{ActionUniverse, Bits};

/// The universe and the written names, by number.
pub(super) struct Members<'a> {
    pub(super) universe: &'a ActionUniverse,
    pub(super) written: &'a [(String, String)],
    pub(super) known: FxHashMap<Pattern, Bits>,
}

impl Members<'_> {
    pub(super) fn count(&self) -> usize {
        self.universe.len() + self.written.len()
    }

    pub(super) fn lower(&self, index: usize) -> &str {
        match self.universe.lower(index) {
            Some(name) => name,
            None => self.written.get(index - self.universe.len()).map_or("", |(name, _)| name),
        }
    }

    pub(super) fn name(&self, index: usize) -> (String, ActionStatus) {
        match self.universe.name(index) {
            Some(name) => (name.to_owned(), ActionStatus::Known),
            None => {
                let own = self.written.get(index - self.universe.len());
                (own.map(|(_, name)| name.clone()).unwrap_or_default(), ActionStatus::Written)
            }
        }
    }

    /// The numbers of all names that one of the patterns matches.
    pub(super) fn find(&mut self, patterns: &[Pattern], budget: &mut StepBudget) -> Option<Bits> {
        let mut members = Bits::with_length(self.count());
        for pattern in patterns {
            if !self.known.contains_key(pattern) {
                let own = self.match_pattern(pattern, budget)?;
                self.known.insert(pattern.clone(), own);
            }
            if let Some(own) = self.known.get(pattern) {
                members.insert_from(own);
            }
        }
        Some(members)
    }

    fn match_pattern(&self, pattern: &Pattern, budget: &mut StepBudget) -> Option<Bits> {
        let mut members = Bits::with_length(self.count());
        let characters = pattern.tokens.iter().map_while(|token| match token {
            Token::Char(character) => Some(*character),
            _ => None,
        });
        let prefix: String = characters.collect();
        let is_prefix = pattern.tokens.len() == prefix.chars().count() + 1
            && pattern.tokens.last() == Some(&Token::Many);
        let range = self.universe.with_prefix(&prefix);
        budget.spend(range.len() as u64 / 8 + 1)?;
        if is_prefix {
            members.insert_all(range);
        } else {
            for index in range {
                let name = self.universe.lower(index).unwrap_or_default();
                if pattern.matches(&name.chars().collect::<Vec<_>>()) {
                    members.insert(index);
                }
            }
        }
        for (index, (name, _)) in self.written.iter().enumerate() {
            if pattern.matches(&name.chars().collect::<Vec<_>>()) {
                members.insert(self.universe.len() + index);
            }
        }
        Some(members)
    }
}
