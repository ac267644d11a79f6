//! What a place wants: a kind of value, and the resource type whose property types it may name.

use std::sync::LazyLock;

use constructs_schema::facts::{Definition, Kind, ResourceType, Shape};

use super::typed::Marker;

/// What a place wants.
#[derive(Clone, Copy)]
pub(crate) struct Want {
    pub(crate) kind: &'static Kind,
    pub(crate) of: Option<&'static ResourceType>,
}

static STRING: Kind = Kind::String;
static JSON: Kind = Kind::Json;
static STRINGS: LazyLock<Kind> =
    LazyLock::new(|| Kind::List(Box::new(Shape { kind: Kind::String, limits: Vec::new() })));

static WHOLE: Kind = Kind::Integer;

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
            Kind::String => Marker::Str,
            Kind::Integer => Marker::Int,
            Kind::Double => Marker::Double,
            Kind::Boolean => Marker::Bool,
            Kind::Json => Marker::Json,
            Kind::List(inner) if matches!(inner.kind, Kind::String) => Marker::Texts,
            Kind::List(inner) if matches!(inner.kind, Kind::Integer) => Marker::Integers,
            _ => Marker::Wanted,
        }
    }
}

/// What a `Value` of this kind is of.
pub(crate) fn marker_of(kind: &'static Kind) -> Marker {
    Want { kind, of: None }.marker()
}
