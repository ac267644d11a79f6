//! Decides where the property types that several resource types of a service have are declared: once, in its module `shared`.
//!
//! A shared type is in the module of the first resource type that has it, where names are unique; a module with many
//! types has one for each initial. Every resource type exports its shared types under the paths of its own module.

use std::collections::{BTreeMap, BTreeSet};

use super::equal_types::{Class, Member, classes};
use crate::model::cloudformation::{Definition, ResourceType};

/// Maximum types in a module that is not split by their initials.
pub(super) const MAX_UNSPLIT_TYPES: usize = 100;

/// The shared property types of one service.
pub(super) struct Shared<'a> {
    pub(super) service: &'a str,
    pub(super) types: Vec<SharedType<'a>>,
    /// The index in `types` for a resource type's name and the key of its property type.
    indices: BTreeMap<(&'a str, &'a str), usize>,
}

/// A property type that several resource types have.
pub(super) struct SharedType<'a> {
    pub(super) class: Class<'a>,
    /// Its module below `shared`: that of its first resource type, and the type's initial where that is split.
    pub(super) module: Vec<String>,
}

impl<'a> Shared<'a> {
    /// Finds them among the property types of `resources`.
    pub(super) fn new(service: &'a str, resources: impl Iterator<Item = &'a ResourceType>) -> Self {
        let mut classes = classes(resources);
        classes.retain(|class| !class.others.is_empty());
        let mut counts = BTreeMap::<&str, usize>::new();
        for class in &classes {
            *counts.entry(&class.first.resource.module).or_default() += 1;
        }
        let is_split =
            |module: &str| counts.get(module).is_some_and(|count| *count > MAX_UNSPLIT_TYPES);
        let with_module = |class: Class<'a>| {
            let module = module(&class.first, is_split(&class.first.resource.module));
            SharedType { class, module }
        };
        let types: Vec<SharedType> = classes.into_iter().map(with_module).collect();
        Self { service, indices: indices(&types), types }
    }

    /// The shared type that this property type of `resource` is.
    pub(super) fn find(&self, resource: &ResourceType, key: &str) -> Option<&SharedType<'a>> {
        let index = self.indices.get(&(resource.name.as_str(), key))?;
        self.types.get(*index)
    }

    /// The property types that only `resource` has.
    pub(super) fn own<'b>(
        &self,
        resource: &'b ResourceType,
    ) -> impl Iterator<Item = &'b Definition> {
        let is_own = |definition: &&Definition| self.find(resource, &definition.key).is_none();
        resource.definitions.iter().filter(is_own)
    }

    /// Exports the shared property types of `resource` from its module.
    pub(super) fn exports(&self, resource: &ResourceType) -> String {
        let keys = resource.definitions.iter().map(|definition| definition.key.as_str());
        self.uses("pub use", keys.filter_map(|key| self.find(resource, key)))
    }

    /// Names shared types with one line for each module, followed by an empty line.
    pub(super) fn uses<'b>(
        &self,
        keyword: &str,
        types: impl Iterator<Item = &'b SharedType<'b>>,
    ) -> String {
        let mut names = BTreeMap::<&[String], BTreeSet<&str>>::new();
        for found in types {
            names.entry(&found.module).or_default().insert(&found.class.first.definition.rust);
        }
        let line = |(module, names): (&[String], BTreeSet<&str>)| {
            let names: Vec<&str> = names.into_iter().collect();
            let (service, module) = (self.service, module.join("::"));
            format!("{keyword} crate::{service}::shared::{module}::{{{}}};\n", names.join(", "))
        };
        let lines: String = names.into_iter().map(line).collect();
        if lines.is_empty() { lines } else { format!("{lines}\n") }
    }
}

fn module(first: &Member, is_split: bool) -> Vec<String> {
    let initial = first.definition.rust.chars().next().filter(|_| is_split);
    let initial = initial.map(|initial| initial.to_ascii_lowercase().to_string());
    std::iter::once(first.resource.module.clone()).chain(initial).collect()
}

fn indices<'a>(types: &[SharedType<'a>]) -> BTreeMap<(&'a str, &'a str), usize> {
    let mut indices = BTreeMap::new();
    for (index, found) in types.iter().enumerate() {
        for Member { resource, definition } in found.class.members() {
            indices.insert((resource.name.as_str(), definition.key.as_str()), index);
        }
    }
    indices
}

#[cfg(test)]
mod tests {
    use super::Shared;
    use crate::error::Error;
    use crate::text::cloudformation::parse;

    #[test]
    fn every_resource_type_exports_what_it_shares() -> Result<(), Error> {
        let shared_types = "  enum Mode Mode\n    value a A\n  struct Rule Rule\n    property Mode mode enum(Mode)\n";
        let own_type = "  struct Part Part\n    property A a string\n";
        let service = parse(&format!(
            "type AWS::X::A A a\n{shared_types}{own_type}type AWS::X::B B b\n{shared_types}"
        ))?;
        let shared = Shared::new("x", service.types.iter());
        for (resource, own) in service.types.iter().zip([vec!["Part"], vec![]]) {
            assert_eq!(shared.exports(resource), "pub use crate::x::shared::a::{Mode, Rule};\n\n");
            let names: Vec<&str> =
                shared.own(resource).map(|definition| definition.rust.as_str()).collect();
            assert_eq!(names, own);
        }
        Ok(())
    }
}
