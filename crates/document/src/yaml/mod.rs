//! Writes a template as YAML for people to read.
//!
//! JSON is YAML, so a text that readers of YAML 1.1 and 1.2 could read differently is written as in JSON.
//! Functions get their short tags: `{"Ref": "Queue"}` becomes `!Ref Queue`.
//!
//! INVARIANT: read back, with tags as their functions, the text is the same value, in the same order.
//! INVARIANT: no tag is directly inside a tag (CloudFormation rejects that): the outer one is written long.

mod block;
mod function;
mod scalar;
#[cfg(test)]
mod tests;

pub use function::function_of_tag;

use crate::node::Node;

/// Writes a template as YAML: block style, two spaces, keys in their order, a line feed at the end.
///
/// A number that is not finite is written as `null`, because JSON has none.
#[must_use]
pub fn to_yaml(node: &Node) -> String {
    block::render(node)
}
