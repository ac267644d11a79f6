//! The position of a JSON reader in its text: looks at bytes, takes them, and reports what was expected.

use super::place::Places;
use crate::error::{ReadError, ReadFault};
use crate::node::Mark;

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    /// In bytes; at the beginning of a character.
    pub(super) at: usize,
    pub(super) places: Places<'t>,
    /// The keys that occur twice in one object.
    pub(super) duplicates: Vec<ReadError>,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        let places = Places::new(text.as_bytes());
        Self { text, at: 0, places, duplicates: Vec::new() }
    }

    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    pub(super) fn mark(&mut self) -> Mark {
        self.places.mark(self.at)
    }

    pub(super) fn expect(
        &mut self,
        byte: u8,
        expected: &str,
        inside: &'static str,
        begin: Mark,
    ) -> Result<(), ReadError> {
        if self.take(byte) { Ok(()) } else { Err(self.unexpected_inside(expected, inside, begin)) }
    }

    pub(super) fn refuse_end(
        &mut self,
        inside: &'static str,
        begin: Mark,
    ) -> Result<(), ReadError> {
        if self.peek().is_some() { Ok(()) } else { Err(self.truncated(inside, begin)) }
    }

    pub(super) fn truncated(&mut self, inside: &'static str, begin: Mark) -> ReadError {
        ReadError::new(ReadFault::Truncated { inside, begin }, self.mark())
    }

    pub(super) fn unexpected_inside(
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

    pub(super) fn unexpected(&mut self, expected: &str) -> ReadError {
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

    pub(super) fn wrong(&mut self, problem: impl Into<String>) -> ReadError {
        ReadError::new(ReadFault::Json(problem.into()), self.mark())
    }
}
