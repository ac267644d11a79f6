//! Declarations of resources: properties and resource attributes.

use std::panic::Location;

use crate::policy::{CreationPolicy, DeletionPolicy, UpdatePolicy, UpdateReplacePolicy};
use crate::value::{Expr, Fault, NodeId, Object, ObjectKey, ResourceRef};

/// Properties and resource attributes of one resource.
///
/// Properties keep the order in which they were set.
#[derive(Default)]
pub struct Declaration {
    pub(crate) properties: Object,
    attributes: Option<Box<Attributes>>,
}

/// The resource attributes, and facts about the declaration. Most resources have none.
#[derive(Default)]
pub(crate) struct Attributes {
    pub(crate) logical_id: Option<String>,
    pub(crate) condition: Option<NodeId>,
    pub(crate) depends_on: Vec<(NodeId, &'static Location<'static>)>,
    pub(crate) deletion_policy: Option<DeletionPolicy>,
    pub(crate) update_replace_policy: Option<UpdateReplacePolicy>,
    pub(crate) creation_policy: Option<CreationPolicy>,
    pub(crate) update_policy: Option<UpdatePolicy>,
    pub(crate) metadata: Object,
    /// Attributes by name; they replace the typed ones.
    pub(crate) raw: Object,
    pub(crate) statements: Vec<StatementOrigins>,
    /// Statement and reason, for statements on every resource.
    pub(crate) reasons: Vec<(String, String)>,
    pub(crate) faults: Vec<Fault>,
}

/// The origins of the statements of one policy document.
pub(crate) struct StatementOrigins {
    /// The JSON pointer of the list of statements, below the resource's properties.
    pub(crate) pointer: String,
    /// For each statement, the lines that wrote it; a merged one has several.
    pub(crate) statements: Vec<Vec<&'static Location<'static>>>,
}

/// What a resource can depend on: a resource, or a scope with everything below it.
pub trait Dependable {
    /// The construct.
    fn dependency(self) -> NodeId;
}

impl<R: ResourceRef> Dependable for R {
    fn dependency(self) -> NodeId {
        self.node()
    }
}

impl Declaration {
    /// Creates an empty declaration.
    #[must_use]
    pub const fn new() -> Self {
        Self { properties: Object::new(), attributes: None }
    }

    /// Sets a property. A new value of the same property keeps its position.
    pub fn set(&mut self, property: impl Into<ObjectKey>, value: Expr) {
        self.properties.set(property, value);
    }

    /// The value of a property.
    #[must_use]
    pub fn get(&self, property: &str) -> Option<&Expr> {
        self.properties.get(property)
    }

    pub(crate) fn attributes(&self) -> Option<&Attributes> {
        self.attributes.as_deref()
    }

    pub(crate) fn attributes_mut(&mut self) -> &mut Attributes {
        self.attributes.get_or_insert_default()
    }

    pub(crate) fn into_parts(self) -> (Object, Option<Box<Attributes>>) {
        (self.properties, self.attributes)
    }
}
