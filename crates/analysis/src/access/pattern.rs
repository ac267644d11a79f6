//! A policy's string -> tokens that are matched against text.
//!
//! A *letter* is a variable or a symbol whose text isn't known: it takes part in matching as one indivisible character.

use super::text::{Part, Text};

/// How a string is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Style {
    /// `*` and `?` stand for themselves.
    Exact,
    /// `*` and `?` stand for any characters.
    Glob,
    /// Six segments between `:`; in the first five, a wildcard stays within its segment.
    Segments,
}

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Token {
    Char(char),
    One,
    Many,
    SegmentOne,
    SegmentMany,
    Letter(u16),
}

/// What stands for a variable or a symbol.
pub(crate) enum Resolved {
    Text(String),
    Letter(u16),
    Unknown,
}

/// A compiled string.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pattern {
    pub(crate) tokens: Vec<Token>,
    /// Letters are compared without regard to case; the tokens are in lower case.
    pub(crate) folds_case: bool,
    /// Nothing matches.
    pub(crate) is_impossible: bool,
}

/// A letter in lower case, where that is one letter.
pub(crate) fn folded(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => letter,
    }
}

impl Pattern {
    /// Compiles; `None` where something in it is unknown.
    pub(crate) fn compile(
        text: &Text,
        style: Style,
        folds_case: bool,
        resolve: &dyn Fn(&Part) -> Resolved,
    ) -> Option<Self> {
        let mut builder = Builder { tokens: Vec::new(), style, folds_case, colons: 0 };
        for part in text.parts() {
            match part {
                Part::Literal(text) => builder.literal(text),
                Part::Many => builder.many(),
                Part::One => builder.one(),
                Part::Variable(_) | Part::Symbol(_) => match resolve(part) {
                    Resolved::Text(text) => builder.literal(&text),
                    Resolved::Letter(letter) => builder.tokens.push(Token::Letter(letter)),
                    Resolved::Unknown => return None,
                },
            }
        }
        let is_impossible = style == Style::Segments && builder.colons < 5;
        Some(Self { tokens: builder.tokens, folds_case, is_impossible })
    }

    /// A pattern of plain text in which `*` and `?` are wildcards.
    pub(crate) fn glob(text: &str) -> Self {
        let mut builder =
            Builder { tokens: Vec::new(), style: Style::Glob, folds_case: false, colons: 0 };
        for part in Text::parse(text, false).parts() {
            match part {
                Part::Literal(text) => builder.literal(text),
                Part::Many => builder.many(),
                _ => builder.one(),
            }
        }
        Self { tokens: builder.tokens, folds_case: false, is_impossible: false }
    }

    /// The one text that matches, where there is one.
    pub(crate) fn only_text(&self) -> Option<String> {
        let letter =
            |token: &Token| if let Token::Char(letter) = token { Some(*letter) } else { None };
        self.tokens.iter().map(letter).collect()
    }

    /// Whether the text matches. Letters match nothing here.
    ///
    /// Going back to the last wildcard is enough: a wildcard of a segment can't change where its segment ends.
    pub(crate) fn matches(&self, text: &[char]) -> bool {
        if self.is_impossible {
            return false;
        }
        let (mut at, mut place) = (0, 0);
        let mut retry: Option<(usize, usize)> = None;
        while let Some(&letter) = text.get(place) {
            let token = self.tokens.get(at).copied();
            if let Some(Token::Many | Token::SegmentMany) = token {
                retry = Some((at, place));
                at += 1;
            } else if token.is_some_and(|token| self.admits(token, letter)) {
                at += 1;
                place += 1;
            } else {
                let Some((star, from)) = retry else { return false };
                let is_bound = self.tokens.get(star) == Some(&Token::SegmentMany);
                if is_bound && text.get(from) == Some(&':') {
                    return false;
                }
                retry = Some((star, from + 1));
                (at, place) = (star + 1, from + 1);
            }
        }
        let rest = self.tokens.get(at..).unwrap_or_default();
        rest.iter().all(|token| matches!(token, Token::Many | Token::SegmentMany))
    }

    /// Whether a token takes this character.
    pub(crate) fn admits(&self, token: Token, letter: char) -> bool {
        match token {
            Token::Char(own) => own == if self.folds_case { folded(letter) } else { letter },
            Token::One | Token::Many => true,
            Token::SegmentOne | Token::SegmentMany => letter != ':',
            Token::Letter(_) => false,
        }
    }
}

struct Builder {
    tokens: Vec<Token>,
    style: Style,
    folds_case: bool,
    colons: usize,
}

impl Builder {
    fn literal(&mut self, text: &str) {
        for letter in text.chars() {
            self.colons += usize::from(letter == ':');
            let letter = if self.folds_case { folded(letter) } else { letter };
            self.tokens.push(Token::Char(letter));
        }
    }

    fn is_bound(&self) -> bool {
        self.style == Style::Segments && self.colons < 5
    }

    fn many(&mut self) {
        let token = match self.style {
            Style::Exact => Token::Char('*'),
            _ if self.is_bound() => Token::SegmentMany,
            _ => Token::Many,
        };
        if token == Token::Char('*') || self.tokens.last() != Some(&token) {
            self.tokens.push(token);
        }
    }

    fn one(&mut self) {
        self.tokens.push(match self.style {
            Style::Exact => Token::Char('?'),
            _ if self.is_bound() => Token::SegmentOne,
            _ => Token::One,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(style: Style, pattern: &str, text: &str) -> bool {
        let unknown = |_: &Part| Resolved::Unknown;
        let pattern =
            Pattern::compile(&Text::parse(pattern, true), style, false, &unknown).unwrap();
        pattern.matches(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn globs() {
        for (pattern, text, expected) in [
            ("a*a", "aa", true),
            ("a*a", "a", false),
            ("a?", "aé", true),
            ("*", "", true),
            ("?*", "", false),
            ("*b*c", "abbcbc", true),
            ("arn:*:x", "arn:a:b:x", true),
            ("a${*}", "a*", true),
            ("a${*}", "ab", false),
        ] {
            assert_eq!(matches(Style::Glob, pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_wildcard_stays_in_its_segment() {
        for (pattern, text, expected) in [
            ("arn:aws:s3:::b*", "arn:aws:s3:::b/c:d", true),
            ("arn:*:s3:::b", "arn:aws:s3:::b", true),
            ("arn:aws:*:::b", "arn:aws:s3:x:::b", false),
            ("arn:aws:sqs:*:*:q", "arn:aws:sqs:::q", true),
            ("arn:aws:sqs:*-1:1*:q*", "arn:aws:sqs:eu-1-1:12:q:", true),
            ("arn:aws:s3*", "arn:aws:s3:::b", false),
            ("*", "arn:aws:s3:::b", false),
        ] {
            assert_eq!(matches(Style::Segments, pattern, text), expected, "{pattern} {text}");
        }
    }
}
