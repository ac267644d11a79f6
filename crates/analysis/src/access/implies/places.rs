//! Patterns, each in each mode -> numbered places, and how a character moves them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::automaton::modes;
use super::letters::{Glyph, Letters, Mode};
use crate::access::pattern::{Pattern, Token, folded};
use crate::access::text::SymbolKind;

#[derive(Clone, Copy)]
struct Place {
    list: u32,
    flags: u8,
    mode: Mode,
    folds_case: bool,
    /// `None`: the pattern's end.
    token: Option<Token>,
    /// Whether the pattern is met whatever follows.
    is_final: bool,
    /// Whether the pattern is one letter and nothing else: text is that letter or it isn't.
    is_pure: bool,
}

/// All places of a walk.
pub(crate) struct Places<'a> {
    places: Vec<Place>,
    starts: Vec<u32>,
    letters: &'a Letters,
    /// A character that no pattern has, for all those.
    other: char,
    by_letter: FxHashMap<(u32, u16), Vec<u32>>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(lists: &[Vec<Pattern>], letters: &'a Letters) -> Self {
        let mut places = Self {
            places: Vec::new(),
            starts: Vec::new(),
            letters,
            other: 'x',
            by_letter: FxHashMap::default(),
        };
        for (list, patterns) in lists.iter().enumerate() {
            for pattern in patterns.iter().filter(|pattern| !pattern.is_impossible) {
                for (mode, flags) in modes(letters) {
                    places.add(list, pattern, *mode, *flags);
                }
            }
        }
        places.other = places.unused_character();
        places
    }

    fn add(&mut self, list: usize, pattern: &Pattern, mode: Mode, flags: u8) {
        self.starts.push(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
        // A refutation has no word of its own for a letter: there, text may be what a symbol is.
        let is_pure =
            mode != Mode::MayBySymbols && matches!(pattern.tokens.as_slice(), [Token::Letter(_)]);
        let last = pattern.tokens.len();
        for index in 0..=last {
            let token = pattern.tokens.get(index).copied();
            let is_final = index + 1 == last && token == Some(Token::Many);
            let list = u32::try_from(list).unwrap_or(u32::MAX);
            let folds_case = pattern.folds_case;
            self.places.push(Place { list, flags, mode, folds_case, token, is_final, is_pure });
        }
    }

    fn unused_character(&self) -> char {
        let used = |wanted: char| {
            self.places.iter().any(|place| {
                place.token.is_some_and(
                    |token| matches!(token, Token::Char(letter) if folded(letter) == wanted),
                )
            })
        };
        let plain = ('a'..='z').rev().chain('0'..='9').find(|letter| !used(*letter));
        plain
            .or_else(|| ('\u{e000}'..='\u{f8ff}').find(|letter| !used(*letter)))
            .unwrap_or('\u{e000}')
    }

    fn place(&self, at: u32) -> Option<&Place> {
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
        self.settled(alive)
    }

    /// Adds a place and those that need no character from there.
    fn reach(&self, mut at: u32, alive: &mut Vec<u32>) {
        loop {
            alive.push(at);
            let Some(place) = self.place(at) else { return };
            let is_skipped = match place.token {
                Some(Token::Many | Token::SegmentMany) => true,
                // A variable's value may be empty; what a deployment makes never is.
                Some(Token::Letter(letter)) => {
                    !place.is_pure
                        && self.letters.kind(letter).is_none()
                        && self.letters.is_open(letter, place.mode)
                }
                _ => false,
            };
            if !is_skipped {
                return;
            }
            at += 1;
        }
    }

    /// In order, once each; where a list is met whatever follows, nothing else of it.
    fn settled(&self, mut alive: Vec<u32>) -> Vec<u32> {
        alive.sort_unstable();
        alive.dedup();
        let finals: Vec<(u32, u8, u32)> = alive
            .iter()
            .filter_map(|at| {
                let place = self.place(*at)?;
                place.is_final.then_some((place.list, place.flags, *at))
            })
            .collect();
        if finals.is_empty() {
            return alive;
        }
        // The first final place of a list and mode stands for all; its end comes right after it.
        alive.retain(|at| {
            let Some(place) = self.place(*at) else { return false };
            let stronger = finals
                .iter()
                .find(|(list, flags, _)| *list == place.list && flags & place.flags == place.flags);
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

    /// The characters that the living places tell apart, and one for the others.
    pub(crate) fn alphabet(&self, alive: &[u32]) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        for place in alive.iter().filter_map(|at| self.place(*at)) {
            match place.token {
                Some(Token::Char(letter)) => {
                    glyphs.push(Glyph::Char(letter));
                    let mut upper = letter.to_uppercase();
                    if place.folds_case
                        && let (Some(upper), None) = (upper.next(), upper.next())
                    {
                        glyphs.push(Glyph::Char(upper));
                    }
                }
                Some(Token::SegmentMany | Token::SegmentOne) => glyphs.push(Glyph::Char(':')),
                Some(Token::Letter(letter)) => glyphs.push(Glyph::Letter(letter)),
                _ => {}
            }
        }
        glyphs.retain(|glyph| *glyph != Glyph::Char(self.other));
        glyphs.sort_unstable();
        glyphs.dedup();
        // The plain one first: then shortest words have nothing peculiar without need.
        glyphs.insert(0, Glyph::Char(self.other));
        glyphs
    }

    /// Where the places are after one more character.
    pub(crate) fn step(&mut self, alive: &[u32], glyph: Glyph) -> Vec<u32> {
        let mut next = Vec::new();
        for at in alive {
            match glyph {
                Glyph::Char(letter) => self.step_character(*at, letter, &mut next),
                Glyph::Letter(letter) => self.step_letter(*at, letter, &mut next),
            }
        }
        self.settled(next)
    }

    fn step_character(&self, at: u32, letter: char, next: &mut Vec<u32>) {
        let Some(place) = self.place(at) else { return };
        match place.token {
            Some(Token::Many) => self.reach(at, next),
            Some(Token::SegmentMany) if letter != ':' => self.reach(at, next),
            Some(Token::One) => self.reach(at + 1, next),
            Some(Token::SegmentOne) if letter != ':' => self.reach(at + 1, next),
            Some(Token::Char(own))
                if own == if place.folds_case { folded(letter) } else { letter } =>
            {
                self.reach(at + 1, next);
            }
            Some(Token::Letter(own)) if self.may_take(place, own, letter) => {
                self.reach(at, next);
                self.reach(at + 1, next);
            }
            _ => {}
        }
    }

    /// Whether a letter of a pattern may have this character.
    fn may_take(&self, place: &Place, own: u16, character: char) -> bool {
        !place.is_pure
            && self.letters.is_open(own, place.mode)
            && (character == self.other || self.letters.can_have(own, character))
    }

    fn step_letter(&mut self, at: u32, letter: u16, next: &mut Vec<u32>) {
        let Some(place) = self.place(at).copied() else { return };
        if let (true, Some(Token::Letter(own))) = (place.is_pure, place.token) {
            let is_equal = own == letter
                || (self.letters.is_open(letter, place.mode)
                    && self.letters.may_be_equal(own, letter));
            if is_equal {
                self.reach(at + 1, next);
            }
            return;
        }
        if self.letters.is_open(letter, place.mode) {
            if !self.by_letter.contains_key(&(at, letter)) {
                let reached = self.reached_by(at, letter);
                self.by_letter.insert((at, letter), reached);
            }
            for reached in self.by_letter.get(&(at, letter)).into_iter().flatten() {
                self.reach(*reached, next);
            }
            return;
        }
        match place.token {
            Some(Token::Letter(own)) if own == letter => self.reach(at + 1, next),
            Some(Token::Many) => self.reach(at, next),
            Some(Token::SegmentMany) if self.letters.stays_in_segment(letter) => {
                self.reach(at, next)
            }
            _ => {}
        }
    }

    /// Where some text of a letter leads: a walk of the pattern beside the letter's shape.
    ///
    /// A letter of the pattern may be a part of this one, or the other way round. Where the two are of distinct
    /// resources they can't begin and end together: then something has to follow.
    fn reached_by(&self, at: u32, letter: u16) -> Vec<u32> {
        let shape = self.shape(letter);
        let start = Beside {
            place: at,
            step: 0,
            has_to_go_on: false,
            is_at_start: true,
            began_together: false,
        };
        let mut todo = vec![start];
        let mut seen: FxHashSet<Beside> = todo.iter().copied().collect();
        let mut reached = Vec::new();
        while let Some(beside) = todo.pop() {
            if beside.step == shape.len() && !beside.has_to_go_on {
                reached.push(beside.place);
            }
            let Some(place) = self.place(beside.place) else { continue };
            let is_same = place.token == Some(Token::Letter(letter));
            if is_same && beside.step == 0 {
                reached.push(beside.place + 1);
            }
            for next in self.beside(beside, place.token, shape.get(beside.step).copied(), letter) {
                if seen.insert(next) {
                    todo.push(next);
                }
            }
        }
        reached.sort_unstable();
        reached.dedup();
        reached
    }

    /// A letter's shape; an ARN's wildcards stay in their segments.
    fn shape(&self, letter: u16) -> Vec<Token> {
        let kind = self.letters.kind(letter);
        let shape = Pattern::glob(kind.map_or("*", SymbolKind::shape)).tokens;
        if !matches!(kind, Some(SymbolKind::Arn(_))) {
            return shape;
        }
        let bound = |token| match token {
            Token::Many => Token::SegmentMany,
            Token::One => Token::SegmentOne,
            other => other,
        };
        shape.into_iter().map(bound).collect()
    }

    /// One step of pattern, shape or both.
    fn beside(
        &self,
        now: Beside,
        token: Option<Token>,
        shape: Option<Token>,
        letter: u16,
    ) -> Vec<Beside> {
        let mut next = Vec::new();
        let is_loop = matches!(shape, Some(Token::Many | Token::SegmentMany));
        if is_loop {
            next.push(Beside { step: now.step + 1, ..now });
        }
        if let Some(Token::Many | Token::SegmentMany) = token {
            next.push(Beside { place: now.place + 1, ..now });
        }
        let (Some(token), Some(shape)) = (token, shape) else { return next };
        if !self.can_share(token, shape, letter) {
            return next;
        }
        let step = if is_loop { now.step } else { now.step + 1 };
        let taken =
            Beside { step, has_to_go_on: false, is_at_start: false, began_together: false, ..now };
        let goes = Beside { place: now.place + 1, ..taken };
        match token {
            Token::Many | Token::SegmentMany => next.push(taken),
            Token::Letter(other) => {
                let together = now.began_together
                    || (now.is_at_start && !self.letters.may_be_equal(other, letter));
                next.push(Beside { began_together: together, ..taken });
                next.push(Beside { has_to_go_on: together, ..goes });
            }
            _ => next.push(goes),
        }
        next
    }

    /// Whether one character can be taken by a pattern's token and by a letter's shape.
    fn can_share(&self, token: Token, shape: Token, letter: u16) -> bool {
        match (token, shape) {
            (Token::Char(one), Token::Char(other)) => one == other || one == folded(other),
            (Token::Char(':'), Token::SegmentOne | Token::SegmentMany) => false,
            (Token::Char(one), _) => self.letters.can_have(letter, one) || one != folded(one),
            (Token::SegmentOne | Token::SegmentMany, Token::Char(own)) => own != ':',
            (Token::Letter(one), Token::Char(own)) => self.letters.can_have(one, own),
            _ => true,
        }
    }
}

/// A place in a pattern beside a place in a letter's shape.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Beside {
    place: u32,
    step: usize,
    /// Whether it may not end here: two distinct resources would be the same.
    has_to_go_on: bool,
    /// Whether no character has been taken yet.
    is_at_start: bool,
    /// Whether it is within a letter of the pattern that began here as well, of a distinct resource.
    began_together: bool,
}
