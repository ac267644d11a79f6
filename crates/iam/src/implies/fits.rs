//! Decides how each value of a condition key matches what the conditions want.

use super::match_flags::{CANONICAL, CERTAIN, MAY, MAY_BY_DEPLOYMENT, MUST_BY_DEPLOYMENT};
use super::symbol_table::{Mode, SymbolTable, Word, WordUnit};
use crate::document::PolicyCondition;
use crate::pattern::Bounds;
use crate::pattern::Style;
use crate::text::TextPart;
use crate::value::compare::Wanted;
use constructs_matching::Token;
use constructs_policy::Comparison;

/// It fits, whatever the symbols are.
pub(crate) const FITS: u8 = CERTAIN | CANONICAL;
/// It is taken to fit; another deployment may see it otherwise.
pub(crate) const ASSUMED_MATCH: u8 = FITS & !MUST_BY_DEPLOYMENT;
/// It is taken not to fit; another deployment may see it otherwise.
pub(crate) const ASSUMED_MISMATCH: u8 = MAY_BY_DEPLOYMENT;

/// A condition, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Wants {
    pub(crate) wanted: Vec<Wanted>,
    /// Whether something is wanted that depends on symbols otherwise than as text does: it may fit or not.
    pub(crate) is_free: bool,
}

impl Wants {
    pub(crate) fn new(condition: &PolicyCondition, symbols: &SymbolTable) -> Self {
        let comparison = condition.operator.comparison;
        let resolve = |part: &TextPart| symbols.resolve(part, Style::of_comparison(comparison));
        let mut wants = Self { wanted: Vec::new(), is_free: false };
        for value in &condition.values {
            let wanted = Wanted::compile(comparison, value, &resolve);
            let is_known =
                |part: &TextPart| !matches!(part, TextPart::Variable(_) | TextPart::Symbol(_));
            let has_symbols = !value.parts().iter().all(is_known);
            // Regardless of case, text can equal a symbol without being it.
            let is_text = comparison != Comparison::StringEqualsIgnoreCase;
            match wanted {
                // Where an ARN of fewer fields goes on with a symbol, text that is longer may match as well.
                Some(Wanted::Pattern(bounds)) if has_symbols && bounds.lower.is_none() => {
                    wants.is_free = true;
                }
                Some(wanted) if is_text || !has_symbols => wants.wanted.push(wanted),
                _ => wants.is_free = true,
            }
        }
        wants
    }

    /// The patterns among what is wanted.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &Bounds> {
        self.wanted.iter().filter_map(|wanted| match wanted {
            Wanted::Pattern(pattern) => Some(pattern),
            _ => None,
        })
    }

    /// Whether a plain text fits.
    pub(crate) fn match_text(&self, text: &str, symbols: &SymbolTable) -> u8 {
        self.wanted.iter().fold(0, |flags, wanted| flags | fits_text(wanted, text, symbols))
    }

    /// What is wanted otherwise than by a pattern, of a word that a walk of the patterns found.
    pub(crate) fn match_word(&self, word: &Word, walked: u8, symbols: &SymbolTable) -> u8 {
        let Some(text) = plain(word) else {
            let own = word.iter().filter_map(|unit| match unit {
                WordUnit::Symbol(symbol) => Some(*symbol),
                WordUnit::Char(_) => None,
            });
            let is_typed = self.wanted.iter().any(|wanted| !matches!(wanted, Wanted::Pattern(_)));
            let doubt = if is_typed { in_doubt(own, symbols) | CANONICAL } else { 0 };
            return walked | doubt;
        };
        let typed = self.wanted.iter().filter(|wanted| !matches!(wanted, Wanted::Pattern(_)));
        let fits = typed.into_iter().any(|wanted| wanted.admits(&text) == Some(true));
        walked | if fits { FITS } else { 0 }
    }
}

fn fits_text(wanted: &Wanted, text: &str, symbols: &SymbolTable) -> u8 {
    let Wanted::Pattern(bounds) = wanted else {
        return if wanted.admits(text) == Some(true) { FITS } else { 0 };
    };
    let own = bounds.upper.tokens.iter().filter_map(|token| match token {
        Token::Symbol(symbol) => Some(*symbol),
        _ => None,
    });
    let own: Vec<u16> = own.collect();
    // A text that equals the text of one symbol is compared as that symbol.
    if own.len() == 1 && bounds.upper.tokens.len() == 1 {
        return 0;
    }
    if !own.is_empty() {
        return in_doubt(own.into_iter(), symbols);
    }
    match bounds.matches(&text.chars().collect::<Vec<_>>()) {
        Some(true) => FITS,
        Some(false) => 0,
        None => MAY | MAY_BY_DEPLOYMENT | CANONICAL,
    }
}

/// The flags of a match that depends on symbols.
fn in_doubt(symbols_of: impl Iterator<Item = u16>, symbols: &SymbolTable) -> u8 {
    symbols_of.fold(0, |flags, symbol| {
        let by_symbols = symbols.is_open(symbol, Mode::MayByDeployment);
        flags | MAY | if by_symbols { MAY_BY_DEPLOYMENT } else { 0 }
    })
}

/// A word without symbols, as text.
pub(crate) fn plain(word: &Word) -> Option<String> {
    word.iter()
        .map(|unit| match unit {
            WordUnit::Char(character) => Some(*character),
            WordUnit::Symbol(_) => None,
        })
        .collect()
}

/// A text as a word.
pub(crate) fn word(text: &str) -> Word {
    text.chars().map(WordUnit::Char).collect()
}
