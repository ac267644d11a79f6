//! Finds the resources of a template by type, their properties, and what a property refers to.

use constructs_cloudformation::function::join_attribute;
use constructs_cloudformation::{Conditions, Declarations, Pins};
use constructs_document::{Entry, Map, Mark, Node, Value as Content};
use rustc_hash::FxHashMap;

use crate::location::Location;
use crate::part::Part;
use crate::value::Value;

/// The properties of a resource that sets none.
static NO_PROPERTIES: Node =
    Node::new(Content::Map(Map::new(Vec::new())), Mark { line: 1, column: 1 });

/// The resources of a template.
pub(crate) struct Resources<'t> {
    pub(crate) template: &'t Declarations<'t>,
    all: Vec<Resource<'t>>,
    by_kind: FxHashMap<&'t str, Vec<Resource<'t>>>,
    by_id: FxHashMap<&'t str, Resource<'t>>,
}

/// One resource of a template.
#[derive(Clone, Copy)]
pub(crate) struct Resource<'t> {
    /// The logical id.
    pub(crate) id: &'t str,
    /// `AWS::SQS::Queue`.
    pub(crate) kind: &'t str,
    pub(crate) entry: &'t Entry,
}

impl<'t> Resource<'t> {
    /// The whole resource, with its attributes.
    pub(crate) const fn node(self) -> &'t Node {
        &self.entry.node
    }

    /// The properties, as the template writes them.
    pub(crate) fn properties(self) -> Option<&'t Entry> {
        self.entry.node.as_map()?.entry("Properties")
    }
}

impl<'t> Resources<'t> {
    pub(crate) fn new(template: &'t Declarations<'t>) -> Self {
        let all = template.resources().filter_map(|entry| {
            let kind = entry.node.get("Type")?.as_str()?;
            Some(Resource { id: &entry.key, kind, entry })
        });
        let all: Vec<Resource<'t>> = all.collect();
        let mut by_kind: FxHashMap<&str, Vec<_>> = FxHashMap::default();
        all.iter().for_each(|resource| by_kind.entry(resource.kind).or_default().push(*resource));
        let by_id = all.iter().map(|resource| (resource.id, *resource)).collect();
        Self { template, all, by_kind, by_id }
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
    pub(crate) fn of(&self, kind: &str) -> impl Iterator<Item = Resource<'t>> + use<'_, 't> {
        self.by_kind.get(kind).into_iter().flatten().copied()
    }

    /// The types of the template with their resources, in the order of the text.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (&'t str, &[Resource<'t>])> {
        self.iter().filter_map(|resource| {
            let of_kind = self.by_kind.get(resource.kind)?;
            let is_first = of_kind.first().is_some_and(|first| first.id == resource.id);
            is_first.then_some((resource.kind, of_kind.as_slice()))
        })
    }

    /// The values of a property of each resource of a type, under the condition of the resource: see [`Value::find`].
    pub(crate) fn values(&self, kind: &str, path: &str) -> Vec<Value<'t>> {
        let found = self.of(kind).flat_map(|resource| self.properties(resource));
        found.flat_map(|properties| properties.find(path, self.conditions())).collect()
    }

    /// The properties of a resource, under the condition of the resource.
    pub(crate) fn properties(&self, resource: Resource<'t>) -> Option<Value<'t>> {
        let (node, mark) = match resource.properties() {
            Some(properties) => (&properties.node, properties.mark),
            None => (&NO_PROPERTIES, resource.entry.mark),
        };
        Some(Value {
            node,
            location: Location::properties(resource.id),
            mark,
            pins: self.pins(resource),
        })
    }

    /// The condition of a resource.
    pub(crate) fn pins(&self, resource: Resource<'t>) -> Pins {
        let condition = resource.entry.node.get("Condition").and_then(Node::as_str);
        let place = condition.and_then(|name| self.conditions().place(name));
        place.map(|place| (place, true)).into_iter().collect()
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
        self.by_id.get(id).copied()
    }
}

impl Resource<'_> {
    /// Where a finding on the type is: its pointer and its mark.
    pub(crate) fn at_type(&self) -> (String, Mark) {
        let pointer = constructs_diagnostics::pointer::child("/Resources", self.id);
        let kind = self.entry.node.as_map().and_then(|map| map.entry("Type"));
        (format!("{pointer}/Type"), kind.map_or(self.entry.mark, |kind| kind.mark))
    }
}
