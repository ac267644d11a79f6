//! Reads JSON, to the letter of [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), and writes it.
//!
//! No small library keeps the line and column of keys and values; this reader is as fast as `serde_json` (the benchmark of
//! `constructs-yaml`).

mod number;
mod place;
mod reader;
mod string;
mod values;
mod writer;

pub use writer::{JsonWriter, needs_escape, write_plain_text, write_text};

use crate::error::{ReadError, ReadFault};
use crate::node::Node;
use place::Places;
use reader::Reader;

/// Reads any JSON text, which need not be a template, with the location of every key and value.
///
/// # Errors
/// The first thing that is wrong with the text.
pub fn read_json(bytes: &[u8]) -> Result<Node, ReadError> {
    let (root, duplicates) = parse_json(decode(bytes)?)?;
    duplicates.into_iter().next().map_or(Ok(root), Err)
}

/// Parses a JSON text. Returns an error for each key that occurs again in its object.
///
/// # Errors
/// The first other thing that is wrong with the text.
pub fn parse_json(text: &str) -> Result<(Node, Vec<ReadError>), ReadError> {
    let mut reader = Reader::new(text);
    reader.skip_space();
    let root = reader.value(0)?;
    reader.skip_space();
    if reader.peek().is_some() {
        return Err(reader.unexpected("the end of the text"));
    }
    Ok((root, reader.duplicates))
}

/// Decodes the text of a document, without its byte order mark.
///
/// # Errors
/// The bytes are not UTF-8, or contain a character that no document may contain.
pub fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let mark = Places::new(bytes).mark(error.valid_up_to());
        ReadError::new(ReadFault::NotUtf8, mark)
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let fault = |(offset, character)| {
        let mark = Places::new(text.as_bytes()).mark(offset);
        ReadError::new(ReadFault::Character(character), mark)
    };
    // Most texts have none of these bytes, and then no character has to be taken apart.
    if text.bytes().any(|byte| (byte < 0x20 && !b"\t\n\r".contains(&byte)) || byte >= 0x7F) {
        text.char_indices()
            .find(|(_, character)| is_illegal(*character))
            .map_or(Ok(()), |found| Err(fault(found)))?;
    }
    Ok(text)
}

/// What YAML takes nowhere, and JSON only as an escape.
fn is_illegal(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}
