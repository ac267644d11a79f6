//! Splits the lines of facts into words: `property Name name string length=1..80 pattern="^[a-z ]+$"`.
//!
//! `facts/README.md` explains the lines. A word that contains a space, `=`, or a quote is a JSON string.

use std::borrow::Cow;
use std::fmt;

/// A line with content.
#[derive(Clone, Copy, Debug)]
pub struct FactsLine<'t> {
    /// Its number in the text, counted from 1.
    pub number: usize,
    /// How many levels it is indented.
    pub depth: usize,
    /// Its first word.
    pub keyword: &'t str,
    /// The text after the keyword.
    pub rest: &'t str,
}

/// A word, or a word with a value after `=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsWord<'t> {
    /// The word without quotes.
    pub text: Cow<'t, str>,
    /// The value without quotes.
    pub value: Option<Cow<'t, str>>,
}

/// A quoted word is not a JSON string.
#[derive(Debug)]
pub struct QuoteError {
    /// The text from the opening quote on.
    text: String,
    reason: String,
}

impl fmt::Display for QuoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.text, self.reason)
    }
}

impl std::error::Error for QuoteError {}

impl<'t> FactsLine<'t> {
    /// The lines of a text that are not empty and not comments.
    pub fn parse_all(text: &'t str) -> impl Iterator<Item = Self> {
        let has_content =
            |(_, line): &(usize, &str)| !line.trim().is_empty() && !line.starts_with('#');
        text.lines().enumerate().filter(has_content).map(|(index, line)| {
            let content = line.trim_start_matches(' ');
            let (keyword, rest) = content.split_once(' ').unwrap_or((content, ""));
            Self { number: index + 1, depth: (line.len() - content.len()) / 2, keyword, rest }
        })
    }

    /// The words after the keyword. JSON without quotes, which some keywords have at the end, is one word.
    #[must_use]
    pub fn words(&self) -> Words<'t> {
        let has_json = ["is", "schema", "defines"].contains(&self.keyword);
        Words { rest: self.rest, has_json }
    }
}

/// The words of a line, in order. The words after an error are left out.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    rest: &'t str,
    has_json: bool,
}

impl<'t> Iterator for Words<'t> {
    type Item = Result<FactsWord<'t>, QuoteError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = std::mem::take(&mut self.rest).trim();
        if rest.is_empty() {
            return None;
        }
        if self.has_json && rest.starts_with('{') {
            return Some(Ok(FactsWord { text: Cow::Borrowed(rest), value: None }));
        }
        Some(split_word(rest).map(|(word, after)| {
            self.rest = after;
            word
        }))
    }
}

/// The word that a text begins with, with its value, and the text after it.
fn split_word(text: &str) -> Result<(FactsWord<'_>, &str), QuoteError> {
    let (word, after) = split_part(text)?;
    match after.strip_prefix('=') {
        Some(after) => {
            let (value, after) = split_part(after)?;
            Ok((FactsWord { text: word, value: Some(value) }, after))
        }
        None => Ok((FactsWord { text: word, value: None }, after)),
    }
}

/// The word or value that a text begins with, and the text after it.
fn split_part(text: &str) -> Result<(Cow<'_, str>, &str), QuoteError> {
    if !text.starts_with('"') {
        let end = text.find([' ', '=']).unwrap_or(text.len());
        let (part, after) = text.split_at_checked(end).unwrap_or((text, ""));
        return Ok((Cow::Borrowed(part), after));
    }
    let (quoted, after) = split_quoted(text)?;
    match quoted.strip_prefix('"').and_then(|part| part.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Ok((Cow::Borrowed(plain), after)),
        _ => serde_json::from_str(quoted)
            .map(|part| (Cow::Owned(part), after))
            .map_err(|error| QuoteError { text: quoted.to_owned(), reason: error.to_string() }),
    }
}

/// The quoted text that a text begins with, quotes included, and the text after it.
fn split_quoted(text: &str) -> Result<(&str, &str), QuoteError> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Ok(text.split_at_checked(at + 1).unwrap_or((text, ""))),
            _ => {}
        }
    }
    Err(QuoteError { text: text.to_owned(), reason: "has no closing quote".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::FactsLine;

    #[test]
    fn words_and_values_are_told_apart() {
        let line = "  property A a string length=1..80 pattern=\"^[a \\\"=]$\" unique";
        let line = FactsLine::parse_all(line).next().unwrap();
        assert_eq!((line.depth, line.keyword), (1, "property"));
        let words: Vec<String> = line
            .words()
            .map(|word| word.unwrap())
            .map(|word| format!("{}|{}", word.text, word.value.unwrap_or_default()))
            .collect();
        let expected = ["A|", "a|", "string|", "length|1..80", "pattern|^[a \"=]$", "unique|"];
        assert_eq!(words, expected);
    }

    #[test]
    fn json_at_the_end_is_one_word() {
        let line = FactsLine::parse_all("  defines A {\"b\": \"c d\"}").next().unwrap();
        let words: Vec<String> = line.words().map(|word| word.unwrap().text.into_owned()).collect();
        assert_eq!(words, ["A", "{\"b\": \"c d\"}"]);
    }
}
