//! The table of places, and the steps by a character or a symbol.
//!
//! INVARIANT: in [`Mode::Must`], a pattern that is met matches whatever the symbols are. In the other modes, a pattern that is
//! not met matches for no text of the symbols.

use constructs_matching::{Pattern, Token, fold_case};
use rustc_hash::{FxHashMap, FxHashSet};

use super::side_by_side::Walk;
use crate::implies::match_flags::modes;
use crate::implies::step_budget::StepBudget;
use crate::implies::symbol_table::{Mode, SymbolTable, WordUnit};
use crate::pattern::Bounds;

#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) list: u32,
    pub(super) flags: u8,
    pub(super) mode: Mode,
    pub(super) folds_case: bool,
    /// `None`: the pattern's end.
    pub(super) token: Option<Token>,
    pub(super) next: u32,
    /// For a symbol: the place from which its shape, spelled in characters, leads to `next`.
    pub(super) spelled: Option<u32>,
    /// Whether it is the first place of a symbol that is spelled: there, no character of the spelling matches a symbol of a word.
    pub(super) is_spelling: bool,
    /// Whether the pattern is met whatever follows.
    pub(super) is_final: bool,
    /// Whether the pattern is one symbol and nothing else: text is that symbol or it isn't.
    pub(super) is_pure: bool,
}

/// All places of a walk.
pub(crate) struct Places<'a> {
    places: Vec<Place>,
    starts: Vec<u32>,
    pub(super) symbols: &'a SymbolTable,
    /// A character that no pattern has, for all those.
    other: char,
    /// Where a symbol leads from a place.
    by_symbol: FxHashMap<(u32, u16), Vec<u32>>,
    pub(super) beside: Walk,
}

impl<'a> Places<'a> {
    /// The places of these lists. `has_pure`: a word that is one symbol is compared for each of them, so that no other word
    /// has to be taken for the text of such a symbol.
    pub(crate) fn new(lists: &[Vec<Bounds>], symbols: &'a SymbolTable, has_pure: bool) -> Self {
        let mut places = Self {
            places: Vec::new(),
            starts: Vec::new(),
            symbols,
            other: 'x',
            by_symbol: FxHashMap::default(),
            beside: Walk::default(),
        };
        for (list, patterns) in lists.iter().enumerate() {
            for bounds in patterns {
                places.add_bounds(list, bounds, has_pure);
            }
        }
        places.other = places.unused_character();
        places
    }

    fn add_bounds(&mut self, list: usize, bounds: &Bounds, has_pure: bool) {
        let has_symbols = bounds.upper.tokens.iter().any(|token| matches!(token, Token::Symbol(_)));
        let is_certain = bounds.lower.as_ref() == Some(&bounds.upper);
        for (mode, flags) in modes(self.symbols.is_empty() && is_certain) {
            match (mode, &bounds.lower) {
                (Mode::Must, Some(lower)) => self.add(list, lower, *mode, *flags, has_pure),
                (Mode::Must, None) => {}
                // Without symbols, all modes are one, but for symbols of the word.
                _ => self.add(list, &bounds.upper, *mode, *flags, has_pure && has_symbols),
            }
        }
    }

    fn number(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    fn add(&mut self, list: usize, pattern: &Pattern, mode: Mode, flags: u8, has_pure: bool) {
        self.starts.push(self.number());
        // A refutation has no word of its own for a symbol: there, text may be what a symbol is.
        let is_pure = has_pure
            && mode != Mode::MayByDeployment
            && matches!(pattern.tokens.as_slice(), [Token::Symbol(_)]);
        let last = pattern.tokens.len();
        let list = u32::try_from(list).unwrap_or(u32::MAX);
        let mut spelled = Vec::new();
        for index in 0..=last {
            let token = pattern.tokens.get(index).copied();
            let at = self.number();
            if let Some(Token::Symbol(symbol)) = token
                && !is_pure
                && self.symbols.is_open(symbol, mode)
                && self.symbols.has_shape(symbol)
            {
                spelled.push((at, symbol));
            }
            self.places.push(Place {
                list,
                flags,
                mode,
                folds_case: pattern.folds_case,
                token,
                next: at + 1,
                spelled: None,
                is_spelling: false,
                is_final: index + 1 == last && token == Some(Token::Many),
                is_pure,
            });
        }
        spelled.into_iter().for_each(|(at, symbol)| self.add_spelled(at, symbol));
    }

    /// The places of a symbol's shape, from which the place after the symbol is reached.
    fn add_spelled(&mut self, at: u32, symbol: u16) {
        let Some(place) = self.places.get(at as usize).copied() else { return };
        let first = self.number();
        let shape = self.symbols.shape(symbol).to_vec();
        for (index, token) in shape.iter().enumerate() {
            let own = self.number();
            let next = if index + 1 == shape.len() { place.next } else { own + 1 };
            let (token, is_spelling) = (Some(*token), index == 0);
            let spelled =
                Place { token, next, is_spelling, spelled: None, is_final: false, ..place };
            self.places.push(spelled);
        }
        if let Some(place) = self.places.get_mut(at as usize).filter(|_| !shape.is_empty()) {
            place.spelled = Some(first);
        }
    }

    fn unused_character(&self) -> char {
        let mut used = FxHashSet::default();
        for place in &self.places {
            if let Some(Token::Char(character)) = place.token {
                used.insert(fold_case(character));
            }
        }
        let plain = ('a'..='z').rev().chain('0'..='9').find(|character| !used.contains(character));
        plain
            .or_else(|| ('\u{e000}'..='\u{f8ff}').find(|character| !used.contains(character)))
            .unwrap_or('\u{e000}')
    }

    pub(super) fn place(&self, at: u32) -> Option<&Place> {
        self.places.get(at as usize)
    }

    /// The list that a place belongs to.
    pub(crate) fn list_of(&self, at: u32) -> usize {
        self.place(at).map_or(usize::MAX, |place| place.list as usize)
    }

    /// The places before any character.
    pub(crate) fn start(&self) -> Vec<u32> {
        let mut alive = Vec::new();
        for start in &self.starts {
            self.reach(*start, &mut alive);
        }
        self.reduce(alive)
    }

    /// Adds a place and those that need no character from there.
    fn reach(&self, at: u32, alive: &mut Vec<u32>) {
        let mut next = alive.len();
        alive.push(at);
        while let Some(at) = alive.get(next).copied() {
            next += 1;
            let Some(place) = self.place(at) else { continue };
            alive.extend(place.spelled);
            let is_skipped = match place.token {
                Some(Token::Many | Token::SegmentMany) => true,
                Some(Token::Symbol(symbol)) => {
                    !place.is_pure
                        && self.symbols.may_be_empty(symbol)
                        && self.symbols.is_open(symbol, place.mode)
                }
                _ => false,
            };
            if is_skipped {
                alive.push(place.next);
            }
        }
    }

    /// In order, once each; where a list is met whatever follows, nothing else of it.
    fn reduce(&self, mut alive: Vec<u32>) -> Vec<u32> {
        alive.sort_unstable();
        alive.dedup();
        let mut finals: Vec<(u32, u8, u32)> = alive
            .iter()
            .filter_map(|at| {
                let place = self.place(*at)?;
                place.is_final.then_some((place.list, place.flags, *at))
            })
            .collect();
        if finals.is_empty() {
            return alive;
        }
        finals.sort_by_key(|(list, _, at)| (*list, *at));
        // The first final place of a list and mode represents all; its end comes right after it.
        alive.retain(|at| {
            let Some(place) = self.place(*at) else { return false };
            let first = finals.partition_point(|(list, _, _)| *list < place.list);
            let own = finals.iter().skip(first).take_while(|(list, _, _)| *list == place.list);
            let stronger = own.into_iter().find(|(_, flags, _)| flags & place.flags == place.flags);
            stronger.is_none_or(|(_, _, chosen)| *at == *chosen || *at == chosen + 1)
        });
        alive
    }

    /// For each list, the flags of its patterns that end here.
    pub(crate) fn truth(&self, alive: &[u32], lists: usize) -> Vec<u8> {
        let mut truth = vec![0; lists];
        for place in alive.iter().filter_map(|at| self.place(*at)) {
            if place.token.is_none()
                && let Some(flags) = truth.get_mut(place.list as usize)
            {
                *flags |= place.flags;
            }
        }
        truth
    }

    /// The characters that the living places tell apart, and one for the others; `with_symbols`: their symbols too.
    pub(crate) fn alphabet(&self, alive: &[u32], with_symbols: bool) -> Vec<WordUnit> {
        let mut units = Vec::new();
        for place in alive.iter().filter_map(|at| self.place(*at)) {
            match place.token {
                Some(Token::Char(character)) => {
                    units.push(WordUnit::Char(character));
                    let mut upper = character.to_uppercase();
                    if place.folds_case
                        && let (Some(upper), None) = (upper.next(), upper.next())
                    {
                        units.push(WordUnit::Char(upper));
                    }
                }
                Some(Token::SegmentMany | Token::SegmentOne) => units.push(WordUnit::Char(':')),
                Some(Token::Symbol(symbol)) if with_symbols => units.push(WordUnit::Symbol(symbol)),
                _ => {}
            }
        }
        units.retain(|unit| *unit != WordUnit::Char(self.other));
        units.sort_unstable();
        units.dedup();
        // The plain one first: then shortest words have nothing peculiar without need.
        units.insert(0, WordUnit::Char(self.other));
        units
    }

    /// Where the places are after one more character; `None` where that takes too long.
    pub(crate) fn step(
        &mut self,
        alive: &[u32],
        unit: WordUnit,
        budget: &mut StepBudget,
    ) -> Option<Vec<u32>> {
        let mut next = Vec::new();
        for at in alive {
            match unit {
                WordUnit::Char(character) => self.step_character(*at, character, &mut next),
                WordUnit::Symbol(symbol) => self.step_symbol(*at, symbol, &mut next, budget)?,
            }
        }
        budget.spend((alive.len() + next.len()) as u64 + 4)?;
        Some(self.reduce(next))
    }

    fn step_character(&self, at: u32, character: char, next: &mut Vec<u32>) {
        let Some(place) = self.place(at) else { return };
        match place.token {
            Some(Token::Many) => self.reach(at, next),
            Some(Token::SegmentMany) if character != ':' => self.reach(at, next),
            Some(Token::One) => self.reach(place.next, next),
            Some(Token::SegmentOne) if character != ':' => self.reach(place.next, next),
            Some(Token::Char(own))
                if own == if place.folds_case { fold_case(character) } else { character } =>
            {
                self.reach(place.next, next);
            }
            Some(Token::Symbol(own)) if self.may_take(place, own, character) => {
                self.reach(at, next);
                self.reach(place.next, next);
            }
            _ => {}
        }
    }

    /// Whether a symbol of a pattern may have this character. One that is spelled has its characters elsewhere.
    fn may_take(&self, place: &Place, own: u16, character: char) -> bool {
        !place.is_pure
            && place.spelled.is_none()
            && self.symbols.is_open(own, place.mode)
            && (character == self.other || self.symbols.can_have(own, character))
    }

    fn step_symbol(
        &mut self,
        at: u32,
        symbol: u16,
        next: &mut Vec<u32>,
        budget: &mut StepBudget,
    ) -> Option<()> {
        let Some(place) = self.place(at).copied() else { return Some(()) };
        if place.is_spelling {
            return Some(());
        }
        if let (true, Some(Token::Symbol(own))) = (place.is_pure, place.token) {
            let is_equal = own == symbol
                || (self.symbols.is_open(symbol, place.mode)
                    && self.symbols.may_be_equal(own, symbol));
            if is_equal {
                self.reach(place.next, next);
            }
            return Some(());
        }
        if place.token == Some(Token::Symbol(symbol)) && self.symbols.is_one_text(symbol) {
            self.reach(place.next, next);
            return Some(());
        }
        if let (false, Some(Token::Symbol(own))) = (place.folds_case, place.token)
            && !self.symbols.may_begin_alike(own, symbol)
        {
            return Some(());
        }
        if !self.by_symbol.contains_key(&(at, symbol)) {
            let reached = match self.symbols.is_open(symbol, place.mode) {
                true => self.may_reach(at, symbol, budget)?,
                false => self.must_reach(at, symbol, budget)?,
            };
            self.by_symbol.insert((at, symbol), reached);
        }
        for reached in self.by_symbol.get(&(at, symbol)).into_iter().flatten() {
            self.reach(*reached, next);
        }
        Some(())
    }
}
