//! Splits a line of a facts file into words, and writes it:
//! `property Name name string length=1..80 pattern="^[a-z ]+$"`.
//!
//! INVARIANT: a word with a character that would end or split it is written as a JSON string.

use crate::error::{Context, Error};

/// A word, or a word with a value after `=`.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct Word {
    pub(crate) word: String,
    pub(crate) value: Option<String>,
}

/// A line with content: its indentation, its number, its first word, and the other words.
#[derive(Debug)]
pub(crate) struct FactsLine {
    pub(crate) depth: usize,
    pub(crate) number: usize,
    pub(crate) keyword: String,
    pub(crate) tokens: Vec<Word>,
}

impl FactsLine {
    /// The word at `index`, after the keyword.
    pub(crate) fn word(&self, index: usize) -> Result<&str, Error> {
        let token = self.tokens.get(index);
        token.map(|token| token.word.as_str()).context(|| self.expected("another word"))
    }

    /// All words from `index` on.
    pub(crate) fn words_from(&self, index: usize) -> Vec<String> {
        self.tokens.iter().skip(index).map(|token| token.word.clone()).collect()
    }

    /// The value of `name=value`.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let named = self.tokens.iter().filter(|token| token.word == name);
        named.filter_map(|token| token.value.as_deref()).next()
    }

    /// A message on what was expected, with the line.
    pub(crate) fn expected(&self, what: &str) -> String {
        format!("line {}: expected {what} after `{}`", self.number, self.keyword)
    }
}

/// A line under construction.
pub(crate) struct LineWriter {
    text: String,
}

impl LineWriter {
    /// A line `depth` steps in, beginning with `keyword`.
    pub(crate) fn new(depth: usize, keyword: &str) -> Self {
        Self { text: format!("{}{keyword}", "  ".repeat(depth)) }
    }

    /// Adds a word.
    pub(crate) fn word(mut self, word: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(&quoted(word));
        self
    }

    /// Adds words.
    pub(crate) fn words<'a>(self, words: impl IntoIterator<Item = &'a String>) -> Self {
        words.into_iter().fold(self, |line, word| line.word(word))
    }

    /// Adds `name=value`.
    pub(crate) fn value(mut self, name: &str, value: &str) -> Self {
        self.text.push_str(&format!(" {name}={}", quoted(value)));
        self
    }

    /// Adds JSON unchanged. It must be the last word.
    pub(crate) fn json(mut self, json: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(json);
        self
    }

    /// Ends the line.
    pub(crate) fn end(self, text: &mut String) {
        text.push_str(&self.text);
        text.push('\n');
    }
}

/// The lines of a facts file that have content, and the comment lines at its head.
pub(crate) fn read(text: &str) -> Result<(Vec<String>, Vec<FactsLine>), Error> {
    let comment = |line: &str| line.strip_prefix('#').map(|rest| rest.trim_start().to_owned());
    let header = text.lines().map_while(comment).collect();
    let says_something = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let numbered = text.lines().enumerate().filter(|(_, line)| says_something(line));
    let lines =
        numbered.map(|(index, line)| read_line(index + 1, line)).collect::<Result<_, _>>()?;
    Ok((header, lines))
}

/// The comment lines at the head of a facts file.
pub(crate) fn header(lines: &[String]) -> String {
    lines
        .iter()
        .map(|line| if line.is_empty() { "#\n".into() } else { format!("# {line}\n") })
        .collect()
}

fn read_line(number: usize, line: &str) -> Result<FactsLine, Error> {
    let content = line.trim_start_matches(' ');
    let depth = (line.len() - content.len()) / 2;
    let (content, json) = match content.find(" {") {
        Some(at) if ends_in_json(content) => content.split_at_checked(at).unwrap_or((content, "")),
        _ => (content, ""),
    };
    let mut tokens = tokens(content).context(|| format!("line {number}"))?.into_iter();
    let keyword = tokens.next().map(|token| token.word).unwrap_or_default();
    let json = (!json.is_empty()).then(|| Word { word: json.trim().to_owned(), value: None });
    Ok(FactsLine { depth, number, keyword, tokens: tokens.chain(json).collect() })
}

/// Whether a line's last word is unquoted JSON.
fn ends_in_json(content: &str) -> bool {
    ["is ", "schema ", "defines "].iter().any(|keyword| content.starts_with(keyword))
}

fn tokens(content: &str) -> Result<Vec<Word>, Error> {
    let mut found = Vec::new();
    let mut rest = content.trim();
    while !rest.is_empty() {
        let (word, after) = take_word(rest)?;
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => take_word(after).map(|(value, after)| (Some(value), after))?,
            None => (None, after),
        };
        found.push(Word { word, value });
        rest = after.trim_start();
    }
    Ok(found)
}

/// The word that `text` starts with, and the rest.
fn take_word(text: &str) -> Result<(String, &str), Error> {
    let length = if text.starts_with('"') {
        quoted_length(text)?
    } else {
        text.find([' ', '=']).unwrap_or(text.len())
    };
    let (word, after) = text.split_at_checked(length).unwrap_or((text, ""));
    if word.starts_with('"') {
        Ok((serde_json::from_str(word).context(|| format!("`{word}`"))?, after))
    } else {
        Ok((word.to_owned(), after))
    }
}

fn quoted_length(text: &str) -> Result<usize, Error> {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Ok(index + 1),
            _ => {}
        }
    }
    Err(Error::new(format!("`{text}` has no closing quote")))
}

fn quoted(word: &str) -> String {
    let plain = |character: char| {
        !character.is_whitespace() && !character.is_control() && !"\"=".contains(character)
    };
    if !word.is_empty() && !word.starts_with('#') && word.chars().all(plain) {
        word.to_owned()
    } else {
        serde_json::Value::from(word).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{LineWriter, read};
    use crate::error::Error;

    #[test]
    fn odd_words_survive() -> Result<(), Error> {
        let odd = [
            "",
            "a b",
            "#",
            "a=b",
            "say \"hi\"",
            "back\\slash",
            "tab\t",
            "ünïcode",
            "\\",
            "new\nline",
        ];
        let mut text = String::from("# head\n\n");
        let line = odd.iter().fold(LineWriter::new(1, "value"), |line, word| line.word(word));
        line.word("length").value("pattern", "^[a-z =]\"$").value("length", "1..80").end(&mut text);
        let (header, lines) = read(&text)?;
        assert_eq!(header, ["head"]);
        for line in &lines {
            assert_eq!((line.depth, line.number, line.keyword.as_str()), (1, 3, "value"));
            assert_eq!(
                line.words_from(0).iter().take(odd.len()).collect::<Vec<_>>(),
                odd.iter().collect::<Vec<_>>()
            );
            assert_eq!(line.value("pattern"), Some("^[a-z =]\"$"));
            assert_eq!(line.value("length"), Some("1..80"));
        }
        assert_eq!(lines.len(), 1);
        Ok(())
    }

    #[test]
    fn an_open_quote_is_an_error() {
        assert!(read("value \"open").is_err());
    }
}
