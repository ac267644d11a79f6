//! A template as JSON → the same template as YAML, for people to read.
//!
//! JSON is YAML, so what is not plainly the same to every reader (YAML 1.1 and 1.2) stays written as in JSON.
//! Functions get their short tags: `{"Ref": "Queue"}` becomes `!Ref Queue`.
//!
//! INVARIANT: read back, tags taken for their functions, the text is the same tree, in the same order.
//! INVARIANT: no tag stands directly inside a tag (CloudFormation refuses that): the outer one is written long.

mod block;
mod function;
mod node;
mod scalar;
#[cfg(test)]
mod tests;

pub use node::Node;

use std::fmt;

/// Turns a JSON text into YAML: block style, two spaces, keys in their order, a line feed at the end.
///
/// Numbers beyond 64 bits are read as floats, as `serde_json` does.
///
/// # Errors
/// [`YamlError`] if `json` is not one JSON value, repeats a key in an object, or nests over 128 levels.
pub fn to_yaml(json: &[u8]) -> Result<String, YamlError> {
    Node::from_json(json).map(|node| render(&node))
}

/// Turns a tree into YAML, as [`to_yaml`] does. Never fails.
#[must_use]
pub fn render(node: &Node) -> String {
    block::render(node)
}

/// A text that is not the JSON of a template. `Display` is one line that ends in line and column.
#[derive(Debug)]
pub struct YamlError(serde_json::Error);

impl fmt::Display for YamlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot read the template as JSON: {}", self.0)
    }
}

impl std::error::Error for YamlError {}
