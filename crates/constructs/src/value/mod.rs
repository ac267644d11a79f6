//! Typed values: what setters accept, as an [`Expr`].
//!
//! A CloudFormation type is a marker ([`Str`], [`Int`], [`List`]…). [`Value<T>`] is a value of that type that may not be
//! known before deployment; an [`IntoValue<T>`] can be used as one: a literal, an attribute of another resource, a
//! parameter, or the result of a function.

pub(crate) mod codes;
mod convert;
mod expr;
mod handle;
mod number;
mod object;
mod pseudo;
mod reference;
mod text;
mod typed;

pub use convert::{Empty, IntoValue, NO_VALUE, NOTIFICATION_ARNS, NoValue, empty};
pub use expr::{Expr, Function, ObjectKey};
pub use handle::{NodeId, ResourceRef};
pub use number::Number;
pub use object::Object;
pub use pseudo::{ACCOUNT, PARTITION, Pseudo, REGION, STACK_ID, STACK_NAME, URL_SUFFIX};
pub use reference::{Fault, LocalReference, Reference, ReferenceKind, ReferenceTarget};
pub use text::{TemplateFault, Text, concat, template_fault};
pub use typed::{Bool, Double, Int, Json, List, Map, Referable, Str, Value, verbatim};
