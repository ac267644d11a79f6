//! Finds the resources of a template by type, their properties, and what a property refers to.

use constructs_cloudformation::function::join_attribute;
use constructs_cloudformation::{Conditions, Declarations, Pins};
use constructs_document::{Entry, Node};

use crate::part::Part;
use crate::value::Value;

/// The resources of a template.
pub(crate) struct Resources<'t> {
    pub(crate) template: &'t Declarations<'t>,
    all: Vec<Resource<'t>>,
}

/// One resource of a template.
#[derive(Clone, Copy)]
pub(crate) struct Resource<'t> {
    /// The logical id.
    pub(crate) id: &'t str,
    /// `AWS::SQS::Queue`.
    pub(crate) kind: &'t str,
    entry: &'t Entry,
}

impl<'t> Resources<'t> {
    pub(crate) fn new(template: &'t Declarations<'t>) -> Self {
        let all = template.resources().filter_map(|entry| {
            let kind = entry.node.get("Type")?.as_str()?;
            Some(Resource { id: &entry.key, kind, entry })
        });
        Self { template, all: all.collect() }
    }

    /// The conditions of the template.
    pub(crate) fn conditions(&self) -> &'t Conditions<'t> {
        &self.template.conditions
    }

    /// All resources, in the order of the text.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Resource<'t>> + '_ {
        self.all.iter().copied()
    }

    /// The resources of a type, in the order of the text.
    pub(crate) fn of(&self, kind: &str) -> impl Iterator<Item = Resource<'t>> {
        self.iter().filter(move |resource| resource.kind == kind)
    }

    /// The values of a property of each resource of a type, under the condition of the resource: see [`Value::find`].
    pub(crate) fn values(&self, kind: &str, path: &str) -> Vec<Value<'t>> {
        let found = self.of(kind).flat_map(|resource| self.properties(resource));
        found.flat_map(|properties| properties.find(path, self.conditions())).collect()
    }

    /// The properties of a resource, under the condition of the resource.
    pub(crate) fn properties(&self, resource: Resource<'t>) -> Option<Value<'t>> {
        let properties = resource.entry.node.as_map()?.entry("Properties")?;
        let pointer = constructs_diagnostics::pointer::child("/Resources", resource.id);
        let condition = resource.entry.node.get("Condition").and_then(Node::as_str);
        let place = condition.and_then(|name| self.conditions().place(name));
        Some(Value {
            node: &properties.node,
            pointer: format!("{pointer}/Properties"),
            mark: properties.mark,
            pins: place.map(|place| (place, true)).into_iter().collect::<Pins>(),
        })
    }

    /// An attribute of a resource next to its properties, such as `Metadata`.
    pub(crate) fn attribute(&self, resource: Resource<'t>, name: &str) -> Option<Part<'t>> {
        let entry = resource.entry;
        let pointer = constructs_diagnostics::pointer::child("/Resources", &entry.key);
        Part::new(&entry.node, pointer, entry.mark).get(name)
    }

    /// The resource that a value refers to by `Ref` or `Fn::GetAtt`.
    pub(crate) fn target(&self, value: &Value<'t>) -> Option<Resource<'t>> {
        let id = match value.node.single()? {
            ("Ref", name) => name.as_str()?,
            ("Fn::GetAtt", argument) => join_attribute(argument)?.0,
            _ => return None,
        };
        self.iter().find(|resource| resource.id == id)
    }
}
