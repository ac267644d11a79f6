//! Looks up the facts about AWS's resource types, which the program contains compressed.
//!
//! ```
//! let queue = constructs_schema::facts::resource_type("AWS::SQS::Queue").unwrap();
//! let name = queue.property("QueueName").unwrap();
//! assert_eq!((&*queue.rust, &*name.rust), ("Queue", "queue_name"));
//! ```
//!
//! INVARIANT: the compressed facts are those in `facts/cloudformation`; `cargo xtask codegen --check` compares the bytes.

mod arn;
pub mod blob;
pub mod line;
mod reader;
mod store;
mod text;
mod types;

pub use arn::{ReferencedValue, arn_form, attribute_value, ref_value};
pub use store::{resource_type, resource_types, sources};
pub use text::FactsText;
pub use types::{
    Attribute, Body, Content, Definition, Property, ResourceType, Shape, TAG_SCHEMA, ValueKind,
};
