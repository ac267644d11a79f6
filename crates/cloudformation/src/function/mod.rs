//! Knows CloudFormation's intrinsic functions: a table of all of them, and a parser for each function that several checks read.
//!
//! A parser takes the argument of a function and borrows the parts of it. `None`: CloudFormation rejects the argument.
//! [`alternatives`] follows `Fn::If` through the values that a node can have.

mod alternatives;
mod argument;
mod condition;
mod find_in_map;
mod get_att;
mod list;
mod place;
mod substitution;
mod table;

pub use alternatives::{Alternative, If, alternatives};
pub use argument::{ArgumentShape, Item, ItemShape, Returns};
pub use condition::ConditionFunction;
pub use constructs_document::pseudo::{
    ACCOUNT_ID, NO_VALUE, NOTIFICATION_ARNS, PARTITION, PSEUDO_PARAMETERS, REGION, STACK_ID,
    STACK_NAME, URL_SUFFIX, is_no_value, is_pseudo_parameter,
};
pub use find_in_map::FindInMap;
pub use get_att::{GetAtt, join_attribute};
pub use list::{Join, Select, Split};
pub use place::{FunctionPlace, LANGUAGE_EXTENSIONS};
pub use substitution::{
    Substitution, SubstitutionPart, substitution_parts, substitution_variables,
};
pub use table::{INTRINSIC_FUNCTIONS, IntrinsicFunction, LOOP_PREFIX};

use constructs_document::Node;

/// The name and the argument of the function that a value calls: an object whose one key is `Ref` or starts with `Fn::`.
///
/// The name does not have to be in [`INTRINSIC_FUNCTIONS`]: AWS adds functions, and macros can have functions of their own.
#[must_use]
pub fn as_function(node: &Node) -> Option<(&str, &Node)> {
    node.single().filter(|(name, _)| is_function_name(name))
}

/// Whether a value calls a function.
#[must_use]
pub fn is_function(node: &Node) -> bool {
    as_function(node).is_some()
}

/// Whether a key of an object calls a function.
#[must_use]
pub fn is_function_name(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}
