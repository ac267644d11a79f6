//! Variables and symbols of all policies that are compared -> letters: characters of their own in the automata.
//!
//! A letter is the same text wherever it stands. What that text is, nobody knows: a request chooses it for a variable,
//! the deployment for a symbol. A pattern therefore *must* match a word with letters (whatever they are), or *may*.

use std::collections::BTreeSet;

use crate::access::document::Statement;
use crate::access::pattern::{Pattern, Resolved, Style};
use crate::access::text::{Part, Symbol, SymbolKind, Text};

/// A character of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Glyph {
    Char(char),
    Letter(u16),
}

/// A word: text with letters in it.
pub(crate) type Word = Vec<Glyph>;

/// Every letter of a comparison.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    parts: Vec<Part>,
}

/// Which of two questions is asked of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Whatever the letters are.
    Must,
    /// For some text of the letters.
    May,
    /// For some text of the symbols, each variable being unlike all else.
    MayBySymbols,
}

impl Letters {
    /// The letters of these statements, in order.
    pub(crate) fn of<'a>(statements: impl Iterator<Item = &'a Statement>) -> Self {
        let mut letters = Self::default();
        for part in statements.flat_map(Statement::texts).flat_map(Text::parts) {
            let is_letter = matches!(part, Part::Variable(_) | Part::Symbol(_));
            if is_letter
                && letters.find(part).is_none()
                && letters.parts.len() < usize::from(u16::MAX)
            {
                letters.parts.push(part.clone());
            }
        }
        letters
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The part behind a letter.
    pub(crate) fn part(&self, letter: u16) -> Option<&Part> {
        self.parts.get(usize::from(letter))
    }

    /// The keys that are used as variables.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Variable(variable) => Some(variable.key.as_str()),
            _ => None,
        })
    }

    /// The symbols' names.
    pub(crate) fn symbols(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Symbol(symbol) => Some(symbol.name.as_str()),
            _ => None,
        })
    }

    /// The number of a symbol, for examples.
    pub(crate) fn number(&self, symbol: &Symbol) -> usize {
        let is_same = |part: &Part| matches!(part, Part::Symbol(own) if own.name == symbol.name);
        self.parts.iter().position(is_same).unwrap_or_default()
    }

    /// What a part becomes in a pattern.
    pub(crate) fn resolve(&self, part: &Part) -> Resolved {
        self.find(part).map_or(Resolved::Unknown, Resolved::Letter)
    }

    /// The letters in these texts.
    pub(crate) fn in_texts(&self, texts: &[Text]) -> BTreeSet<u16> {
        texts.iter().flat_map(Text::parts).filter_map(|part| self.find(part)).collect()
    }

    /// A string as a pattern over letters.
    pub(crate) fn pattern(&self, text: &Text, style: Style) -> Pattern {
        let compiled = Pattern::compile(text, style, false, &|part| self.resolve(part));
        compiled.unwrap_or(Pattern { tokens: Vec::new(), folds_case: false, is_impossible: true })
    }

    /// Whether what a letter is matters in this mode.
    pub(crate) fn is_open(&self, letter: u16, mode: Mode) -> bool {
        match mode {
            Mode::Must => false,
            Mode::May => true,
            Mode::MayBySymbols => matches!(self.part(letter), Some(Part::Symbol(_))),
        }
    }

    /// What a letter may be; variables may be anything.
    pub(crate) fn kind(&self, letter: u16) -> Option<&SymbolKind> {
        match self.part(letter)? {
            Part::Symbol(symbol) => Some(&symbol.kind),
            _ => None,
        }
    }

    /// Whether a letter's text can have this character.
    pub(crate) fn can_have(&self, letter: u16, character: char) -> bool {
        self.kind(letter).is_none_or(|kind| kind.has(character))
    }

    /// Whether two letters may be the same text.
    pub(crate) fn may_be_equal(&self, one: u16, other: u16) -> bool {
        match (self.kind(one), self.kind(other)) {
            (Some(own), Some(others)) => one == other || !own.is_distinct_from(others),
            _ => true,
        }
    }

    /// Whether a letter's text has no `:` in any case.
    pub(crate) fn stays_in_segment(&self, letter: u16) -> bool {
        !self.can_have(letter, ':')
    }

    fn find(&self, part: &Part) -> Option<u16> {
        let is_same = |own: &Part| match (own, part) {
            (Part::Variable(own), Part::Variable(other)) => {
                own.key.eq_ignore_ascii_case(&other.key)
            }
            (Part::Symbol(own), Part::Symbol(other)) => own.name == other.name,
            _ => false,
        };
        u16::try_from(self.parts.iter().position(is_same)?).ok()
    }
}
