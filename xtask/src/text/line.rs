//! Reads and writes the lines of a facts file: `property Name name string length=1..80 pattern="^[a-z ]+$"`.
//!
//! INVARIANT: a word with a character that would end or split it is written as a JSON string.

use constructs_schema::facts::line::{FactsLine, FactsWord};

use crate::error::{Context, Error};

/// A line whose words are well formed: its indentation, its number, its first word, and the other words.
#[derive(Debug)]
pub(crate) struct SplitLine<'t> {
    pub(crate) depth: usize,
    pub(crate) number: usize,
    pub(crate) keyword: &'t str,
    pub(crate) words: Vec<FactsWord<'t>>,
}

impl SplitLine<'_> {
    /// The word at `index`, after the keyword.
    pub(crate) fn word(&self, index: usize) -> Result<&str, Error> {
        let word = self.words.get(index);
        word.map(|word| &*word.text).context(|| self.expected("another word"))
    }

    /// All words from `index` on.
    pub(crate) fn words_from(&self, index: usize) -> Vec<String> {
        self.words.iter().skip(index).map(|word| word.text.clone().into_owned()).collect()
    }

    /// The value of `name=value`.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let named = self.words.iter().filter(|word| word.text == name);
        named.filter_map(|word| word.value.as_deref()).next()
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
pub(crate) fn read(text: &str) -> Result<(Vec<String>, Vec<SplitLine<'_>>), Error> {
    let comment = |line: &str| line.strip_prefix('#').map(|rest| rest.trim_start().to_owned());
    let header = text.lines().map_while(comment).collect();
    let lines = FactsLine::parse_all(text).map(split).collect::<Result<_, _>>()?;
    Ok((header, lines))
}

fn split(line: FactsLine<'_>) -> Result<SplitLine<'_>, Error> {
    let FactsLine { depth, number, keyword, .. } = line;
    let words = line.words().collect::<Result<_, _>>().context(|| format!("line {number}"))?;
    Ok(SplitLine { depth, number, keyword, words })
}

/// The comment lines at the head of a facts file.
pub(crate) fn header(lines: &[String]) -> String {
    lines
        .iter()
        .map(|line| if line.is_empty() { "#\n".into() } else { format!("# {line}\n") })
        .collect()
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
            assert_eq!((line.depth, line.number, line.keyword), (1, 3, "value"));
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
