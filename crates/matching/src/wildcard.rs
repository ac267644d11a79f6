//! Matches text against patterns with wildcards, and decides whether two patterns can match the same text.

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    /// This character.
    Char(char),
    /// Any one character.
    One,
    /// Any text, including none.
    Many,
    /// Any one character except `:`.
    SegmentOne,
    /// Any text without `:`, including none.
    SegmentMany,
    /// Any one character except `:` and `/`.
    WordOne,
    /// Any text without `:` and `/`, including none.
    WordMany,
    /// Text that is unknown, numbered by the caller. It is not matched against text: see [`Pattern::matches`].
    Symbol(u16),
}

/// A compiled pattern.
///
/// INVARIANT: wildcards that stay within a segment come before all other wildcards, and those that stay within a word only
/// occur where it is not matched against text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern {
    /// The steps, in order.
    pub tokens: Vec<Token>,
    /// Characters are compared without regard to case. The tokens are in lower case.
    pub folds_case: bool,
}

/// Returns the lower case of a character where it is one character, or else the character itself.
#[must_use]
pub fn fold_case(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => character,
    }
}

impl Token {
    /// Whether the token can take any number of characters.
    #[must_use]
    pub const fn is_repeated(self) -> bool {
        matches!(self, Self::Many | Self::SegmentMany | Self::WordMany)
    }

    /// Whether the token can take this character. Where case is ignored, the character must be in lower case.
    #[must_use]
    pub const fn admits(self, character: char) -> bool {
        match self {
            Self::Char(own) => own == character,
            Self::One | Self::Many => true,
            Self::SegmentOne | Self::SegmentMany => character != ':',
            Self::WordOne | Self::WordMany => !matches!(character, ':' | '/'),
            Self::Symbol(_) => false,
        }
    }
}

impl Pattern {
    /// Compiles text in which `*` and `?` are wildcards.
    #[must_use]
    pub fn glob(text: &str) -> Self {
        Self::compile(text, |character| match character {
            '*' => Token::Many,
            '?' => Token::One,
            other => Token::Char(other),
        })
    }

    /// Compiles text in which `*` is the only wildcard.
    #[must_use]
    pub fn with_stars(text: &str) -> Self {
        Self::compile(text, |character| match character {
            '*' => Token::Many,
            other => Token::Char(other),
        })
    }

    fn compile(text: &str, token: impl Fn(char) -> Token) -> Self {
        let mut tokens: Vec<Token> = text.chars().map(token).collect();
        tokens.dedup_by(|next, last| *next == Token::Many && *last == Token::Many);
        Self { tokens, folds_case: false }
    }

    /// Returns the only text that matches, if there is exactly one.
    #[must_use]
    pub fn only_text(&self) -> Option<String> {
        let character =
            |token: &Token| if let Token::Char(own) = token { Some(*own) } else { None };
        self.tokens.iter().map(character).collect()
    }

    /// Whether the text matches. A symbol matches nothing: the caller compiles a pattern for each bound of what it can be.
    ///
    /// Takes at most the product of both lengths in time.
    #[must_use]
    pub fn matches(&self, text: &[char]) -> bool {
        let folds_case = self.folds_case;
        let character = |at: usize| {
            let character = *text.get(at)?;
            Some(if folds_case { fold_case(character) } else { character })
        };
        matches(|at| self.tokens.get(at).copied(), character)
    }
}

/// Whether `pattern`, in which `*` and `?` are wildcards, matches `text`, ignoring ASCII case.
///
/// Takes no memory, and at most the product of both lengths in time.
///
/// ```
/// use constructs_matching::matches_ignoring_case;
///
/// assert!(matches_ignoring_case("G?t*", "getObject"));
/// assert!(!matches_ignoring_case("Get?", "Get"));
/// ```
#[must_use]
pub fn matches_ignoring_case(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let token = |at: usize| {
        Some(match pattern.get(at)? {
            b'*' => Token::Many,
            b'?' => Token::One,
            other => Token::Char(other.to_ascii_lowercase().into()),
        })
    };
    matches(token, |at| Some(text.get(at)?.to_ascii_lowercase().into()))
}

/// Matches the tokens against the characters, each by its position.
///
/// Going back to the last wildcard is enough: one that stays within a segment can't change where its segment ends.
fn matches(
    token: impl Fn(usize) -> Option<Token>,
    character: impl Fn(usize) -> Option<char>,
) -> bool {
    let (mut at, mut position) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(next) = character(position) {
        match token(at) {
            Some(wildcard) if wildcard.is_repeated() => {
                retry = Some((at, position));
                at += 1;
            }
            Some(token) if token.admits(next) => (at, position) = (at + 1, position + 1),
            _ => {
                let Some((wildcard, from)) = retry else { return false };
                let taken = token(wildcard).zip(character(from));
                if !taken.is_some_and(|(wildcard, taken)| wildcard.admits(taken)) {
                    return false;
                }
                retry = Some((wildcard, from + 1));
                (at, position) = (wildcard + 1, from + 1);
            }
        }
    }
    while let Some(rest) = token(at) {
        if !rest.is_repeated() {
            return false;
        }
        at += 1;
    }
    true
}

/// The most pairs of positions that [`may_intersect`] examines.
const MAX_PAIRS: usize = 1_000_000;

/// Whether a text may exist that both patterns match. A symbol may be any text.
///
/// Returns `true` without an examination if the product of both lengths is over 1,000,000.
///
/// ```
/// use constructs_matching::{Pattern, may_intersect};
///
/// let intersect =
///     |one, other| may_intersect(&Pattern::glob(one).tokens, &Pattern::glob(other).tokens);
/// assert!(intersect("arn:aws:s3:::*/a", "arn:*:s3:::bucket/?"));
/// assert!(!intersect("arn:aws:s3:::*", "arn:aws:sqs:*"));
/// ```
#[must_use]
pub fn may_intersect(one: &[Token], other: &[Token]) -> bool {
    let width = other.len() + 1;
    let pairs = (one.len() + 1).saturating_mul(width);
    if pairs > MAX_PAIRS {
        return true;
    }
    let mut reached = vec![false; pairs];
    let mut todo = vec![(0, 0)];
    while let Some((left, right)) = todo.pop() {
        let Some(seen) = reached.get_mut(left * width + right) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        let (own, others) = (one.get(left), other.get(right));
        if own.is_some_and(can_be_empty) {
            todo.push((left + 1, right));
        }
        if others.is_some_and(can_be_empty) {
            todo.push((left, right + 1));
        }
        let (Some(own), Some(others)) = (own, others) else { continue };
        if have_common_character(*own, *others) {
            let next = |token, at| if can_be_empty(token) { at } else { at + 1 };
            todo.push((next(own, left), next(others, right)));
        }
    }
    reached.last().copied().unwrap_or_default()
}

/// Whether the token can take no text, and therefore more than one character.
const fn can_be_empty(token: &Token) -> bool {
    token.is_repeated() || matches!(token, Token::Symbol(_))
}

const fn have_common_character(one: Token, other: Token) -> bool {
    match (one, other) {
        (Token::Symbol(_), _) | (_, Token::Symbol(_)) => true,
        (Token::Char(own), other) | (other, Token::Char(own)) => other.admits(own),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by trying every way.
    fn tried(pattern: &[Token], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some((token, rest)), taken) if token.is_repeated() => {
                let takes =
                    |(next, shorter): (&char, _)| token.admits(*next) && tried(pattern, shorter);
                tried(rest, text) || taken.is_some_and(takes)
            }
            (Some((token, rest)), Some((next, shorter))) => {
                token.admits(*next) && tried(rest, shorter)
            }
            _ => false,
        }
    }

    /// All texts of up to `length` characters that patterns of the tests can tell apart.
    fn texts(length: usize) -> Vec<Vec<char>> {
        let mut all = vec![Vec::new()];
        let mut last = all.clone();
        for _ in 0..length {
            let longer = last.iter().flat_map(|text| {
                [':', '/', 'a', 'b'].map(|next| text.iter().copied().chain([next]).collect())
            });
            last = longer.collect();
            all.extend(last.iter().cloned());
        }
        all
    }

    fn tokens(open: &'static [Token]) -> impl Strategy<Value = Vec<Token>> {
        let token = prop::sample::select(open);
        prop::collection::vec(token, 0..5)
    }

    const SEGMENTS: &[Token] = &[
        Token::Char('a'),
        Token::Char(':'),
        Token::Char('/'),
        Token::SegmentOne,
        Token::SegmentMany,
    ];
    const GLOB: &[Token] = &[Token::Char('a'), Token::Char('b'), Token::One, Token::Many];
    const ALL: &[Token] = &[
        Token::Char('a'),
        Token::Char(':'),
        Token::Char('/'),
        Token::One,
        Token::Many,
        Token::SegmentOne,
        Token::SegmentMany,
        Token::WordOne,
        Token::WordMany,
    ];

    proptest! {
        #[test]
        fn matching_finds_what_trying_finds(
            segments in tokens(SEGMENTS),
            glob in tokens(GLOB),
            text in "[ab:/]{0,9}",
        ) {
            let text: Vec<char> = text.chars().collect();
            let tokens = [segments, glob].concat();
            let pattern = Pattern { tokens, folds_case: false };
            prop_assert_eq!(pattern.matches(&text), tried(&pattern.tokens, &text));
        }

        #[test]
        fn patterns_intersect_where_a_text_matches_both(one in tokens(ALL), other in tokens(ALL)) {
            let common = texts(6).iter().any(|text| tried(&one, text) && tried(&other, text));
            let found = may_intersect(&one, &other);
            prop_assert!(found || !common);
            // Two patterns of four tokens that intersect do so in a text of at most eight characters.
            let is_short = one.len() + other.len() <= 6;
            prop_assert!(!found || common || !is_short);
            prop_assert_eq!(found, may_intersect(&other, &one));
        }
    }

    #[test]
    fn case_is_ignored_where_it_is_asked_for() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("Get*", "getObject", true),
            ("*Tag*", "ListTagsForResource", true),
            ("G?t", "Get", true),
            ("G?t", "Gt", false),
            ("*a*b", "aab", true),
            ("*a*b", "aba", false),
            ("", "a", false),
        ] {
            assert_eq!(matches_ignoring_case(pattern, text), expected, "{pattern} {text}");
        }
        let text: Vec<char> = "ÄB".chars().collect();
        assert!(Pattern { folds_case: true, ..Pattern::glob("äb") }.matches(&text));
        assert!(!Pattern::glob("äb").matches(&text));
    }

    #[test]
    fn a_symbol_may_be_any_text() {
        let symbol = [Token::Char('a'), Token::Symbol(0)];
        assert!(may_intersect(&symbol, &Pattern::glob("abc").tokens));
        assert!(may_intersect(&symbol, &Pattern::glob("a").tokens));
        assert!(!may_intersect(&symbol, &Pattern::glob("b*").tokens));
    }

    #[test]
    fn long_patterns_may_intersect() {
        let long = Pattern::glob(&"a".repeat(2_000)).tokens;
        assert!(may_intersect(&long, &Pattern::glob(&"b".repeat(2_000)).tokens));
    }

    #[test]
    fn a_question_mark_is_text_beside_stars() {
        let text: Vec<char> = "why? because".chars().collect();
        assert!(Pattern::with_stars("why?*").matches(&text));
        assert!(!Pattern::with_stars("wh??*").matches(&text));
    }
}
