//! A line of the facts -> its words: `property Name name string length=1..80 pattern="^[a-z ]+$"`.
//!
//! `facts/README.md` says what the lines mean. The text is the project's own: what can't be read is passed over.

use super::Text;

/// A line that says something.
#[derive(Debug)]
pub(super) struct Line {
    /// How many levels it is indented.
    pub(super) depth: usize,
    /// Its first word.
    pub(super) keyword: &'static str,
    rest: &'static str,
}

/// A word, or a word with a value behind `=`.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) word: Text,
    pub(super) value: Option<Text>,
}

impl Line {
    /// The lines of a text.
    pub(super) fn all(text: &'static str) -> impl Iterator<Item = Self> {
        text.lines().filter(|line| !line.is_empty()).map(|line| {
            let content = line.trim_start_matches(' ');
            let (keyword, rest) = content.split_once(' ').unwrap_or((content, ""));
            Self { depth: (line.len() - content.len()) / 2, keyword, rest }
        })
    }

    /// The words behind the keyword.
    pub(super) fn tokens(&self) -> Tokens {
        Tokens { rest: self.rest }
    }

    /// The words behind the keyword, as text.
    pub(super) fn words(&self) -> Vec<Text> {
        self.tokens().map(|token| token.word).collect()
    }

    /// All that follows the keyword.
    pub(super) const fn rest(&self) -> &'static str {
        self.rest
    }
}

/// The words of a line, one after the other.
pub(super) struct Tokens {
    rest: &'static str,
}

impl Tokens {
    /// The next word as text; empty where there is none.
    pub(super) fn word(&mut self) -> Text {
        self.next().map_or(Text::Borrowed(""), |token| token.word)
    }
}

impl Iterator for Tokens {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.rest.trim_start_matches(' ');
        if rest.is_empty() {
            return None;
        }
        let (word, after) = take(rest);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => {
                let (value, after) = take(after);
                (Some(value), after)
            }
            None => (None, after),
        };
        self.rest = after;
        Some(Token { word, value })
    }
}

/// The word that a text begins with, and what follows it.
fn take(text: &'static str) -> (Text, &'static str) {
    if !text.starts_with('"') {
        let end = text.find([' ', '=']).unwrap_or(text.len());
        let (word, after) = text.split_at_checked(end).unwrap_or((text, ""));
        return (Text::Borrowed(word), after);
    }
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                let (word, after) = text.split_at_checked(at + 1).unwrap_or((text, ""));
                return (unquoted(word), after);
            }
            _ => {}
        }
    }
    (Text::Borrowed(text), "")
}

fn unquoted(word: &'static str) -> Text {
    match word.strip_prefix('"').and_then(|word| word.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Text::Borrowed(plain),
        _ => serde_json::from_str::<String>(word).map_or(Text::Borrowed(word), Text::Owned),
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn words_and_values_are_told_apart() {
        let line = "  property A a string length=1..80 pattern=\"^[a \\\"=]$\" unique";
        let line = Line::all(line).next().unwrap();
        assert_eq!((line.depth, line.keyword), (1, "property"));
        let said: Vec<String> = line
            .tokens()
            .map(|token| format!("{}|{}", token.word, token.value.unwrap_or_default()))
            .collect();
        let expected = ["A|", "a|", "string|", "length|1..80", "pattern|^[a \"=]$", "unique|"];
        assert_eq!(said, expected);
    }
}
