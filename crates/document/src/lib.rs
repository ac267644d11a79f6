//! The text of a JSON or YAML document, YAML with CloudFormation's short tags -> a [`Node`]: a value that knows its line and column.

mod node;
mod read;

pub use node::{Entry, Map, Mark, Node, Value};
pub use read::{
    Format, LARGEST, MOST_COPIED_NODES, MOST_COPIED_TEXT, MOST_LEVELS, ReadError, ReadFault,
    Template, read, read_json, read_with_duplicates,
};
