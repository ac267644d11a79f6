//! Names the Rust types that setters take and accessors return for a kind of value.

use crate::model::cloudformation::{ResourceType, ValueKind};

/// The marker type for a kind of value, `::constructs::List<RedrivePolicy>`.
pub(super) fn marker(kind: &ValueKind, resource: &ResourceType) -> String {
    match kind {
        ValueKind::String => "::constructs::Str".into(),
        ValueKind::Integer => "::constructs::Int".into(),
        ValueKind::Double => "::constructs::Double".into(),
        ValueKind::Boolean => "::constructs::Bool".into(),
        ValueKind::Json => "::constructs::Json".into(),
        ValueKind::Tag => "::constructs::Tag".into(),
        ValueKind::Struct(key) | ValueKind::Enum(key) => resource
            .definition(key)
            .map_or("::constructs::Json".into(), |definition| definition.rust.clone()),
        ValueKind::List(element) => {
            format!("::constructs::List<{}>", marker(&element.kind, resource))
        }
        ValueKind::Map(element) => {
            format!("::constructs::Map<{}>", marker(&element.kind, resource))
        }
    }
}

/// What a setter or `new` takes for a kind of value.
pub(super) fn argument(kind: &ValueKind, resource: &ResourceType) -> String {
    format!("impl ::constructs::IntoValue<{}>", marker(kind, resource))
}
