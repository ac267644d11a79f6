//! The digits of a JSON number -> an integer where it is one of 64 bits, the nearest double otherwise.

use super::reader::Reader;
use crate::error::{ReadError, ReadFault};
use crate::node::Value;

impl Reader<'_> {
    /// A number, from its sign or first digit.
    pub(super) fn number(&mut self) -> Result<Value, ReadError> {
        let begin = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        } else if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.wrong("a number begins with `0` and goes on with a digit"));
        }
        let mut is_integer = true;
        if self.take(b'.') {
            is_integer = false;
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            is_integer = false;
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let text = self.text.get(begin..self.at).unwrap_or_default();
        if is_integer && let Ok(integer) = text.parse() {
            return Ok(Value::Integer(integer));
        }
        match text.parse() {
            Ok(number) if f64::is_finite(number) => Ok(Value::Number(number)),
            _ => {
                let fault = ReadFault::Number(text.to_owned());
                Err(ReadError::new(fault, self.places.mark(begin)))
            }
        }
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), ReadError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("a digit"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }
}
