//! Reads what the schemas lack from the service specification: ARN templates, what `Ref` returns, attributes.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::error::Error;
use crate::json;
use crate::model::cloudformation::{Attribute, Shape, ValueKind};

/// The supplement for every resource type.
pub(crate) struct Specification {
    resources: BTreeMap<String, Supplement>,
}

/// The supplement for one resource type.
#[derive(Default)]
pub(crate) struct Supplement {
    pub(crate) arn: Option<String>,
    /// The names of what `Ref` returns, if that is not the primary identifier.
    pub(crate) returns: Vec<String>,
    pub(crate) attributes: Vec<Attribute>,
    /// The property that takes tags.
    pub(crate) tags: Option<String>,
}

impl Specification {
    /// Reads the file.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let database = json::read_file(path)?;
        let found = json::elements(database.pointer("/schema/resource/entities"));
        let named =
            found.filter_map(|entity| Some((json::string(entity, "cloudFormationType")?, entity)));
        Ok(Self {
            resources: named.map(|(name, entity)| (name.to_owned(), read(entity))).collect(),
        })
    }

    /// The supplement for a type, if it has one.
    pub(crate) fn resource(&self, name: &str) -> Option<&Supplement> {
        self.resources.get(name)
    }
}

fn read(entity: &Value) -> Supplement {
    let attributes = json::entries(entity.get("attributes")).into_iter();
    Supplement {
        arn: json::string(entity, "arnTemplate").map(str::to_owned),
        returns: json::strings(entity.get("cfnRefIdentifier")),
        attributes: attributes
            .map(|(name, attribute)| Attribute {
                name: name.to_owned(),
                rust: String::new(),
                kind: kind(attribute.get("type")),
            })
            .collect(),
        tags: entity
            .pointer("/tagInformation/tagPropertyName")
            .and_then(Value::as_str)
            .map(str::to_owned),
    }
}

fn kind(value: Option<&Value>) -> ValueKind {
    match value.and_then(|value| json::string(value, "type")) {
        Some("string") => ValueKind::String,
        Some("integer") => ValueKind::Integer,
        Some("number") => ValueKind::Double,
        Some("boolean") => ValueKind::Boolean,
        Some("array") => {
            let element = kind(value.and_then(|value| value.get("element")));
            ValueKind::List(Box::new(Shape { kind: element, limits: Vec::new() }))
        }
        _ => ValueKind::Json,
    }
}
