//! Reads JSON values: objects, lists, and literals.

use super::reader::Reader;
use crate::error::{ReadError, ReadFault};
use crate::limits::MOST_LEVELS;
use crate::node::{Entry, Map, Mark, Node, Value};

impl Reader<'_> {
    /// One value, from its first byte.
    pub(super) fn value(&mut self, level: usize) -> Result<Node, ReadError> {
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
            return Ok(Value::Map(Map::from_written(entries, &mut self.duplicates)));
        }
        loop {
            entries.push(self.entry(begin, level)?);
            self.skip_space();
            if self.take(b'}') {
                return Ok(Value::Map(Map::from_written(entries, &mut self.duplicates)));
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
}
