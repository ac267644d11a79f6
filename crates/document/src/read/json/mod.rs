//! A JSON text -> nodes with places, by the letter of [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259).
//!
//! No library that is light keeps line and column of keys and values; this one reads as fast as `serde_json` into its
//! own values (`benches/read.rs`).

mod number;
mod string;

use super::place::Places;
use super::{MOST_LEVELS, ReadError, ReadFault, keys};
use crate::{Entry, Mark, Node, Value};

/// Reads one value and nothing after it, and the keys that occur twice in it.
pub(super) fn read(text: &str) -> Result<(Node, Vec<ReadError>), ReadError> {
    let places = Places::new(text.as_bytes());
    let mut reader = Reader { text, at: 0, places, duplicates: Vec::new() };
    reader.skip_space();
    let root = reader.value(0)?;
    reader.skip_space();
    if reader.peek().is_some() {
        return Err(reader.unexpected("the end of the text"));
    }
    Ok((root, reader.duplicates))
}

struct Reader<'t> {
    text: &'t str,
    /// In bytes; at the beginning of a character.
    at: usize,
    places: Places<'t>,
    /// The keys that occur twice in one object.
    duplicates: Vec<ReadError>,
}

impl Reader<'_> {
    fn value(&mut self, level: usize) -> Result<Node, ReadError> {
        let mark = self.mark();
        let value = match self.peek() {
            Some(b'{') => self.object(mark, level)?,
            Some(b'[') => self.list(mark, level)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.literal()?,
        };
        Ok(Node::new(value, mark))
    }

    fn object(&mut self, begin: Mark, level: usize) -> Result<Value, ReadError> {
        self.enter(begin, level)?;
        let mut entries = Vec::new();
        if self.take(b'}') {
            return Ok(Value::Map(keys::unique(entries, &mut self.duplicates)));
        }
        loop {
            entries.push(self.entry(begin, level)?);
            self.skip_space();
            if self.take(b'}') {
                return Ok(Value::Map(keys::unique(entries, &mut self.duplicates)));
            }
            self.expect(b',', "`,` or `}`", "an object", begin)?;
            self.skip_space();
        }
    }

    fn entry(&mut self, begin: Mark, level: usize) -> Result<Entry, ReadError> {
        let mark = self.mark();
        if self.peek() != Some(b'"') {
            return Err(self.unexpected_inside("a key in quotes", "an object", begin));
        }
        let key = self.string()?;
        self.skip_space();
        self.expect(b':', "`:`", "an object", begin)?;
        self.skip_space();
        self.refuse_end("an object", begin)?;
        Ok(Entry { key, mark, node: self.value(level + 1)? })
    }

    fn list(&mut self, begin: Mark, level: usize) -> Result<Value, ReadError> {
        self.enter(begin, level)?;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            self.refuse_end("a list", begin)?;
            items.push(self.value(level + 1)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(Value::List(items));
            }
            self.expect(b',', "`,` or `]`", "a list", begin)?;
            self.skip_space();
        }
    }

    /// Takes the opening bracket.
    fn enter(&mut self, begin: Mark, level: usize) -> Result<(), ReadError> {
        if level >= MOST_LEVELS {
            return Err(ReadError::new(ReadFault::TooDeep, begin));
        }
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    fn literal(&mut self) -> Result<Value, ReadError> {
        let literals =
            [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)];
        for (word, value) in literals {
            let Some(after) = self.rest().strip_prefix(word) else { continue };
            if !after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.unexpected("a value"))
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn mark(&mut self) -> Mark {
        self.places.mark(self.at)
    }

    fn expect(
        &mut self,
        byte: u8,
        expected: &str,
        inside: &'static str,
        begin: Mark,
    ) -> Result<(), ReadError> {
        if self.take(byte) { Ok(()) } else { Err(self.unexpected_inside(expected, inside, begin)) }
    }

    fn refuse_end(&mut self, inside: &'static str, begin: Mark) -> Result<(), ReadError> {
        if self.peek().is_some() { Ok(()) } else { Err(self.truncated(inside, begin)) }
    }

    fn truncated(&mut self, inside: &'static str, begin: Mark) -> ReadError {
        ReadError::new(ReadFault::Truncated { inside, begin }, self.mark())
    }

    fn unexpected_inside(
        &mut self,
        expected: &str,
        inside: &'static str,
        begin: Mark,
    ) -> ReadError {
        match self.peek() {
            None => self.truncated(inside, begin),
            Some(_) => self.unexpected(expected),
        }
    }

    fn unexpected(&mut self, expected: &str) -> ReadError {
        let found = match self.rest().chars().next() {
            Some(character) if character.is_control() => {
                format!("the character U+{:04X}", character as u32)
            }
            Some('`') => "a backtick".to_owned(),
            Some(character) => format!("`{character}`"),
            None => "the end of the text".to_owned(),
        };
        self.wrong(format!("expected {expected}, found {found}"))
    }

    fn wrong(&mut self, problem: impl Into<String>) -> ReadError {
        ReadError::new(ReadFault::Json(problem.into()), self.mark())
    }
}
