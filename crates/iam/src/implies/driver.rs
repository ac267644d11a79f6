//! Finds every way in which a text of one pattern, a resource of a statement, can meet lists of patterns, each with a shortest
//! word.
//!
//! The pattern's own tokens lead the walk: each of its characters is that character, each of its wildcards any characters. A text that
//! equals the text of a symbol of a list is compared as that symbol.

use constructs_matching::Token;
use std::collections::{BTreeSet, VecDeque};

use rustc_hash::FxHashSet;

use super::automaton::{Cell, Found, MAX_HELD_PLACES};
use super::match_flags::{CANONICAL, MAY};
use super::places::Places;
use super::step_budget::StepBudget;
use super::symbol_table::{SymbolTable, Word, WordUnit};
use crate::pattern::Bounds;

/// What is to be walked.
pub(super) struct Driver<'a> {
    /// The pattern's own list comes first, one that words should meet where there is a choice last.
    pub(super) lists: &'a [Vec<Bounds>],
    pub(super) symbols: &'a SymbolTable,
}

struct State {
    /// How many of the pattern's tokens are passed.
    at: usize,
    alive: Vec<u32>,
    parent: usize,
    unit: Option<WordUnit>,
}

impl Driver<'_> {
    /// All cells; `None` where the walk gets too large. In each, the pattern's own list has the flag `CANONICAL`.
    pub(super) fn cells(&self, budget: &mut StepBudget) -> Option<Vec<Cell>> {
        let mut places = Places::new(self.lists, self.symbols, true);
        let mut found = Found::default();
        self.walk(&mut places, &mut found, budget)?;
        for symbol in self.pure_symbols() {
            self.add_symbol(symbol, &mut places, &mut found, budget)?;
        }
        Some(found.cells)
    }

    /// The cell of the text that is one symbol; nothing where the pattern does not match it.
    pub(super) fn cell_of(&self, symbol: u16, budget: &mut StepBudget) -> Option<Cell> {
        let mut places = Places::new(self.lists, self.symbols, true);
        let mut found = Found::default();
        self.add_symbol(symbol, &mut places, &mut found, budget)?;
        found.cells.pop()
    }

    fn add_symbol(
        &self,
        symbol: u16,
        places: &mut Places<'_>,
        found: &mut Found,
        budget: &mut StepBudget,
    ) -> Option<()> {
        let alive = places.start();
        let alive = places.step(&alive, WordUnit::Symbol(symbol), budget)?;
        let truth = places.truth(&alive, self.lists.len());
        if truth.first().is_some_and(|flags| flags & MAY != 0) {
            self.add(found, vec![WordUnit::Symbol(symbol)], truth);
        }
        Some(())
    }

    /// The symbols that are a pattern of a list by themselves.
    fn pure_symbols(&self) -> BTreeSet<u16> {
        let patterns = self.lists.iter().flatten();
        let pure = patterns.filter_map(|bounds| match bounds.upper.tokens.as_slice() {
            [Token::Symbol(symbol)] => Some(*symbol),
            _ => None,
        });
        let own = match self.tokens() {
            [Token::Symbol(symbol)] => Some(*symbol),
            _ => None,
        };
        pure.filter(|symbol| Some(*symbol) != own).collect()
    }

    /// The tokens of the pattern that leads.
    fn tokens(&self) -> &[Token] {
        let pattern = self.lists.first().and_then(|list| list.first());
        pattern.map_or(&[], |bounds| bounds.upper.tokens.as_slice())
    }

    fn walk(
        &self,
        places: &mut Places<'_>,
        found: &mut Found,
        budget: &mut StepBudget,
    ) -> Option<()> {
        let tokens = self.tokens();
        let (beginning, start) = self.beginning(places, budget)?;
        let mut known: FxHashSet<(usize, Vec<u32>)> = FxHashSet::default();
        let mut states: Vec<State> = Vec::new();
        let mut queue = VecDeque::new();
        let mut held = 0;
        let mut pending = vec![(beginning.len(), start, 0_usize, None)];
        loop {
            // A wildcard may be empty: the place after it is reached as well.
            while let Some((at, alive, parent, unit)) = pending.pop() {
                if !known.insert((at, alive.clone())) {
                    continue;
                }
                held += alive.len() + 4;
                if held > MAX_HELD_PLACES {
                    return None;
                }
                if let Some(Token::Many | Token::SegmentMany) = tokens.get(at) {
                    pending.push((at + 1, alive.clone(), parent, unit));
                }
                queue.push_back(states.len());
                states.push(State { at, alive, parent, unit });
            }
            let Some(number) = queue.pop_front() else { return Some(()) };
            let State { at, alive, .. } = states.get(number)?;
            let (at, alive) = (*at, alive.clone());
            let Some(token) = tokens.get(at).copied() else {
                let truth = places.truth(&alive, self.lists.len());
                let word = beginning.iter().copied().chain(word_of(&states, number));
                self.add(found, word.collect(), truth);
                continue;
            };
            for unit in units(token, places, &alive) {
                let next = places.step(&alive, unit, budget)?;
                let is_loop = matches!(token, Token::Many | Token::SegmentMany);
                let at = if is_loop { at } else { at + 1 };
                pending.push((at, next, number, Some(unit)));
            }
            pending.reverse();
        }
    }

    /// The pattern up to its first wildcard, which is one word, and the places after it.
    fn beginning(
        &self,
        places: &mut Places<'_>,
        budget: &mut StepBudget,
    ) -> Option<(Word, Vec<u32>)> {
        let units = self.tokens().iter().map_while(|token| match token {
            Token::Char(character) => Some(WordUnit::Char(*character)),
            Token::Symbol(symbol) => Some(WordUnit::Symbol(*symbol)),
            _ => None,
        });
        let word: Word = units.collect();
        let mut alive = places.start();
        for unit in &word {
            alive = places.step(&alive, *unit, budget)?;
        }
        Some((word, alive))
    }

    /// The last list says which words are preferred. It decides nothing.
    fn add(&self, found: &mut Found, word: Word, mut truth: Vec<u8>) {
        let is_preferred = truth.pop().is_some_and(|flags| flags != 0);
        if let Some(own) = truth.first_mut() {
            *own |= CANONICAL;
        }
        for flags in truth.iter_mut().skip(1).filter(|flags| **flags & MAY != 0) {
            *flags |= CANONICAL;
        }
        if !word.is_empty() {
            found.add(word, truth, is_preferred);
        }
    }
}

fn units(token: Token, places: &Places<'_>, alive: &[u32]) -> Vec<WordUnit> {
    match token {
        Token::Char(character) => vec![WordUnit::Char(character)],
        Token::Symbol(symbol) => vec![WordUnit::Symbol(symbol)],
        wildcard => {
            let mut units = places.alphabet(alive, false);
            units.retain(|unit| match unit {
                WordUnit::Char(character) => wildcard.admits(*character),
                _ => true,
            });
            units
        }
    }
}

fn word_of(states: &[State], mut number: usize) -> Word {
    let mut word = Vec::new();
    while let Some(state) = states.get(number) {
        let Some(unit) = state.unit else { break };
        word.push(unit);
        number = state.parent;
    }
    word.reverse();
    word
}
