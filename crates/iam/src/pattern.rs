//! Compiles a string of a policy into tokens that are matched with text.
//!
//! A variable, or a symbol of the deployment, takes part in matching as one indivisible character: a token `Symbol`. What a
//! string with such tokens matches is therefore known in two bounds: [`Bounds`].

use constructs_matching::{Pattern, Token, fold_case};

use super::text::{PolicyText, TextPart};
use constructs_policy::Comparison;

/// How a string is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `*` and `?` are characters.
    Exact,
    /// `*` and `?` match any characters.
    Glob,
    /// An element of `Resource`: a glob; an ARN of fewer than six fields is completed with `*`.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
    Resource,
    /// An ARN of a condition: six fields between `:`; in the first five, a wildcard stays within its field.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN>
    Segments,
}

impl Style {
    /// How a value of the policy is read by a condition's comparison.
    pub(crate) const fn of_comparison(comparison: Comparison) -> Self {
        match comparison {
            Comparison::StringLike => Self::Glob,
            Comparison::ArnLike => Self::Segments,
            Comparison::StringEquals
            | Comparison::StringEqualsIgnoreCase
            | Comparison::BinaryEquals
            | Comparison::Number(_)
            | Comparison::Date(_)
            | Comparison::Bool
            | Comparison::IpAddress
            | Comparison::Null => Self::Exact,
        }
    }
}

/// What a variable or a symbol becomes.
pub(crate) enum Resolved {
    Text(String),
    /// A symbol, the fewest `:` in its text, and the most.
    Symbol(u16, usize, Option<usize>),
    /// Text that may be any text: in the upper bound it matches everything, in the lower bound nothing.
    Any,
    Unknown,
}

/// What a string matches, in two bounds.
///
/// INVARIANT: whatever the symbols are, the string matches no more than `upper` and all that `lower` matches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Bounds {
    pub(crate) upper: Pattern,
    /// `None`: it may match nothing.
    pub(crate) lower: Option<Pattern>,
}

/// The fields of an ARN, less one.
const COLONS: usize = 5;

impl Bounds {
    /// A pattern of plain text in which `*` and `?` are wildcards.
    pub(crate) fn glob(text: &str) -> Self {
        let upper = Pattern::glob(text);
        Self { lower: Some(upper.clone()), upper }
    }

    /// Compiles; `None` where something in it is unknown.
    pub(crate) fn compile(
        text: &PolicyText,
        style: Style,
        folds_case: bool,
        resolve: &dyn Fn(&TextPart) -> Resolved,
    ) -> Option<Self> {
        let mut builder = Builder::new(style, folds_case, text);
        for part in text.parts() {
            match part {
                TextPart::Literal(text) => builder.literal(text),
                TextPart::Many => builder.many(),
                TextPart::One => builder.one(),
                TextPart::Variable(_) | TextPart::Symbol(_) => match resolve(part) {
                    Resolved::Text(text) => builder.literal(&text),
                    Resolved::Symbol(symbol, min, max) => builder.symbol(symbol, min, max),
                    Resolved::Any => builder.any(),
                    Resolved::Unknown => return None,
                },
            }
        }
        Some(builder.finish())
    }

    /// The only text that matches, where there is one.
    pub(crate) fn only_text(&self) -> Option<String> {
        self.upper.only_text().filter(|_| self.lower.as_ref() == Some(&self.upper))
    }

    /// Whether a text matches; `None` where it may.
    pub(crate) fn matches(&self, text: &[char]) -> Option<bool> {
        if self.lower.as_ref().is_some_and(|lower| lower.matches(text)) {
            return Some(true);
        }
        if self.upper.matches(text) { None } else { Some(false) }
    }
}

/// Whether a text is an ARN.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Arn,
    /// It begins with a symbol.
    Unknown,
    Other,
}

struct Builder {
    upper: Vec<Token>,
    lower: Vec<Token>,
    style: Style,
    folds_case: bool,
    /// The fewest `:` so far, and the most; `None`: any number.
    min_colons: usize,
    max_colons: Option<usize>,
    start: Start,
    /// Whether something in it may match nothing.
    may_be_nothing: bool,
}

impl Builder {
    fn new(style: Style, folds_case: bool, text: &PolicyText) -> Self {
        let start = match text.parts() {
            [TextPart::Literal(text), ..] if text.starts_with("arn:") => Start::Arn,
            [TextPart::Variable(_) | TextPart::Symbol(_), ..] => Start::Unknown,
            [TextPart::Literal(text), TextPart::Variable(_) | TextPart::Symbol(_), ..]
                if "arn:".starts_with(text.as_str()) =>
            {
                Start::Unknown
            }
            _ => Start::Other,
        };
        let (upper, lower) = (Vec::new(), Vec::new());
        let (min_colons, max_colons) = (0, Some(0));
        Self {
            upper,
            lower,
            style,
            folds_case,
            min_colons,
            max_colons,
            start,
            may_be_nothing: false,
        }
    }

    fn literal(&mut self, text: &str) {
        for character in text.chars() {
            let colon = usize::from(character == ':');
            self.add_colons(colon, Some(colon));
            let character = if self.folds_case { fold_case(character) } else { character };
            self.push(Token::Char(character), Token::Char(character));
        }
    }

    fn symbol(&mut self, symbol: u16, min: usize, max: Option<usize>) {
        self.push(Token::Symbol(symbol), Token::Symbol(symbol));
        self.add_colons(min, max);
    }

    /// Text that is not known at all.
    fn any(&mut self) {
        self.may_be_nothing = true;
        self.push(Token::Many, Token::Many);
        self.add_colons(0, None);
    }

    fn add_colons(&mut self, min: usize, max: Option<usize>) {
        self.min_colons += min;
        self.max_colons = self.max_colons.zip(max).map(|(own, more)| own + more);
    }

    fn push(&mut self, upper: Token, lower: Token) {
        for (tokens, token) in [(&mut self.upper, upper), (&mut self.lower, lower)] {
            let is_repeated =
                matches!(token, Token::Many | Token::SegmentMany) && tokens.last() == Some(&token);
            if !is_repeated {
                tokens.push(token);
            }
        }
    }

    /// A wildcard: `bound` within a field of an ARN, `open` elsewhere.
    fn wildcard(&mut self, open: Token, bound: Token) {
        if self.style != Style::Segments || self.min_colons >= COLONS {
            return self.push(open, open);
        }
        let is_bound = self.max_colons.is_some_and(|most| most < COLONS);
        self.push(if is_bound { bound } else { open }, bound);
    }

    fn many(&mut self) {
        match self.style {
            Style::Exact => self.push(Token::Char('*'), Token::Char('*')),
            _ => self.wildcard(Token::Many, Token::SegmentMany),
        }
    }

    fn one(&mut self) {
        match self.style {
            Style::Exact => self.push(Token::Char('?'), Token::Char('?')),
            _ => self.wildcard(Token::One, Token::SegmentOne),
        }
    }

    fn finish(mut self) -> Bounds {
        match self.style {
            Style::Segments if self.min_colons < COLONS => self.open_fields(),
            Style::Resource => self.complete(),
            _ => {}
        }
        let folds_case = self.folds_case;
        let lower = Pattern { tokens: self.lower, folds_case };
        Bounds {
            upper: Pattern { tokens: self.upper, folds_case },
            lower: (!self.may_be_nothing).then_some(lower),
        }
    }

    /// What an ARN of fewer than six fields matches in a condition is documented nowhere: each field is compared by itself, it
    /// is said, and evaluators differ. So it may match what it matches as a glob, or nothing.
    fn open_fields(&mut self) {
        self.may_be_nothing = true;
        for token in &mut self.upper {
            match token {
                Token::SegmentMany => *token = Token::Many,
                Token::SegmentOne => *token = Token::One,
                _ => {}
            }
        }
    }

    /// An ARN of fewer than six fields gets the others as `*`.
    fn complete(&mut self) {
        if self.start == Start::Other || self.min_colons >= COLONS {
            return;
        }
        if self.start == Start::Arn && self.max_colons == Some(self.min_colons) {
            for _ in self.min_colons..COLONS {
                self.push(Token::Char(':'), Token::Char(':'));
                self.push(Token::Many, Token::Many);
            }
            return;
        }
        self.may_be_nothing = true;
        self.push(Token::Many, Token::Many);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(style: Style, pattern: &str, text: &str) -> Option<bool> {
        let unknown = |_: &TextPart| Resolved::Unknown;
        let pattern =
            Bounds::compile(&PolicyText::parse(pattern, true), style, false, &unknown).unwrap();
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
            assert_eq!(matches(Style::Glob, pattern, text), Some(expected), "{pattern} {text}");
        }
    }

    #[test]
    fn a_wildcard_stays_in_its_segment() {
        for (pattern, text, expected) in [
            ("arn:aws:s3:::b*", "arn:aws:s3:::b/c:d", Some(true)),
            ("arn:*:s3:::b", "arn:aws:s3:::b", Some(true)),
            ("arn:aws:*:::b", "arn:aws:s3:x:::b", Some(false)),
            ("arn:aws:sqs:*:*:q", "arn:aws:sqs:::q", Some(true)),
            ("arn:aws:sqs:*-1:1*:q*", "arn:aws:sqs:eu-1-1:12:q:", Some(true)),
            // Whether these match is documented nowhere.
            ("arn:aws:s3*", "arn:aws:s3:::b", None),
            ("*", "arn:aws:s3:::b", None),
            ("arn:aws:sns:*", "arn:aws:s3:::b", Some(false)),
        ] {
            assert_eq!(matches(Style::Segments, pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_short_arn_is_completed() {
        for (pattern, text, expected) in [
            ("arn:aws:sqs", "arn:aws:sqs:eu-west-1:111122223333:q", true),
            ("arn:aws:sqs", "arn:aws:sqs", false),
            ("arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:111122223333:q", true),
            ("arn:aws:s*", "arn:aws:sns:eu-west-1:111122223333:t", true),
            ("arn:aws:sqs:eu-west-1", "arn:aws:sqs:eu-west-2:111122223333:q", false),
            ("arn:aws:s3:::b", "arn:aws:s3:::b/k", false),
            ("*", "arn:aws:s3:::b/k", true),
        ] {
            assert_eq!(matches(Style::Resource, pattern, text), Some(expected), "{pattern} {text}");
        }
    }
}
