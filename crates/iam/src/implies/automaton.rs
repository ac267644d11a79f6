//! Finds every way in which a word can meet lists of patterns, each with a shortest word.
//!
//! A product of all patterns is walked breadth first. A state holds the places in patterns that are still alive; its
//! alphabet is what these places tell apart, and one character for all others. Where a list is met whatever follows, its
//! other places are dropped.
//!
//! INVARIANT: a walk ends, within [`MAX_HELD_PLACES`] and the [`StepBudget`] that is left.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::match_flags::{CANONICAL, MAY, MUST};
use super::places::Places;
use super::step_budget::StepBudget;
use super::symbol_table::{SymbolTable, Word, WordUnit};
use crate::pattern::Bounds;

/// The maximum number of places that the states of one walk hold together, with 4 for each state.
pub(super) const MAX_HELD_PLACES: usize = 1_500_000;

/// One way to meet the lists.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// A shortest word that does.
    pub(crate) word: Word,
    /// For each list, which of the flags above hold.
    pub(crate) truth: Vec<u8>,
}

/// What is to be walked.
pub(crate) struct Walk<'a> {
    pub(crate) lists: Vec<Vec<Bounds>>,
    /// Lists of which one has to be met; none here: no condition.
    pub(crate) guards: Vec<usize>,
    pub(crate) symbols: &'a SymbolTable,
    pub(crate) takes_empty: bool,
    /// Whether several lists with symbols have to be met at once; then a word is chosen for one of them only.
    pub(crate) is_joint: bool,
}

struct State {
    alive: Vec<u32>,
    parent: usize,
    unit: WordUnit,
}

impl Walk<'_> {
    /// All cells; `None` where the walk gets too large.
    pub(crate) fn cells(&self, budget: &mut StepBudget) -> Option<Vec<Cell>> {
        let mut places = Places::new(&self.lists, self.symbols, true);
        let mut known: FxHashSet<Vec<u32>> = FxHashSet::default();
        let start = places.start();
        known.insert(start.clone());
        let mut states = vec![State { alive: start, parent: 0, unit: WordUnit::Char(' ') }];
        let mut queue = VecDeque::from([0_usize]);
        let mut found = Found::default();
        let mut held = 0;
        while let Some(at) = queue.pop_front() {
            let alive = states.get(at)?.alive.clone();
            if at > 0 || self.takes_empty {
                let word = word_of(&states, at);
                let mut truth = places.truth(&alive, self.lists.len());
                self.mark_canonical(&word, &mut truth);
                if self.is_guarded(&truth) {
                    found.add(word, truth, true);
                }
            }
            for unit in places.alphabet(&alive, true) {
                let next = places.step(&alive, unit, budget)?;
                if !self.can_go_on(&places, &next) || known.contains(&next) {
                    continue;
                }
                held += next.len() + 4;
                if held > MAX_HELD_PLACES {
                    return None;
                }
                known.insert(next.clone());
                queue.push_back(states.len());
                states.push(State { alive: next, parent: at, unit });
            }
        }
        Some(found.cells)
    }

    /// Text that a pattern of what grants matches is that pattern's word; see `bounds.rs`.
    fn mark_canonical(&self, word: &Word, truth: &mut [u8]) {
        let has_symbols = word.iter().any(|unit| matches!(unit, WordUnit::Symbol(_)));
        let is_symbol = has_symbols && (word.len() == 1 || self.is_joint);
        let decisive = if is_symbol { MAY } else { MUST };
        for flags in truth.iter_mut().filter(|flags| **flags & decisive != 0) {
            *flags |= CANONICAL;
        }
    }

    fn is_guarded(&self, truth: &[u8]) -> bool {
        self.guards.is_empty()
            || self.guards.iter().any(|guard| truth.get(*guard).is_some_and(|truth| *truth != 0))
    }

    fn can_go_on(&self, places: &Places<'_>, alive: &[u32]) -> bool {
        self.guards.is_empty()
            || alive.iter().any(|place| self.guards.contains(&places.list_of(*place)))
    }
}

/// Cells, each way to meet the lists once.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) cells: Vec<Cell>,
    /// By truth, and whether the word has symbols: the cell, and whether its word is preferred.
    places: FxHashMap<(Vec<u8>, bool), (usize, bool)>,
}

impl Found {
    /// Adds a word, or replaces the word of its cell by one that is preferred.
    pub(crate) fn add(&mut self, word: Word, truth: Vec<u8>, is_preferred: bool) {
        let has_symbols = word.iter().any(|unit| matches!(unit, WordUnit::Symbol(_)));
        let key = (truth, has_symbols);
        match self.places.get(&key) {
            None => {
                self.cells.push(Cell { word, truth: key.0.clone() });
                self.places.insert(key, (self.cells.len() - 1, is_preferred));
            }
            Some((cell, false)) if is_preferred => {
                let cell = *cell;
                if let Some(old) = self.cells.get_mut(cell) {
                    old.word = word;
                }
                self.places.insert(key, (cell, true));
            }
            Some(_) => {}
        }
    }
}

fn word_of(states: &[State], mut at: usize) -> Word {
    let mut word = Vec::new();
    while at > 0 {
        let Some(state) = states.get(at) else { break };
        word.push(state.unit);
        at = state.parent;
    }
    word.reverse();
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A walk over these lists and nothing else.
    fn plain(lists: Vec<Vec<Bounds>>, symbols: &SymbolTable) -> Walk<'_> {
        Walk { lists, guards: Vec::new(), symbols, takes_empty: true, is_joint: false }
    }

    fn words(lists: &[&[&str]]) -> Vec<(String, Vec<bool>)> {
        let lists = lists.iter().map(|list| list.iter().map(|text| Bounds::glob(text)).collect());
        let symbols = SymbolTable::default();
        let walk = plain(lists.collect(), &symbols);
        let cells = walk.cells(&mut StepBudget::default()).unwrap();
        let mut words: Vec<_> = cells
            .iter()
            .map(|cell| {
                (text(&cell.word), cell.truth.iter().map(|flags| flags & MUST != 0).collect())
            })
            .collect();
        words.sort();
        words
    }

    fn text(word: &Word) -> String {
        word.iter()
            .map(|unit| if let WordUnit::Char(character) = unit { *character } else { '$' })
            .collect()
    }

    #[test]
    fn every_way_to_meet_two_globs() {
        let found = words(&[&["a*"], &["*b"]]);
        let truths: Vec<Vec<bool>> = found.iter().map(|found| found.1.clone()).collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(truths.contains(&vec![true, true]) && truths.contains(&vec![false, false]));
    }

    #[test]
    fn disjoint_globs_never_meet() {
        assert!(words(&[&["a*a"], &["a*b"]]).iter().all(|found| found.1 != [true, true]));
        assert!(words(&[&["x?", "y"], &["x"]]).iter().all(|found| found.1 != [true, true]));
    }

    #[test]
    fn what_grows_without_end_is_given_up() {
        let lists =
            (0..60).map(|number| vec![Bounds::glob(&format!("*a{}*b", "?".repeat(number)))]);
        let symbols = SymbolTable::default();
        let walk = plain(lists.collect(), &symbols);
        assert!(walk.cells(&mut StepBudget::default()).is_none());
    }
}
