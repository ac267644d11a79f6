//! Byte offsets of a text, asked for in rising order -> lines and columns.

use crate::node::Mark;

/// Walks along a text once, however many places are asked for: no line is measured twice.
pub(super) struct Places<'t> {
    text: &'t [u8],
    at: usize,
    mark: Mark,
}

impl<'t> Places<'t> {
    pub(super) const fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0, mark: Mark { line: 1, column: 1 } }
    }

    /// The place of the byte at `offset`, which begins a character.
    pub(super) fn mark(&mut self, offset: usize) -> Mark {
        if offset < self.at {
            *self = Self::new(self.text);
        }
        for byte in self.text.get(self.at..offset).unwrap_or_default() {
            if *byte == b'\n' {
                self.mark = Mark { line: self.mark.line + 1, column: 1 };
            } else if byte & 0xC0 != 0x80 {
                self.mark.column += 1;
            }
        }
        self.at = offset;
        self.mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut places = Places::new("é\n日本 x".as_bytes());
        assert_eq!(places.mark(0), Mark { line: 1, column: 1 });
        assert_eq!(places.mark(3), Mark { line: 2, column: 1 });
        assert_eq!(places.mark(10), Mark { line: 2, column: 4 });
        assert_eq!(places.mark(2), Mark { line: 1, column: 2 });
    }
}
