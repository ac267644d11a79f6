//! Stacks and their templates -> an index of what a reference can mean: resources by id and path, exports by name.

use std::collections::BTreeMap;

use constructs_template::Node;

use super::notes::Notes;
use super::value::{Resolver, text_of};

/// One stack as it is deployed.
#[derive(Clone, Debug)]
pub struct StackTemplate {
    /// The name that it is deployed under; a template's file name where nothing else is known.
    pub name: String,
    /// What people call it: the construct's path, or the file.
    pub path: String,
    /// The account, where it is known.
    pub account: Option<String>,
    /// The region, where it is known.
    pub region: Option<String>,
    /// The template.
    pub root: Node,
    /// Construct paths by logical id, as far as they are known.
    pub paths: BTreeMap<String, String>,
}

/// A resource of an estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId<'t> {
    /// The number of its stack.
    pub stack: usize,
    /// Its logical id.
    pub id: &'t str,
}

/// All stacks that are looked at together.
#[derive(Debug)]
pub struct Estate<'t> {
    stacks: &'t [StackTemplate],
    /// For each stack, its resources by logical id.
    resources: Vec<BTreeMap<&'t str, &'t Node>>,
    by_path: BTreeMap<String, ResourceId<'t>>,
    /// Name -> stack and value; `None`: several stacks export it.
    exports: BTreeMap<String, Option<(usize, &'t Node)>>,
}

impl<'t> Estate<'t> {
    /// The index of these stacks.
    #[must_use]
    pub fn new(stacks: &'t [StackTemplate]) -> Self {
        let mut estate = Self {
            stacks,
            resources: Vec::new(),
            by_path: BTreeMap::new(),
            exports: BTreeMap::new(),
        };
        for (stack, template) in stacks.iter().enumerate() {
            estate.resources.push(section(&template.root, "Resources").collect());
            for (id, _) in section(&template.root, "Resources") {
                let resource = ResourceId { stack, id };
                estate.by_path.insert(estate.path(resource), resource);
            }
        }
        for (stack, template) in stacks.iter().enumerate() {
            for (_, output) in section(&template.root, "Outputs") {
                estate.add_export(stack, output);
            }
        }
        estate
    }

    fn add_export(&mut self, stack: usize, output: &'t Node) {
        let name = output.get("Export").and_then(|export| export.get("Name"));
        let (Some(name), Some(value)) = (name, output.get("Value")) else { return };
        let mut notes = Notes::default();
        let name = Resolver::new(self, stack, &mut notes).single(name);
        if let Some(name) = name.map(|pieces| text_of(&pieces)) {
            let entry = self.exports.entry(name);
            entry.and_modify(|found| *found = None).or_insert(Some((stack, value)));
        }
    }

    /// The stacks.
    #[must_use]
    pub fn stacks(&self) -> &'t [StackTemplate] {
        self.stacks
    }

    /// Every resource, by stack, then by id.
    pub fn resources(&self) -> impl Iterator<Item = (ResourceId<'t>, &'t Node)> + '_ {
        self.resources.iter().enumerate().flat_map(|(stack, resources)| {
            resources.iter().map(move |(id, node)| (ResourceId { stack, id }, *node))
        })
    }

    /// A resource.
    #[must_use]
    pub fn resource(&self, id: ResourceId<'_>) -> Option<&'t Node> {
        self.resources.get(id.stack)?.get(id.id).copied()
    }

    /// A resource of a stack, by logical id.
    #[must_use]
    pub fn find(&self, stack: usize, id: &str) -> Option<ResourceId<'t>> {
        let (id, _) = self.resources.get(stack)?.get_key_value(id)?;
        Some(ResourceId { stack, id })
    }

    /// The resource at a construct's path, or at `Stack.LogicalId`.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<ResourceId<'t>> {
        self.by_path.get(path).copied()
    }

    /// Every path of a resource.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }

    /// The type of a resource; empty where it has none.
    #[must_use]
    pub fn kind(&self, id: ResourceId<'_>) -> &'t str {
        self.resource(id).and_then(|node| node.get("Type")).and_then(Node::as_str).unwrap_or("")
    }

    /// What a resource is called: its construct's path, else stack and logical id.
    #[must_use]
    pub fn path(&self, id: ResourceId<'_>) -> String {
        let Some(stack) = self.stacks.get(id.stack) else { return id.id.to_owned() };
        match stack.paths.get(id.id) {
            Some(path) => path.clone(),
            None => format!("{}.{}", stack.name, id.id),
        }
    }

    /// What is exported under a name, with the number of its stack; an error where several stacks do.
    pub(crate) fn export(&self, name: &str) -> Option<Result<(usize, &'t Node), ()>> {
        self.exports.get(name).map(|found| found.ok_or(()))
    }

    /// The names of all exports.
    pub fn export_names(&self) -> impl Iterator<Item = &str> {
        self.exports.keys().map(String::as_str)
    }
}

/// The entries of a section.
pub(crate) fn section<'t>(root: &'t Node, name: &str) -> impl Iterator<Item = (&'t str, &'t Node)> {
    let entries = root.get(name).and_then(Node::as_map).into_iter().flatten();
    entries.map(|entry| (entry.key.as_str(), &entry.node))
}
