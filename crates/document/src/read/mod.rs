//! Bytes -> a template, or the first thing that is wrong with them, with line and column.
//!
//! What can be seen of a text as a whole is checked before a parser gets it: size, UTF-8, characters. JSON and
//! YAML are told apart by how the text begins, never by a file's name.
//!
//! INVARIANT: nothing that is read nests deeper than [`MOST_LEVELS`], so whoever walks a template may recurse.

mod error;
mod json;
mod keys;
mod limits;
mod place;
mod template;
#[cfg(test)]
pub(crate) mod tests;
mod yaml;

pub use error::{ReadError, ReadFault};
pub use limits::{LARGEST, MOST_COPIED_NODES, MOST_COPIED_TEXT, MOST_LEVELS};
pub use template::{Format, Template};

use crate::{Mark, Node, Value};
use place::Places;

/// Reads a template, JSON or YAML.
///
/// YAML is read as CloudFormation reads it: version 1.1 (`on` is a boolean, `0777` an octal number, dates stay
/// texts), short tags in their long form, one document. A tag that CloudFormation does not know is kept as a function
/// of that name (`!Foo` as `Fn::Foo`) for a check to report.
///
/// ```
/// let template = constructs_document::read(b"Resources:\n  Topic: {Type: 'AWS::SNS::Topic'}\n")?;
/// let (id, topic) = template.resources().next().expect("one resource");
/// assert_eq!(id.key, "Topic");
/// assert_eq!(topic.get("Type").and_then(|node| node.as_str()), Some("AWS::SNS::Topic"));
///
/// let error = constructs_document::read(b"{\"A\": 1,}").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the JSON is not well-formed: expected a key in quotes, found `}`, at line 1, column 9"
/// );
/// # Ok::<(), constructs_document::ReadError>(())
/// ```
///
/// # Errors
/// The first thing that is wrong with the text: see [`ReadFault`].
pub fn read(bytes: &[u8]) -> Result<Template, ReadError> {
    let (template, duplicates) = read_with_duplicates(bytes)?;
    duplicates.into_iter().next().map_or(Ok(template), Err)
}

/// Reads a template in which keys may occur twice in one object: the last of them stays, as in CloudFormation. Gives each
/// of the others as an error. YAML has no such keys, and tools reject them, so this is for reports only.
///
/// # Errors
/// The first other thing that is wrong with the text: see [`ReadFault`].
pub fn read_with_duplicates(bytes: &[u8]) -> Result<(Template, Vec<ReadError>), ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::new(ReadFault::TooLarge, Mark { line: 1, column: 1 }));
    }
    let text = decode(bytes)?;
    let is_json = begins_as_json(text);
    let (root, duplicates) = if is_json { json::read(text)? } else { yaml::read(text)? };
    let format = if is_json { Format::Json } else { Format::Yaml };
    match root.value {
        Value::Map(_) => Ok((Template::new(root, format), duplicates)),
        Value::Null if format == Format::Yaml => Err(ReadError::new(ReadFault::Empty, root.mark)),
        _ => {
            let fault = ReadFault::RootIsNoObject { found: root.noun() };
            Err(ReadError::new(fault, root.mark))
        }
    }
}

/// Reads any JSON text, which need not be a template, with the location of every key and value.
///
/// # Errors
/// The first thing that is wrong with the text.
pub fn read_json(bytes: &[u8]) -> Result<Node, ReadError> {
    let (root, duplicates) = json::read(decode(bytes)?)?;
    duplicates.into_iter().next().map_or(Ok(root), Err)
}

/// The text without its byte order mark.
fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
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

/// A brace that a key in quotes or a brace follows, or a bracket; what else begins with a brace is YAML.
fn begins_as_json(text: &str) -> bool {
    let text = text.trim_start();
    let after = text.strip_prefix('{').map(str::trim_start);
    after.map_or_else(
        || text.starts_with('['),
        |after| after.is_empty() || after.starts_with(['"', '}', '{', '[', ',']),
    )
}

impl Node {
    /// What it is, with its article, for messages.
    pub(crate) const fn noun(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "an object",
        }
    }
}
