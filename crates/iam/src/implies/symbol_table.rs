//! Numbers the unknown parts of all policies that are compared: each becomes a character of its own in the automata.
//!
//! In this folder, a symbol is a variable as well as a [`Symbol`] of the deployment. It is the same text wherever it is used: the
//! request decides on the text of a variable, the deployment on the text of a [`Symbol`]. A pattern therefore *must* match a word
//! with symbols (whatever they are), or *may*.
//!
//! A [`Symbol`] that may be a pattern has one number for each way of reading patterns: in a word, it is a text that the symbol's
//! value matches when read so.

use constructs_matching::{Pattern, Token};
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::document::PolicyStatement;
use crate::domain::{Characters, Domain, Texts};
use crate::pattern::{Bounds, Resolved, Style};
use crate::seeded_fault::{SeededFault, is_on};
use crate::text::{PolicyText, Symbol, TextPart};

/// A unit of a word: a character, or the number of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum WordUnit {
    Char(char),
    Symbol(u16),
}

/// A word: text with symbols in it.
pub(crate) type Word = Vec<WordUnit>;

/// The maximum number of symbols in one comparison. A further symbol may be any text.
const MAX_SYMBOLS: usize = 256;

/// Every symbol of a comparison.
#[derive(Debug, Default)]
pub(crate) struct SymbolTable {
    symbols: Vec<SymbolEntry>,
    numbers: FxHashMap<Key, u16>,
}

/// A part, and how a part that may be a pattern is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Variable(String, Option<String>),
    Symbol(std::sync::Arc<str>, Option<Style>),
}

#[derive(Debug)]
struct SymbolEntry {
    part: TextPart,
    characters: Characters,
    may_be_empty: bool,
    /// Whether it is the same text everywhere; a pattern matches several, and a list has several.
    is_one_text: bool,
    /// Tokens that every text of the symbol matches.
    shape: Vec<Token>,
    /// The fewest `:`, and the most.
    colons: (usize, Option<usize>),
}

/// For which texts of the symbols a pattern has to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Whatever the symbols are.
    Must,
    /// For some text of the symbols.
    May,
    /// For some text of the deployment's symbols, each variable being unlike all else.
    MayByDeployment,
}

impl SymbolTable {
    /// The symbols of these statements, in order.
    pub(crate) fn from_statements<'a>(
        statements: impl Iterator<Item = &'a PolicyStatement>,
        style: Style,
    ) -> Self {
        let mut symbols = Self::default();
        for statement in statements {
            let resources = statement.resources.iter().flat_map(|scope| scope.list());
            resources.for_each(|text| symbols.add_text(text, style));
            for condition in &statement.conditions {
                let style = Style::of_comparison(condition.operator.comparison);
                condition.values.iter().for_each(|text| symbols.add_text(text, style));
            }
        }
        symbols
    }

    /// Adds the symbols of a text that is read in this style.
    pub(crate) fn add_text(&mut self, text: &PolicyText, style: Style) {
        text.parts().iter().for_each(|part| self.add(part, style));
    }

    fn add(&mut self, part: &TextPart, style: Style) {
        let Some(key) = key(part, style) else { return };
        if self.numbers.contains_key(&key) || self.symbols.len() >= MAX_SYMBOLS {
            return;
        }
        // What is nested in a symbol's shape comes first.
        if let Some(shape) = known_shape(part) {
            shape.symbols().for_each(|symbol| self.add(&TextPart::Symbol(symbol.clone()), style));
        }
        let Ok(number) = u16::try_from(self.symbols.len()) else { return };
        let symbol = self.symbol(part, style);
        self.symbols.push(symbol);
        self.numbers.insert(key, number);
    }

    fn symbol(&self, part: &TextPart, style: Style) -> SymbolEntry {
        let domain = match part {
            TextPart::Symbol(symbol) => Some(&symbol.domain),
            _ => None,
        };
        let max_colons = |most: Option<usize>| match is_on(SeededFault::ColonsOfASymbol) {
            true => most.or(Some(0)),
            false => most,
        };
        let is_never_empty = is_on(SeededFault::EmptySymbol);
        // The value of a variable has any characters; so has a text that a pattern matches.
        let known = domain.filter(|domain| !domain.may_be_pattern && !domain.is_list);
        let Some(domain) = known else {
            return SymbolEntry {
                part: part.clone(),
                characters: Characters::Any,
                may_be_empty: !is_never_empty,
                is_one_text: false,
                shape: if is_never_empty {
                    vec![Token::One, Token::Many]
                } else {
                    vec![Token::Many]
                },
                colons: (0, max_colons(None)),
            };
        };
        SymbolEntry {
            part: part.clone(),
            characters: domain.characters,
            may_be_empty: domain.may_be_empty && !is_never_empty,
            is_one_text: true,
            shape: self.shape_of(domain, style),
            colons: (domain.min_colons, max_colons(domain.max_colons)),
        }
    }

    fn shape_of(&self, domain: &Domain, style: Style) -> Vec<Token> {
        match &domain.texts {
            Texts::Shape(shape) => {
                // A wildcard of an ARN's shape stays within its field.
                let is_arn = domain.min_colons >= 5;
                let own = if is_arn { Style::Segments } else { Style::Glob };
                let resolve = |part: &TextPart| self.resolve(part, style);
                let bounds = Bounds::compile(shape, own, false, &resolve);
                bounds.map_or_else(|| vec![Token::Many], |bounds| bounds.upper.tokens)
            }
            _ if domain.may_be_empty && !is_on(SeededFault::EmptySymbol) => vec![Token::Many],
            _ => vec![Token::One, Token::Many],
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    fn get(&self, symbol: u16) -> Option<&SymbolEntry> {
        self.symbols.get(usize::from(symbol))
    }

    /// The part behind a symbol.
    pub(crate) fn part(&self, symbol: u16) -> Option<&TextPart> {
        self.get(symbol).map(|symbol| &symbol.part)
    }

    /// The keys that are used as variables.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        self.symbols.iter().filter_map(|symbol| match &symbol.part {
            TextPart::Variable(variable) => Some(variable.key.as_str()),
            _ => None,
        })
    }

    /// The symbols of the deployment, each once.
    pub(crate) fn deployment_symbols(&self) -> impl Iterator<Item = &Symbol> {
        self.symbols.iter().filter_map(|symbol| match &symbol.part {
            TextPart::Symbol(symbol) => Some(symbol),
            _ => None,
        })
    }

    /// The number of a symbol, for examples.
    pub(crate) fn number(&self, symbol: &Symbol) -> usize {
        self.deployment_symbols().position(|own| own == symbol).unwrap_or_default()
    }

    /// What a part becomes in a pattern that is read in this style.
    pub(crate) fn resolve(&self, part: &TextPart, style: Style) -> Resolved {
        match self.find(part, style).and_then(|number| Some((number, self.get(number)?))) {
            Some((number, symbol)) => Resolved::Symbol(number, symbol.colons.0, symbol.colons.1),
            None => Resolved::Any,
        }
    }

    /// The symbols in texts that are read in this style.
    pub(crate) fn in_texts(&self, texts: &[PolicyText], style: Style) -> BTreeSet<u16> {
        let parts = texts.iter().flat_map(PolicyText::parts);
        parts.filter_map(|part| self.find(part, style)).collect()
    }

    /// A string as a pattern over symbols.
    pub(crate) fn pattern(&self, text: &PolicyText, style: Style) -> Bounds {
        let resolve = |part: &TextPart| self.resolve(part, style);
        let nothing = || Bounds { upper: Pattern::glob("*"), lower: None };
        Bounds::compile(text, style, false, &resolve).unwrap_or_else(nothing)
    }

    /// Whether what a symbol is matters in this mode.
    pub(crate) fn is_open(&self, symbol: u16, mode: Mode) -> bool {
        match mode {
            Mode::Must => false,
            Mode::May => true,
            Mode::MayByDeployment => matches!(self.part(symbol), Some(TextPart::Symbol(_))),
        }
    }

    /// Whether a symbol's text can have this character.
    pub(crate) fn can_have(&self, symbol: u16, character: char) -> bool {
        self.get(symbol).is_none_or(|symbol| symbol.characters.has(character))
    }

    /// Whether a symbol's text may be empty.
    pub(crate) fn may_be_empty(&self, symbol: u16) -> bool {
        self.get(symbol).is_none_or(|symbol| symbol.may_be_empty)
    }

    /// Whether a symbol is the same text in a word and in every pattern.
    pub(crate) fn is_one_text(&self, symbol: u16) -> bool {
        self.get(symbol).is_some_and(|symbol| symbol.is_one_text)
    }

    /// Tokens that every text of the symbol matches.
    pub(crate) fn shape(&self, symbol: u16) -> &[Token] {
        self.get(symbol).map_or(&[Token::Many], |symbol| symbol.shape.as_slice())
    }

    /// Whether the symbol's shape tells more than which characters it has.
    pub(crate) fn has_shape(&self, symbol: u16) -> bool {
        self.shape(symbol).iter().any(|token| matches!(token, Token::Char(_) | Token::Symbol(_)))
    }

    /// Whether two symbols may be the same text.
    pub(crate) fn may_be_equal(&self, one: u16, other: u16) -> bool {
        if one == other {
            return true;
        }
        match (self.part(one), self.part(other)) {
            (Some(TextPart::Symbol(one)), Some(TextPart::Symbol(other))) => {
                one == other || !one.domain.is_distinct_from(&other.domain)
            }
            _ => true,
        }
    }

    /// Whether the text of one symbol may begin with the text of the other, as far as their shapes tell by characters.
    pub(crate) fn may_begin_alike(&self, one: u16, other: u16) -> bool {
        let mut pairs = self.shape(one).iter().zip(self.shape(other));
        let differs = |(one, other): (&Token, &Token)| match (one, other) {
            (Token::Char(one), Token::Char(other)) => (one != other).then_some(true),
            (Token::Symbol(one), Token::Symbol(other))
                if one == other && self.is_one_text(*one) =>
            {
                None
            }
            _ => Some(false),
        };
        !pairs.find_map(differs).unwrap_or(false)
    }

    /// Whether a symbol's text has no `:` in any case.
    pub(crate) fn stays_in_segment(&self, symbol: u16) -> bool {
        self.get(symbol).is_some_and(|symbol| symbol.colons.1 == Some(0))
            || !self.can_have(symbol, ':')
    }

    fn find(&self, part: &TextPart, style: Style) -> Option<u16> {
        self.numbers.get(&key(part, style)?).copied()
    }
}

/// The shape of a symbol's texts, where one is known.
fn known_shape(part: &TextPart) -> Option<&PolicyText> {
    match part {
        TextPart::Symbol(symbol) => match &symbol.domain.texts {
            Texts::Shape(shape) => Some(shape),
            _ => None,
        },
        _ => None,
    }
}

fn key(part: &TextPart, style: Style) -> Option<Key> {
    match part {
        TextPart::Variable(variable) => {
            Some(Key::Variable(variable.key.to_lowercase(), variable.default.clone()))
        }
        TextPart::Symbol(symbol) => {
            let style = symbol.domain.may_be_pattern.then_some(style);
            Some(Key::Symbol(symbol.id.clone(), style))
        }
        _ => None,
    }
}
