//! Kinds of values -> the Rust types that setters take and accessors give.

use crate::model::cloudformation::{Kind, ResourceType};

/// The marker type for a kind of value, `::constructs::List<RedrivePolicy>`.
pub(super) fn marker(kind: &Kind, resource: &ResourceType) -> String {
    match kind {
        Kind::String => "::constructs::Str".into(),
        Kind::Integer => "::constructs::Int".into(),
        Kind::Double => "::constructs::Double".into(),
        Kind::Boolean => "::constructs::Bool".into(),
        Kind::Json => "::constructs::Json".into(),
        Kind::Tag => "::constructs::Tag".into(),
        Kind::Struct(key) | Kind::Enum(key) => resource
            .definition(key)
            .map_or("::constructs::Json".into(), |definition| definition.rust.clone()),
        Kind::List(element) => format!("::constructs::List<{}>", marker(&element.kind, resource)),
        Kind::Map(element) => format!("::constructs::Map<{}>", marker(&element.kind, resource)),
    }
}

/// What a setter or `new` takes for a kind of value.
pub(super) fn argument(kind: &Kind, resource: &ResourceType) -> String {
    format!("impl ::constructs::IntoValue<{}>", marker(kind, resource))
}
