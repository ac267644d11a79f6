//! Writes a resource: its type's struct with its properties, or a `GenericResource` for an unknown type.

use constructs_cloudformation::function::is_function;
use constructs_document::{Map, Node};
use constructs_schema::facts::{self, Property, ResourceType};

use super::Made;
use crate::author::{Author, What};
use crate::code::{self, Code};
use crate::names::snake_case;
use crate::value::{TEXT, Want, is_buildable, plain_text};

/// Types that are written by hand: [`super::iam`] does.
const ROLE: &str = "AWS::IAM::Role";
const MANAGED_POLICY: &str = "AWS::IAM::ManagedPolicy";

impl Author<'_> {
    pub(super) fn resource(&mut self, node: &Node) -> Option<Made> {
        let map = node.as_map()?;
        let name = plain_text(map.get("Type")?)?;
        let properties = map.get("Properties");
        let declared = properties.and_then(Node::as_map);
        let is_object = properties.is_none_or(|node| declared.is_some() && !is_function(node));
        let nothing = Map::default();
        let declared = declared.filter(|_| is_object).unwrap_or(&nothing);
        let (start, what) = match self.known(name, declared) {
            Some((code, resource)) => (code, What::Resource(resource)),
            None => (self.generic(name, declared), What::Generic),
        };
        let code = self.attributes(start, map, is_object);
        let noun = snake_case(name.rsplit("::").next().unwrap_or(name));
        let is_name = noun.starts_with(|first: char| first.is_ascii_alphabetic());
        let noun = if is_name { noun } else { "resource".to_owned() };
        Some(Made { code, what: Some(what), noun })
    }

    fn generic(&mut self, name: &str, properties: &Map) -> Code {
        let start = Code::call("GenericResource::new", [code::text(name)]);
        self.each_entry(start, "raw", properties)
    }

    /// A resource of a type that the facts know, if everything is there that it requires.
    fn known(&mut self, name: &str, properties: &Map) -> Option<(Code, &'static ResourceType)> {
        let resource = facts::resource_type(name)?;
        let feature = resource.feature?;
        if !is_buildable(properties, &resource.body) {
            return None;
        }
        let code = match name {
            ROLE => self.role_resource(properties)?,
            MANAGED_POLICY => self.managed_policy(properties)?,
            _ => {
                self.uses.service(resource.service, feature);
                let path = format!("{}::{}", resource.service, resource.rust);
                let want = Want { kind: TEXT.kind, of: Some(resource) };
                let start = self.construct(&path, properties, &resource.body, want);
                let others = properties
                    .iter()
                    .filter(|entry| !resource.body.arguments.iter().any(|name| *name == entry.key));
                others.fold(start, |built, entry| {
                    self.property(built, &entry.key, &entry.node, resource)
                })
            }
        };
        Some((code, resource))
    }

    /// A property by its setter, or by `raw` where it is unknown or of another type.
    fn property(
        &mut self,
        built: Code,
        key: &str,
        node: &Node,
        resource: &'static ResourceType,
    ) -> Code {
        key.clone_into(&mut self.place.1);
        let typed = resource.property(key).and_then(|property: &'static Property| {
            let want = Want { kind: &property.shape.kind, of: Some(resource) };
            Some((&*property.rust, self.typed(node, want)?.code))
        });
        match typed {
            Some((setter, value)) => built.method(setter, [value]),
            None => {
                let value = self.raw(node).loose().code;
                built.method("raw", [code::text(key), value])
            }
        }
    }
}
