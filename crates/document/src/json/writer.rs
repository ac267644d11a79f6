//! Writes JSON to a vector: one space for each level, one line for each key and item.
//!
//! The output equals that of `serde_json`'s pretty formatter, in about half the time: the indentation is fixed, and most
//! texts need no escape.

/// A writer of one JSON text.
pub struct JsonWriter {
    bytes: Vec<u8>,
    depth: usize,
    /// Whether the current object or list has no key or item yet.
    is_empty: bool,
}

/// The text between two items: a comma, a line feed, and the next line's indentation. Deeper levels get the rest of their
/// indentation separately.
const BETWEEN: &[u8; 66] = b",\n                                                                ";

impl JsonWriter {
    /// A writer of indented JSON that reserves `capacity` bytes.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity), depth: 0, is_empty: true }
    }

    /// The bytes that were written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Starts an object or a list: `{` or `[`.
    #[inline]
    pub fn open(&mut self, bracket: u8) {
        self.bytes.push(bracket);
        self.depth += 1;
        self.is_empty = true;
    }

    /// Ends the current object or list.
    #[inline]
    pub fn close(&mut self, bracket: u8) {
        self.depth = self.depth.saturating_sub(1);
        if !self.is_empty {
            self.line(false);
        }
        self.is_empty = false;
        self.bytes.push(bracket);
    }

    /// Writes a key; its value must follow.
    #[inline]
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.item();
        self.text(key);
        self.bytes.extend_from_slice(b": ");
        self
    }

    /// Starts the next item.
    #[inline]
    pub fn item(&mut self) -> &mut Self {
        self.line(!self.is_empty);
        self.is_empty = false;
        self
    }

    /// Writes a text.
    #[inline]
    pub fn text(&mut self, text: &str) {
        write_text(&mut self.bytes, text);
    }

    /// Writes a number, a Boolean, or `null`.
    pub fn scalar(&mut self, value: impl serde::Serialize) {
        write_scalar(&mut self.bytes, value);
    }

    /// Starts a line, after a comma if an item comes before.
    #[inline]
    fn line(&mut self, has_comma: bool) {
        let from = usize::from(!has_comma);
        let to = (2 + self.depth).min(BETWEEN.len());
        self.bytes.extend_from_slice(BETWEEN.get(from..to).unwrap_or_default());
        if 2 + self.depth > BETWEEN.len() {
            self.bytes.resize(self.bytes.len() + 2 + self.depth - BETWEEN.len(), b' ');
        }
    }
}

/// Writes a text as JSON, with its quotes.
#[inline]
pub fn write_text(bytes: &mut Vec<u8>, text: &str) {
    if needs_escape(text) {
        write_scalar(bytes, text);
    } else {
        write_plain_text(bytes, text);
    }
}

/// Writes a text for which [`needs_escape`] is false, with its quotes.
#[inline]
pub fn write_plain_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.reserve(text.len() + 2);
    bytes.push(b'"');
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(b'"');
}

fn write_scalar(bytes: &mut Vec<u8>, value: impl serde::Serialize) {
    let written = serde_json::to_writer(bytes, &value);
    debug_assert!(written.is_ok(), "a vector takes all that is written");
}

/// The bytes that JSON escapes: control characters, `"`, and `\`.
#[expect(
    clippy::indexing_slicing,
    reason = "a byte is always within 256, and this runs at compile time"
)]
const ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut byte = 0;
    while byte < b' ' as usize {
        escaped[byte] = true;
        byte += 1;
    }
    escaped[b'"' as usize] = true;
    escaped[b'\\' as usize] = true;
    escaped
};

/// Whether a text contains a byte that JSON escapes.
///
/// It reads every byte without an early exit: most texts are short and need no escape.
#[expect(clippy::indexing_slicing, reason = "a byte is always within 256")]
#[inline]
#[must_use]
pub fn needs_escape(text: &str) -> bool {
    text.bytes().fold(false, |found, byte| found | ESCAPED[usize::from(byte)])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::JsonWriter;

    fn write(json: &mut JsonWriter, value: &Value) {
        match value {
            Value::Object(map) => {
                json.open(b'{');
                map.iter().for_each(|(key, value)| write(json.key(key), value));
                json.close(b'}');
            }
            Value::Array(items) => {
                json.open(b'[');
                items.iter().for_each(|item| write(json.item(), item));
                json.close(b']');
            }
            Value::String(text) => json.text(text),
            scalar => json.scalar(scalar),
        }
    }

    /// `serde_json` is the judge.
    #[test]
    fn it_writes_what_serde_json_does() {
        let deep = (0..100).fold(json!(1), |inner, _| json!([inner, {}]));
        for value in [
            json!({"a": [], "b": {}, "c": [1, 2.5, true, null], "d": {"e": "f"}}),
            json!("quotes \" and \\ and \n and \u{1} and ü"),
            json!([[], [[]], {}]),
            deep,
        ] {
            let mut json = JsonWriter::with_capacity(0);
            write(&mut json, &value);
            let mut expected = Vec::new();
            let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
            let mut serializer = serde_json::Serializer::with_formatter(&mut expected, formatter);
            serde::Serialize::serialize(&value, &mut serializer).expect("a value");
            assert_eq!(String::from_utf8(json.into_bytes()), String::from_utf8(expected));
        }
    }
}
