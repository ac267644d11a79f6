//! Lists of patterns -> every way in which a word can meet them, each with a shortest word.
//!
//! A product of all patterns is walked breadth first. A state holds the places in patterns that are still alive; its
//! alphabet is what these places tell apart, and one character for all others. Where a list is met whatever follows, its
//! other places are dropped.
//!
//! INVARIANT: a walk ends, within [`LIMIT`] and the [`Work`] that is left.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::letters::{Glyph, Letters, Mode, Word};
use super::places::Places;
use super::work::Work;
use crate::access::pattern::Pattern;

/// The most numbers that the states of a walk hold together.
const LIMIT: usize = 1_500_000;

/// A list of patterns matches (whatever letters are).
pub(crate) const MUST: u8 = 1;
/// A list of patterns may match.
pub(crate) const MAY: u8 = 2;
/// It may match by what symbols are.
pub(crate) const MAY_BY_SYMBOLS: u8 = 4;
/// As a proof reads what grants (see `bounds.rs`).
pub(crate) const CANONICAL: u8 = 8;

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
    pub(crate) lists: Vec<Vec<Pattern>>,
    /// Lists of which one has to be met; none here: no condition.
    pub(crate) guards: Vec<usize>,
    pub(crate) letters: &'a Letters,
    /// A list that a word should meet where there is a choice.
    pub(crate) preferred: Option<usize>,
    pub(crate) takes_empty: bool,
    /// Whether several lists with letters have to be met at once; then a word is chosen for one of them only.
    pub(crate) is_joint: bool,
}

struct State {
    alive: Vec<u32>,
    parent: usize,
    glyph: Glyph,
}

impl Walk<'_> {
    /// All cells; `None` where the walk gets too large.
    pub(crate) fn cells(&self, work: &mut Work) -> Option<Vec<Cell>> {
        let mut places = Places::new(&self.lists, self.letters);
        let mut known: FxHashMap<Vec<u32>, ()> = FxHashMap::default();
        let start = places.start();
        known.insert(start.clone(), ());
        let mut states = vec![State { alive: start, parent: 0, glyph: Glyph::Char(' ') }];
        let mut queue = VecDeque::from([0_usize]);
        let mut found = Found::default();
        let mut held = 0;
        while let Some(at) = queue.pop_front() {
            let alive = states.get(at)?.alive.clone();
            if at > 0 || self.takes_empty {
                found.add(self, &states, at, places.truth(&alive, self.lists.len()));
            }
            for glyph in places.alphabet(&alive) {
                work.spend(alive.len() as u64 + 4)?;
                let next = places.step(&alive, glyph);
                if !self.can_go_on(&places, &next) || known.contains_key(&next) {
                    continue;
                }
                held += next.len() + 4;
                if held > LIMIT {
                    return None;
                }
                known.insert(next.clone(), ());
                queue.push_back(states.len());
                states.push(State { alive: next, parent: at, glyph });
            }
        }
        Some(found.cells)
    }

    fn can_go_on(&self, places: &Places<'_>, alive: &[u32]) -> bool {
        self.guards.is_empty()
            || alive.iter().any(|place| self.guards.contains(&places.list_of(*place)))
    }
}

#[derive(Default)]
struct Found {
    cells: Vec<Cell>,
    /// By truth (without the preferred list) and letters: the cell, and whether it is of the preferred kind.
    places: FxHashMap<(Vec<u8>, bool), (usize, bool)>,
}

impl Found {
    fn add(&mut self, walk: &Walk<'_>, states: &[State], at: usize, mut truth: Vec<u8>) {
        let is_guarded = walk.guards.is_empty()
            || walk.guards.iter().any(|guard| truth.get(*guard).is_some_and(|truth| *truth != 0));
        if !is_guarded {
            return;
        }
        let is_preferred = walk.preferred.is_none_or(|list| truth.get(list) != Some(&0));
        if walk.preferred.is_some() {
            truth.pop();
        }
        let word = word_of(states, at);
        let has_letters = word.iter().any(|glyph| matches!(glyph, Glyph::Letter(_)));
        let is_letter = has_letters && (word.len() == 1 || walk.is_joint);
        for flags in &mut truth {
            let decisive = if is_letter { MAY } else { MUST };
            *flags |= if *flags & decisive == 0 { 0 } else { CANONICAL };
        }
        match self.places.get(&(truth.clone(), has_letters)) {
            None => {
                self.places.insert((truth.clone(), has_letters), (self.cells.len(), is_preferred));
                self.cells.push(Cell { word, truth });
            }
            Some((cell, false)) if is_preferred => {
                let cell = *cell;
                if let Some(old) = self.cells.get_mut(cell) {
                    old.word = word;
                }
                self.places.insert((truth, has_letters), (cell, true));
            }
            Some(_) => {}
        }
    }
}

fn word_of(states: &[State], mut at: usize) -> Word {
    let mut word = Vec::new();
    while at > 0 {
        let Some(state) = states.get(at) else { break };
        word.push(state.glyph);
        at = state.parent;
    }
    word.reverse();
    word
}

/// The modes in which patterns are run.
pub(crate) fn modes(letters: &Letters) -> &'static [(Mode, u8)] {
    if letters.is_empty() {
        return &[(Mode::Must, MUST | MAY | MAY_BY_SYMBOLS)];
    }
    &[
        (Mode::Must, MUST | MAY | MAY_BY_SYMBOLS),
        (Mode::May, MAY),
        (Mode::MayBySymbols, MAY_BY_SYMBOLS),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A walk over these lists and nothing else.
    fn plain(lists: Vec<Vec<Pattern>>, letters: &Letters) -> Walk<'_> {
        let (guards, preferred) = (Vec::new(), None);
        Walk { lists, guards, letters, preferred, takes_empty: true, is_joint: false }
    }

    fn words(lists: &[&[&str]]) -> Vec<(String, Vec<bool>)> {
        let lists = lists.iter().map(|list| list.iter().map(|text| Pattern::glob(text)).collect());
        let letters = Letters::default();
        let walk = plain(lists.collect(), &letters);
        let cells = walk.cells(&mut Work::default()).unwrap();
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
            .map(|glyph| if let Glyph::Char(letter) = glyph { *letter } else { '$' })
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
            (0..60).map(|number| vec![Pattern::glob(&format!("*a{}*b", "?".repeat(number)))]);
        let letters = Letters::default();
        let walk = plain(lists.collect(), &letters);
        assert!(walk.cells(&mut Work::default()).is_none());
    }
}
