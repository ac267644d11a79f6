//! What a place wants: a kind of value, and the resource type whose property types it may name.

use std::sync::LazyLock;

use constructs_schema::facts::{Definition, ResourceType, Shape, ValueKind};

use super::typed::Marker;

/// What a place wants.
#[derive(Clone, Copy)]
pub(crate) struct Want {
    pub(crate) kind: &'static ValueKind,
    pub(crate) of: Option<&'static ResourceType>,
}

static STRING: ValueKind = ValueKind::String;
static JSON: ValueKind = ValueKind::Json;
static STRINGS: LazyLock<ValueKind> = LazyLock::new(|| {
    ValueKind::List(Box::new(Shape { kind: ValueKind::String, limits: Vec::new() }))
});

static WHOLE: ValueKind = ValueKind::Integer;

/// A whole number.
pub(crate) const INTEGER: Want = Want { kind: &WHOLE, of: None };
/// A text.
pub(crate) const TEXT: Want = Want { kind: &STRING, of: None };
/// Any object.
pub(crate) const OBJECT: Want = Want { kind: &JSON, of: None };
/// A list of texts.
pub(crate) static TEXTS: LazyLock<Want> = LazyLock::new(|| Want { kind: &STRINGS, of: None });

impl Want {
    /// What the items of this list or the values of this map are to be.
    pub(crate) const fn inner(self, shape: &'static Shape) -> Self {
        Self { kind: &shape.kind, of: self.of }
    }

    /// The property type or known values that the kind names, and the path of their Rust type.
    pub(crate) fn definition(self, key: &str) -> Option<(&'static Definition, String)> {
        let resource = self.of?;
        let definition = resource.definition(key)?;
        let path = format!("{}::{}::{}", resource.service, resource.module, definition.rust);
        Some((definition, path))
    }

    /// What a `Value` for this place is of.
    pub(crate) fn marker(self) -> Marker {
        match self.kind {
            ValueKind::String => Marker::Str,
            ValueKind::Integer => Marker::Int,
            ValueKind::Double => Marker::Double,
            ValueKind::Boolean => Marker::Bool,
            ValueKind::Json => Marker::Json,
            ValueKind::List(inner) if matches!(inner.kind, ValueKind::String) => Marker::Texts,
            ValueKind::List(inner) if matches!(inner.kind, ValueKind::Integer) => Marker::Integers,
            _ => Marker::Wanted,
        }
    }
}

/// What a `Value` of this kind is of.
pub(crate) fn marker_of(kind: &'static ValueKind) -> Marker {
    Want { kind, of: None }.marker()
}
