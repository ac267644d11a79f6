//! Documents as values: a [`Node`] knows its line and column. Reads and writes JSON, and writes YAML.
//!
//! `constructs-yaml` reads YAML, because that needs a parser that authoring builds should not wait for.
//!
//! ```
//! use constructs_document::{read_json, to_yaml};
//!
//! let node = read_json(br#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}"#)?;
//! assert_eq!(to_yaml(&node), "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n");
//! # Ok::<(), constructs_document::ReadError>(())
//! ```

mod error;
mod json;
mod keys;
mod limits;
mod node;
pub mod pseudo;
mod template;
mod yaml;

pub use error::{ReadError, ReadFault};
pub use json::{
    JsonWriter, decode, needs_escape, parse_json, read_json, write_plain_text, write_text,
};
pub use limits::{LARGEST, MOST_COPIED_NODES, MOST_COPIED_TEXT, MOST_LEVELS};
pub use node::{Entry, Map, Mark, Node, Value};
pub use template::{Format, SECTIONS, Template};
pub use yaml::{function_of_tag, to_yaml};
