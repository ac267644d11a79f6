//! Stacks and their templates -> an index of what a reference can mean: resources by id and path, exports by name.

use std::collections::BTreeMap;

use constructs_template::{Mark, Node};

use super::named;
use super::notes::Notes;
use super::value::{Pieces, Resolver, text_of};

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
    /// The file that the template was read from, as a person would name it.
    pub file: Option<String>,
    /// The stack that it is nested in, by name, and the logical id that it has there.
    pub nested_in: Option<(String, String)>,
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
    /// Nested stacks by their resources.
    nested: BTreeMap<ResourceId<'t>, usize>,
    /// ARNs that come of names which the templates set, each of one resource only.
    arns: BTreeMap<ResourceId<'t>, Pieces>,
    by_arn: BTreeMap<String, ResourceId<'t>>,
    /// What the templates call their resources.
    names: BTreeMap<ResourceId<'t>, String>,
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
            nested: BTreeMap::new(),
            arns: BTreeMap::new(),
            by_arn: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for (stack, template) in stacks.iter().enumerate() {
            estate.resources.push(section(&template.root, "Resources").collect());
            for (id, _) in section(&template.root, "Resources") {
                let resource = ResourceId { stack, id };
                estate.by_path.insert(estate.path(resource), resource);
            }
        }
        estate.find_nested();
        for (stack, template) in stacks.iter().enumerate() {
            for (_, output) in section(&template.root, "Outputs") {
                estate.add_export(stack, output);
            }
        }
        estate.find_arns();
        estate
    }

    fn find_nested(&mut self) {
        for (stack, template) in self.stacks.iter().enumerate() {
            let Some((parent, id)) = &template.nested_in else { continue };
            let parent = self.stacks.iter().position(|other| other.name == *parent);
            let resource = parent.and_then(|parent| self.find(parent, id));
            self.nested.extend(resource.map(|resource| (resource, stack)));
        }
    }

    /// Where two resources seem to have one name, they are in different places, or never there together: then it is not known
    /// which of them an ARN is.
    fn find_arns(&mut self) {
        let names = self.resources().filter_map(|(id, _)| Some((id, named::name(self, id)?)));
        self.names = names.collect();
        let mut found: BTreeMap<String, Vec<(ResourceId<'t>, Pieces)>> = BTreeMap::new();
        for (id, _) in self.resources() {
            if let Some(pieces) = named::arn(self, id) {
                found.entry(text_of(&pieces)).or_default().push((id, pieces));
            }
        }
        for (text, mut resources) in found {
            if let (Some((id, pieces)), true) = (resources.pop(), resources.is_empty()) {
                self.arns.insert(id, pieces);
                self.by_arn.insert(text, id);
            }
        }
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

    /// The resource whose ARN, as it comes of its name, reads like this.
    pub(super) fn at_arn(&self, text: &str) -> Option<ResourceId<'t>> {
        self.by_arn.get(text).copied()
    }

    /// The ARN of a resource as it comes of its name, where no other resource seems to have the same.
    pub(super) fn written(&self, id: ResourceId<'_>) -> Option<&Pieces> {
        let own = self.find(id.stack, id.id)?;
        self.arns.get(&own)
    }

    /// All such ARNs.
    pub(super) fn all_written(&self) -> impl Iterator<Item = (ResourceId<'t>, &Pieces)> {
        self.arns.iter().map(|(id, pieces)| (*id, pieces))
    }

    /// What the template calls a resource, where that is known to the letter.
    #[must_use]
    pub fn name(&self, id: ResourceId<'_>) -> Option<&str> {
        let own = self.find(id.stack, id.id)?;
        self.names.get(&own).map(String::as_str)
    }

    /// The resource that a stack is nested as.
    pub(crate) fn nested_in(&self, stack: usize) -> Option<ResourceId<'t>> {
        self.nested.iter().find(|(_, nested)| **nested == stack).map(|(id, _)| *id)
    }

    /// The stack that is nested as this resource.
    pub(super) fn nested_as(&self, id: ResourceId<'_>) -> Option<usize> {
        self.nested.get(&id).copied()
    }

    /// Account and region of a stack, as far as they are known.
    pub(super) fn place(&self, stack: usize) -> String {
        let stack = self.stacks.get(stack);
        let account = stack.and_then(|stack| stack.account.as_deref()).unwrap_or_default();
        let region = stack.and_then(|stack| stack.region.as_deref()).unwrap_or_default();
        format!("{account}/{region}")
    }

    /// Every path of a resource.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }

    /// Where a statement of a policy stands in its template: the pointer is the policy's document below the properties.
    #[must_use]
    pub fn statement_mark(&self, id: ResourceId<'_>, pointer: &str, index: usize) -> Option<Mark> {
        let mut node = self.resource(id)?.get("Properties")?;
        for name in pointer.split('/').filter(|name| !name.is_empty()) {
            node = match node.as_list() {
                Some(items) => items.get(name.parse::<usize>().ok()?)?,
                None => node.get(name)?,
            };
        }
        let statement = node.get("Statement").unwrap_or(node);
        let one = statement.as_list().and_then(|list| list.get(index));
        Some(one.unwrap_or(statement).mark)
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
