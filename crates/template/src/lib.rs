//! The text of a CloudFormation template, JSON or YAML with short tags, -> a value that knows where everything stands.

mod node;

pub use node::{Entry, Map, Mark, Node, Value};
