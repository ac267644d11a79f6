//! Patterns, each in each mode -> numbered places, and how a character moves them.
//!
//! INVARIANT: in [`Mode::Must`], a pattern that is met matches whatever the letters are. In the other modes, a pattern that is
//! not met matches for no text of the letters.

use rustc_hash::{FxHashMap, FxHashSet};

use super::automaton::modes;
use super::letters::{Glyph, Letters, Mode};
use super::work::Work;
use crate::access::pattern::{Bounds, Pattern, Token, folded};

#[derive(Clone, Copy)]
struct Place {
    list: u32,
    flags: u8,
    mode: Mode,
    folds_case: bool,
    /// `None`: the pattern's end.
    token: Option<Token>,
    next: u32,
    /// For a letter: the place from which its shape, spelled in characters, leads to `next`.
    spelled: Option<u32>,
    /// Whether it is the first place of a letter that is spelled: there, no character of the spelling matches a letter of a word.
    is_spelling: bool,
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
    /// Where a letter leads from a place.
    by_letter: FxHashMap<(u32, u16), Vec<u32>>,
    beside: Walk,
}

impl<'a> Places<'a> {
    /// The places of these lists. `has_pure`: a word that is one letter is looked at for each of them, so that no other word
    /// has to be taken for what such a letter stands for.
    pub(crate) fn new(lists: &[Vec<Bounds>], letters: &'a Letters, has_pure: bool) -> Self {
        let mut places = Self {
            places: Vec::new(),
            starts: Vec::new(),
            letters,
            other: 'x',
            by_letter: FxHashMap::default(),
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
        let has_letters = bounds.over.tokens.iter().any(|token| matches!(token, Token::Letter(_)));
        let is_certain = bounds.under.as_ref() == Some(&bounds.over);
        for (mode, flags) in modes(self.letters.is_empty() && is_certain) {
            match (mode, &bounds.under) {
                (Mode::Must, Some(under)) => self.add(list, under, *mode, *flags, has_pure),
                (Mode::Must, None) => {}
                // Without letters, all modes are one, but for letters of the word.
                _ => self.add(list, &bounds.over, *mode, *flags, has_pure && has_letters),
            }
        }
    }

    fn number(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    fn add(&mut self, list: usize, pattern: &Pattern, mode: Mode, flags: u8, has_pure: bool) {
        self.starts.push(self.number());
        // A refutation has no word of its own for a letter: there, text may be what a symbol is.
        let is_pure = has_pure
            && mode != Mode::MayBySymbols
            && matches!(pattern.tokens.as_slice(), [Token::Letter(_)]);
        let last = pattern.tokens.len();
        let list = u32::try_from(list).unwrap_or(u32::MAX);
        let mut spelled = Vec::new();
        for index in 0..=last {
            let token = pattern.tokens.get(index).copied();
            let at = self.number();
            if let Some(Token::Letter(letter)) = token
                && !is_pure
                && self.letters.is_open(letter, mode)
                && self.letters.has_shape(letter)
            {
                spelled.push((at, letter));
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
        spelled.into_iter().for_each(|(at, letter)| self.add_spelled(at, letter));
    }

    /// The places of a letter's shape, from which the place after the letter is reached.
    fn add_spelled(&mut self, at: u32, letter: u16) {
        let Some(place) = self.places.get(at as usize).copied() else { return };
        let first = self.number();
        let shape = self.letters.shape(letter).to_vec();
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
            if let Some(Token::Char(letter)) = place.token {
                used.insert(folded(letter));
            }
        }
        let plain = ('a'..='z').rev().chain('0'..='9').find(|letter| !used.contains(letter));
        plain
            .or_else(|| ('\u{e000}'..='\u{f8ff}').find(|letter| !used.contains(letter)))
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
        self.reduced(alive)
    }

    /// Adds a place and those that need no character from there.
    fn reach(&self, at: u32, alive: &mut Vec<u32>) {
        let mut todo = vec![at];
        while let Some(at) = todo.pop() {
            alive.push(at);
            let Some(place) = self.place(at) else { continue };
            todo.extend(place.spelled);
            let is_skipped = match place.token {
                Some(Token::Many | Token::SegmentMany) => true,
                Some(Token::Letter(letter)) => {
                    !place.is_pure
                        && self.letters.may_be_empty(letter)
                        && self.letters.is_open(letter, place.mode)
                }
                _ => false,
            };
            if is_skipped {
                todo.push(place.next);
            }
        }
    }

    /// In order, once each; where a list is met whatever follows, nothing else of it.
    fn reduced(&self, mut alive: Vec<u32>) -> Vec<u32> {
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
        // The first final place of a list and mode represents all; its end comes right after it.
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

    /// The characters that the living places tell apart, and one for the others; `with_letters`: their letters too.
    pub(crate) fn alphabet(&self, alive: &[u32], with_letters: bool) -> Vec<Glyph> {
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
                Some(Token::Letter(letter)) if with_letters => glyphs.push(Glyph::Letter(letter)),
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

    /// Where the places are after one more character; `None` where that takes too long.
    pub(crate) fn step(
        &mut self,
        alive: &[u32],
        glyph: Glyph,
        work: &mut Work,
    ) -> Option<Vec<u32>> {
        work.spend(alive.len() as u64 + 4)?;
        let mut next = Vec::new();
        for at in alive {
            match glyph {
                Glyph::Char(letter) => self.step_character(*at, letter, &mut next),
                Glyph::Letter(letter) => self.step_letter(*at, letter, &mut next, work)?,
            }
        }
        Some(self.reduced(next))
    }

    fn step_character(&self, at: u32, letter: char, next: &mut Vec<u32>) {
        let Some(place) = self.place(at) else { return };
        match place.token {
            Some(Token::Many) => self.reach(at, next),
            Some(Token::SegmentMany) if letter != ':' => self.reach(at, next),
            Some(Token::One) => self.reach(place.next, next),
            Some(Token::SegmentOne) if letter != ':' => self.reach(place.next, next),
            Some(Token::Char(own))
                if own == if place.folds_case { folded(letter) } else { letter } =>
            {
                self.reach(place.next, next);
            }
            Some(Token::Letter(own)) if self.may_take(place, own, letter) => {
                self.reach(at, next);
                self.reach(place.next, next);
            }
            _ => {}
        }
    }

    /// Whether a letter of a pattern may have this character. One that is spelled has its characters elsewhere.
    fn may_take(&self, place: &Place, own: u16, character: char) -> bool {
        !place.is_pure
            && place.spelled.is_none()
            && self.letters.is_open(own, place.mode)
            && (character == self.other || self.letters.can_have(own, character))
    }

    fn step_letter(
        &mut self,
        at: u32,
        letter: u16,
        next: &mut Vec<u32>,
        work: &mut Work,
    ) -> Option<()> {
        let Some(place) = self.place(at).copied() else { return Some(()) };
        if place.is_spelling {
            return Some(());
        }
        if let (true, Some(Token::Letter(own))) = (place.is_pure, place.token) {
            let is_equal = own == letter
                || (self.letters.is_open(letter, place.mode)
                    && self.letters.may_be_equal(own, letter));
            if is_equal {
                self.reach(place.next, next);
            }
            return Some(());
        }
        if place.token == Some(Token::Letter(letter)) && self.letters.is_one_text(letter) {
            self.reach(place.next, next);
            return Some(());
        }
        if let (false, Some(Token::Letter(own))) = (place.folds_case, place.token)
            && !self.letters.may_begin_alike(own, letter)
        {
            return Some(());
        }
        if !self.by_letter.contains_key(&(at, letter)) {
            let reached = match self.letters.is_open(letter, place.mode) {
                true => self.may_reach(at, letter, work)?,
                false => self.must_reach(at, letter, work)?,
            };
            self.by_letter.insert((at, letter), reached);
        }
        for reached in self.by_letter.get(&(at, letter)).into_iter().flatten() {
            self.reach(*reached, next);
        }
        Some(())
    }

    /// Where every text of a letter leads: a walk in which only a wildcard of the pattern takes what is not known of the
    /// letter.
    fn must_reach(&self, at: u32, letter: u16, work: &mut Work) -> Option<Vec<u32>> {
        let shape = self.letters.shape(letter);
        let mut todo = vec![(at, 0_usize)];
        let mut seen: FxHashSet<(u32, usize)> = todo.iter().copied().collect();
        let mut reached = Vec::new();
        while let Some((at, step)) = todo.pop() {
            work.spend(4)?;
            if step == shape.len() {
                reached.push(at);
            }
            let Some(place) = self.place(at) else { continue };
            let Some(token) = place.token else { continue };
            let mut next = Vec::new();
            if step == 0 && token == Token::Letter(letter) {
                next.push((place.next, shape.len()));
            }
            if matches!(token, Token::Many | Token::SegmentMany) {
                next.push((place.next, step));
            }
            if let Some(part) = shape.get(step) {
                match self.takes(token, *part, letter) {
                    Taken::All => next.extend([(at, step + 1)]),
                    Taken::One => next.push((place.next, step + 1)),
                    Taken::Nothing => {}
                }
            }
            next.retain(|state| seen.insert(*state));
            todo.extend(next);
        }
        reached.sort_unstable();
        reached.dedup();
        Some(reached)
    }

    /// What a token of a pattern takes of a part of a letter's shape, whatever that part is.
    fn takes(&self, token: Token, part: Token, letter: u16) -> Taken {
        let has_colon = match part {
            Token::Char(own) => own == ':',
            Token::One | Token::Many => self.letters.can_have(letter, ':'),
            Token::SegmentOne | Token::SegmentMany => false,
            Token::Letter(nested) => !self.letters.stays_in_segment(nested),
        };
        let is_one = matches!(part, Token::Char(_) | Token::One | Token::SegmentOne);
        match token {
            Token::Many => Taken::All,
            Token::SegmentMany if !has_colon => Taken::All,
            Token::One if is_one => Taken::One,
            Token::SegmentOne if is_one && !has_colon => Taken::One,
            Token::Char(_) | Token::Letter(_) if token == part => Taken::One,
            _ => Taken::Nothing,
        }
    }

    /// Where some text of a letter leads: a walk of the pattern beside the letter's shape.
    ///
    /// A letter of the pattern may be a part of this one, or the other way round. Where the two are of distinct
    /// resources they can't begin and end together: then something has to follow.
    fn may_reach(&mut self, at: u32, letter: u16, work: &mut Work) -> Option<Vec<u32>> {
        let mut walk = std::mem::take(&mut self.beside);
        walk.begin(Beside { place: at, is_at_start: true, ..Beside::default() });
        let reached = self.reached_beside(&mut walk, letter, work);
        self.beside = walk;
        reached
    }

    fn reached_beside(&self, walk: &mut Walk, letter: u16, work: &mut Work) -> Option<Vec<u32>> {
        let shape = self.letters.shape(letter);
        let mut reached = Vec::new();
        while let Some(beside) = walk.todo.pop() {
            work.spend(4)?;
            let Some(beside) = self.past_characters(beside, shape, work)? else { continue };
            if beside.step == shape.len() && !beside.has_to_go_on {
                reached.push(beside.place);
            }
            let Some(place) = self.place(beside.place) else { continue };
            let is_same = place.token == Some(Token::Letter(letter));
            if is_same && beside.step == 0 {
                reached.push(place.next);
            }
            self.beside(beside, place, shape.get(beside.step).copied(), letter, &mut walk.next);
            walk.go_on();
        }
        reached.sort_unstable();
        reached.dedup();
        Some(reached)
    }

    /// Where pattern and shape have the same characters, the state after these; `Some(None)` where they differ.
    fn past_characters(
        &self,
        mut now: Beside,
        shape: &[Token],
        work: &mut Work,
    ) -> Option<Option<Beside>> {
        loop {
            let Some(place) = self.place(now.place) else { return Some(Some(now)) };
            let (Some(Token::Char(one)), Some(Token::Char(other))) =
                (place.token, shape.get(now.step))
            else {
                return Some(Some(now));
            };
            if one != *other && one != folded(*other) {
                return Some(None);
            }
            work.spend(1)?;
            now = Beside { place: place.next, step: now.step + 1, ..Beside::default() };
        }
    }

    /// One step of pattern, shape or both.
    fn beside(
        &self,
        now: Beside,
        place: &Place,
        shape: Option<Token>,
        letter: u16,
        next: &mut Vec<Beside>,
    ) {
        let token = place.token;
        let is_loop = matches!(shape, Some(Token::Many | Token::SegmentMany));
        // A letter within the shape may be empty, or go on.
        let nested = match shape {
            Some(Token::Letter(nested)) => Some(nested),
            _ => None,
        };
        let may_skip = nested.is_some_and(|nested| self.letters.may_be_empty(nested));
        if is_loop || may_skip {
            next.push(Beside { step: now.step + 1, ..now });
        }
        match token {
            Some(Token::Many | Token::SegmentMany) => {
                next.push(Beside { place: place.next, ..now });
            }
            Some(Token::Letter(own)) if self.letters.may_be_empty(own) => {
                next.push(Beside { place: place.next, ..now });
            }
            _ => {}
        }
        let (Some(token), Some(shape)) = (token, shape) else { return };
        if !self.can_share(token, shape, letter) {
            return;
        }
        let steps: &[usize] = match (is_loop, nested) {
            (true, _) => &[0],
            (false, Some(_)) => &[0, 1],
            (false, None) => &[1],
        };
        for step in steps {
            let taken = Beside { step: now.step + step, place: now.place, ..Beside::default() };
            let goes = Beside { place: place.next, ..taken };
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
        }
    }

    /// Whether one character can be taken by a pattern's token and by a letter's shape.
    fn can_share(&self, token: Token, shape: Token, letter: u16) -> bool {
        match (token, shape) {
            (Token::Char(one), Token::Char(other)) => one == other || one == folded(other),
            (Token::Char(one), Token::Letter(nested)) => {
                self.letters.can_have(nested, one) || one != folded(one)
            }
            (Token::Char(':'), Token::SegmentOne | Token::SegmentMany) => false,
            (Token::Char(one), _) => self.letters.can_have(letter, one) || one != folded(one),
            (Token::SegmentOne | Token::SegmentMany, Token::Char(own)) => own != ':',
            (Token::Letter(one), Token::Char(own)) => self.letters.can_have(one, own),
            _ => true,
        }
    }
}

/// What a token takes of a part of a shape.
enum Taken {
    /// The part, and it may take more.
    All,
    /// The part.
    One,
    Nothing,
}

/// A walk of a pattern beside a letter's shape. Its memory serves the next walk.
#[derive(Default)]
struct Walk {
    todo: Vec<Beside>,
    seen: FxHashSet<Beside>,
    next: Vec<Beside>,
}

impl Walk {
    fn begin(&mut self, start: Beside) {
        self.todo.clear();
        self.seen.clear();
        self.todo.push(start);
        self.seen.insert(start);
    }

    /// Takes up what comes next and was not seen.
    fn go_on(&mut self) {
        let next = self.next.drain(..).filter(|next| self.seen.insert(*next));
        self.todo.extend(next);
    }
}

/// A place in a pattern beside a place in a letter's shape.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
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

impl std::hash::Hash for Beside {
    /// One number: sets of these are in the innermost loop.
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        let flags = [self.has_to_go_on, self.is_at_start, self.began_together];
        let flags = flags.iter().fold(0, |all, flag| 2 * all + u64::from(*flag));
        hasher.write_u64(u64::from(self.place) << 32 ^ (self.step as u64) << 3 ^ flags);
    }
}
