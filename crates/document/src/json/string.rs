//! Reads a JSON text, with its escapes.

use super::reader::Reader;
use crate::error::ReadError;

impl Reader<'_> {
    /// A text, from its opening quote to behind its closing one.
    pub(super) fn string(&mut self) -> Result<String, ReadError> {
        let begin = self.mark();
        self.at += 1;
        let mut text = String::new();
        loop {
            let plain = self.plain_length();
            let part = self.rest().get(..plain).unwrap_or_default();
            if text.is_empty() {
                text = part.to_owned();
            } else {
                text.push_str(part);
            }
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(self.unexpected("`\"`, or an escape such as `\\n`")),
                None => return Err(self.truncated("a text", begin)),
            }
        }
    }

    /// The number of bytes before the next quote, escape, or control character.
    fn plain_length(&self) -> usize {
        let bytes = self.rest().as_bytes();
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        bytes.iter().position(is_special).unwrap_or(bytes.len())
    }

    fn escape(&mut self) -> Result<char, ReadError> {
        let character = match self.text.as_bytes().get(self.at + 1) {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(mark @ (b'"' | b'\\' | b'/')) => char::from(*mark),
            Some(b'u') => return self.code_point(),
            _ => return Err(self.wrong("`\\` begins no escape here")),
        };
        self.at += 2;
        Ok(character)
    }

    /// `\u` and four digits; a pair of surrogates is one character.
    fn code_point(&mut self) -> Result<char, ReadError> {
        let Some(first) = self.unit(self.at) else {
            return Err(self.wrong("`\\u` needs four hexadecimal digits"));
        };
        if let Some(character) = char::from_u32(first) {
            self.at += 6;
            return Ok(character);
        }
        let second = self.unit(self.at + 6).filter(|unit| (0xDC00..0xE000).contains(unit));
        match second {
            Some(second) if first < 0xDC00 => {
                self.at += 12;
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            _ => Err(self.wrong(format!("`\\u{first:04x}` is half of a surrogate pair"))),
        }
    }

    /// The value of `\uXXXX` at `at`.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hexadecimal { u32::from_str_radix(digits, 16).ok() } else { None }
    }
}
