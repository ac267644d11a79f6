//! A resource of a type that has no struct.

use super::{Declaration, Resource, Tagging, TypeFacts};
use crate::value::{NodeId, Referable, ResourceRef, Str, Value};

/// A resource of a type that has no struct: a custom resource, or one newer than the facts.
///
/// ```
/// use constructs::{App, GenericResource, Resource, Stack};
/// let app = App::new();
/// let stack = app.stack("Stack", Stack::named("demo"));
/// let topic = stack.add("Topic", GenericResource::new("AWS::SNS::Topic").raw("TopicName", "news"));
/// let arn = topic.attribute("TopicArn");
/// # let _ = arn;
/// ```
pub struct GenericResource {
    resource_type: String,
    tagging: Option<Tagging>,
    declaration: Declaration,
}

impl GenericResource {
    /// Creates a resource of the type `resource_type`, e.g. `Custom::Certificate`.
    pub fn new(resource_type: impl Into<String>) -> Self {
        Self { resource_type: resource_type.into(), tagging: None, declaration: Declaration::new() }
    }

    /// Sets how the type takes tags, so that tags of a scope apply to it.
    #[must_use]
    pub const fn tagging(mut self, tagging: Tagging) -> Self {
        self.tagging = Some(tagging);
        self
    }
}

impl Resource for GenericResource {
    const TYPE: &'static str = "";
    type Ref = GenericRef;

    fn declaration(&mut self) -> &mut Declaration {
        &mut self.declaration
    }

    fn into_declaration(self) -> Declaration {
        self.declaration
    }

    fn facts(&self) -> TypeFacts {
        TypeFacts::from_name(self.resource_type.clone(), self.tagging)
    }
}

crate::handle! {
    /// A reference to a [`GenericResource`].
    pub GenericRef
}

impl GenericRef {
    /// What `Ref` returns.
    #[must_use]
    pub fn reference(self) -> Value<Str> {
        Value::reference(self)
    }

    /// What `Fn::GetAtt` returns for `attribute`, as a text.
    #[must_use]
    pub fn attribute(self, attribute: &'static str) -> Value<Str> {
        Value::attribute(self, attribute)
    }

    /// What `Fn::GetAtt` returns for `attribute`, as a `T`. The caller must choose the type.
    #[must_use]
    pub fn attribute_of<T>(self, attribute: &'static str) -> Value<T>
    where
        Value<T>: Referable,
    {
        Value::attribute(self, attribute)
    }
}

impl From<GenericRef> for NodeId {
    fn from(handle: GenericRef) -> Self {
        handle.node()
    }
}
