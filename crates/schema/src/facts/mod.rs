//! The facts about AWS's resource types, compressed into the program -> a [`ResourceType`] when it is first asked for.
//!
//! ```
//! let queue = constructs_schema::facts::resource_type("AWS::SQS::Queue").unwrap();
//! let name = queue.property("QueueName").unwrap();
//! assert_eq!((&*queue.rust, &*name.rust), ("Queue", "queue_name"));
//! ```
//!
//! INVARIANT: what is here is what `facts/cloudformation` says; `cargo xtask codegen --check` compares the bytes.

mod arn;
pub mod line;
mod reader;
mod store;
mod text;
mod types;

pub use arn::{Gives, arn_form, attribute, reference};
pub use store::{resource_type, resource_types, sources};
pub use text::Text;
pub use types::{
    Attribute, Body, Content, Definition, Kind, Property, ResourceType, Shape, TAG_SCHEMA,
};
