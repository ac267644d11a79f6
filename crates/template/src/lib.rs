//! The text of a CloudFormation template, JSON or YAML with short tags, -> a value that knows where everything stands.

mod include;
mod node;
mod read;

pub use include::{Include, Included, Source};
pub use node::{Entry, Map, Mark, Node, Value};
pub use read::{
    Format, LARGEST, MOST_COPIED_NODES, MOST_COPIED_TEXT, MOST_LEVELS, ReadError, ReadFault,
    Template, read, read_json, read_with_duplicates,
};
