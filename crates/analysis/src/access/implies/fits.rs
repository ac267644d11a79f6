//! Values of a condition key and what conditions want of them -> how each value fits.

use super::automaton::{CANONICAL, MAY, MAY_BY_SYMBOLS, MUST};
use super::letters::{Glyph, Letters, Mode, Word};
use crate::access::document::Condition;
use crate::access::operator::Comparison;
use crate::access::pattern::Pattern;
use crate::access::text::Part;
use crate::access::value::compare::Wanted;

/// All flags: it fits.
pub(crate) const FITS: u8 = MUST | MAY | MAY_BY_SYMBOLS | CANONICAL;

/// A condition, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Wants {
    pub(crate) wanted: Vec<Wanted>,
    /// Whether something is wanted that hangs on letters otherwise than as text does: it may fit or not.
    pub(crate) is_free: bool,
}

impl Wants {
    pub(crate) fn new(condition: &Condition, letters: &Letters) -> Self {
        let comparison = condition.operator.comparison;
        let resolve = |part: &Part| letters.resolve(part);
        let mut wants = Self { wanted: Vec::new(), is_free: false };
        for value in &condition.values {
            let wanted = Wanted::compile(comparison, value, &resolve);
            let has_letters = !letters.in_texts(std::slice::from_ref(value)).is_empty();
            // Regardless of case, text can equal a letter without being it.
            let is_text = comparison != Comparison::StringEqualsIgnoreCase;
            match wanted {
                Some(wanted) if is_text || !has_letters => wants.wanted.push(wanted),
                _ => wants.is_free = true,
            }
        }
        wants
    }

    /// The patterns among what is wanted.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.wanted.iter().filter_map(|wanted| match wanted {
            Wanted::Pattern(pattern) => Some(pattern),
            _ => None,
        })
    }

    /// Whether a plain text fits.
    pub(crate) fn of_text(&self, text: &str, letters: &Letters) -> u8 {
        let fits = self.wanted.iter().any(|wanted| wanted.admits(text));
        let doubts = self.patterns().map(|pattern| {
            let own = pattern.tokens.iter().filter_map(|token| match token {
                crate::access::pattern::Token::Letter(letter) => Some(*letter),
                _ => None,
            });
            if pattern.tokens.len() > 1 { in_doubt(own, letters) } else { 0 }
        });
        let doubt = doubts.fold(0, |all, one| all | one);
        if fits { FITS } else { doubt }
    }

    /// What is wanted otherwise than by a pattern, of a word that a walk of the patterns found.
    pub(crate) fn of_word(&self, word: &Word, walked: u8, letters: &Letters) -> u8 {
        let Some(text) = plain(word) else {
            let own = word.iter().filter_map(|glyph| match glyph {
                Glyph::Letter(letter) => Some(*letter),
                Glyph::Char(_) => None,
            });
            let is_typed = self.wanted.iter().any(|wanted| !matches!(wanted, Wanted::Pattern(_)));
            let doubt = if is_typed { in_doubt(own, letters) | CANONICAL } else { 0 };
            return walked | doubt;
        };
        let typed = self.wanted.iter().filter(|wanted| !matches!(wanted, Wanted::Pattern(_)));
        let fits = typed.into_iter().any(|wanted| wanted.admits(&text));
        walked | if fits { FITS } else { 0 }
    }
}

/// The flags of a match that hangs on letters.
fn in_doubt(letters_of: impl Iterator<Item = u16>, letters: &Letters) -> u8 {
    letters_of.fold(0, |flags, letter| {
        let by_symbols = letters.is_open(letter, Mode::MayBySymbols);
        flags | MAY | if by_symbols { MAY_BY_SYMBOLS } else { 0 }
    })
}

/// A word without letters, as text.
pub(crate) fn plain(word: &Word) -> Option<String> {
    word.iter()
        .map(|glyph| match glyph {
            Glyph::Char(letter) => Some(*letter),
            Glyph::Letter(_) => None,
        })
        .collect()
}

/// A text as a word.
pub(crate) fn word(text: &str) -> Word {
    text.chars().map(Glyph::Char).collect()
}
