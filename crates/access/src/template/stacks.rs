//! Indexes the stacks under analysis, to find what a reference names: resources by id, path, and ARN, and exports by name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use constructs_cloudformation::Stack;
use constructs_document::{Mark, Node};

use super::fragments::{Fragment, Fragments, key_of};
use super::named;
use super::notes::Notes;
use super::resolver::Resolver;
use constructs_iam::Symbol;
use constructs_iam::cases::Formula;

/// The most stacks that contain a resource, one nested in another.
const MAX_NESTING_DEPTH: usize = 16;

/// A resource of one of the stacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId<'t> {
    /// The number of its stack.
    pub stack: usize,
    /// Its logical id.
    pub id: &'t str,
}

/// The stacks under analysis, numbered in their order.
#[derive(Debug)]
pub struct Stacks<'t> {
    all: Vec<&'t Stack>,
    /// For each stack, its resources by logical id.
    resources: Vec<BTreeMap<&'t str, &'t Node>>,
    /// For each stack, the names of its resources for people, by logical id. Each name is unique.
    paths: Vec<BTreeMap<&'t str, String>>,
    by_path: BTreeMap<String, ResourceId<'t>>,
    /// By name, the stack and the value of each export.
    exports: BTreeMap<String, Vec<(usize, &'t Node)>>,
    /// By name, the stack and the value of each export that a stack writes for other regions, as the AWS CDK does. `None`: several
    /// stacks write it.
    written_exports: BTreeMap<&'t str, Option<(usize, &'t Node)>>,
    /// The nested stack of each resource that is one.
    nested: BTreeMap<ResourceId<'t>, usize>,
    /// The ARNs that follow from the resources' names.
    arns: BTreeMap<ResourceId<'t>, Fragments>,
    /// Resources by ARN: those that exist in every deployment, and whose ARN is unique.
    by_arn: BTreeMap<String, ResourceId<'t>>,
    /// The physical names that the templates set.
    names: BTreeMap<ResourceId<'t>, String>,
    /// The symbols of the resources' ARNs, made on first use; empty while the index is made.
    arn_symbols: BTreeMap<ResourceId<'t>, OnceLock<Symbol>>,
    /// In a comparison of two states: the number of this state, and the identities of the other state's resources.
    state: Option<(u8, BTreeSet<String>)>,
}

impl<'t> Stacks<'t> {
    /// The index of these stacks.
    #[must_use]
    pub fn new(stacks: impl IntoIterator<Item = &'t Stack>) -> Self {
        let all: Vec<&'t Stack> = stacks.into_iter().collect();
        let mut stacks = Self {
            all: all.clone(),
            resources: Vec::new(),
            paths: Vec::new(),
            by_path: BTreeMap::new(),
            exports: BTreeMap::new(),
            written_exports: BTreeMap::new(),
            nested: BTreeMap::new(),
            arns: BTreeMap::new(),
            by_arn: BTreeMap::new(),
            names: BTreeMap::new(),
            arn_symbols: BTreeMap::new(),
            state: None,
        };
        for (number, stack) in all.iter().enumerate() {
            stacks.resources.push(section(stack.root(), "Resources").collect());
            stacks.add_paths(number, stack);
        }
        stacks.find_nested();
        stacks.find_written_exports();
        for (number, stack) in all.iter().enumerate() {
            for (_, output) in section(stack.root(), "Outputs") {
                stacks.add_export(number, output);
            }
        }
        stacks.find_arns();
        stacks.forget_symbols();
        stacks
    }

    fn forget_symbols(&mut self) {
        self.arn_symbols = self.resources().map(|(id, _)| (id, OnceLock::new())).collect();
    }

    /// The symbol of a resource's ARN, made once.
    pub(super) fn arn_symbol(&self, id: ResourceId<'_>, make: impl FnOnce() -> Symbol) -> Symbol {
        let known = self.find(id.stack, id.id).and_then(|own| self.arn_symbols.get(&own));
        match known {
            Some(known) => known.get_or_init(make).clone(),
            None => make(),
        }
    }

    /// The same as one of two states: `number` is 1 for the old one, 2 for the new one; `others` has the identities of the
    /// other one's resources.
    pub(crate) fn in_state(mut self, number: u8, others: BTreeSet<String>) -> Self {
        self.state = Some((number, others));
        self.forget_symbols();
        self
    }

    /// The identities of all resources.
    pub(crate) fn arn_ids(&self) -> BTreeSet<String> {
        self.resources().map(|(id, _)| self.arn_id(id)).collect()
    }

    /// Two stacks of one name, in two accounts, have resources of the same names: those of the later one say where they are.
    fn add_paths(&mut self, stack: usize, template: &'t Stack) {
        let mut paths = BTreeMap::new();
        for (id, _) in section(template.root(), "Resources") {
            let own = template.construct_path(id).map(str::to_owned);
            let mut path = own.unwrap_or_else(|| format!("{}.{id}", template.name));
            if self.by_path.contains_key(&path) {
                path = format!("{path} ({})", template.id);
            }
            while self.by_path.contains_key(&path) {
                path.push('\'');
            }
            self.by_path.insert(path.clone(), ResourceId { stack, id });
            paths.insert(id, path);
        }
        self.paths.push(paths);
    }

    fn find_nested(&mut self) {
        for (stack, template) in self.all.iter().enumerate() {
            let Some((parent, id)) = &template.nested_in else { continue };
            let parent = self.all.iter().position(|other| other.id == *parent);
            let resource = parent.and_then(|parent| self.find(parent, id));
            self.nested.extend(resource.map(|resource| (resource, stack)));
        }
    }

    /// Where two resources seem to have one name, they are in different places, or never there together: then it is not known
    /// which of them an ARN is. Nor is it where a resource may not be there, or where its name may be a pattern.
    fn find_arns(&mut self) {
        let names = self.resources().filter_map(|(id, _)| Some((id, named::name(self, id)?)));
        self.names = names.collect();
        let mut found: BTreeMap<String, Vec<ResourceId<'t>>> = BTreeMap::new();
        let mut arns = BTreeMap::new();
        for (id, _) in self.resources() {
            if let Some(fragments) = named::arn(self, id) {
                found.entry(key_of(&fragments)).or_default().push(id);
                arns.insert(id, fragments);
            }
        }
        for (key, resources) in found {
            let [id] = resources.as_slice() else { continue };
            let is_conditional =
                self.resource(*id).is_some_and(|node| node.get("Condition").is_some());
            let is_plain = arns.get(id).is_some_and(|fragments: &Fragments| {
                fragments.iter().all(|one| match one {
                    Fragment::Text(_) => true,
                    Fragment::Symbol(symbol) => !symbol.domain.may_be_pattern,
                })
            });
            if !is_conditional && is_plain {
                self.by_arn.insert(key, *id);
            }
        }
        self.arns = arns;
    }

    fn find_written_exports(&mut self) {
        let mut found: BTreeMap<&'t str, Option<(usize, &'t Node)>> = BTreeMap::new();
        for (id, node) in self.resources() {
            if self.kind(id) != "Custom::CrossRegionExportWriter" {
                continue;
            }
            let writer = node.get("Properties").and_then(|own| own.get("WriterProps"));
            let exports = writer.and_then(|writer| writer.get("exports"));
            let Some(exports) = exports.and_then(Node::as_map) else { continue };
            for entry in exports.iter() {
                let (name, value) = (entry.key.as_str(), &entry.node);
                found.entry(name).and_modify(|one| *one = None).or_insert(Some((id.stack, value)));
            }
        }
        self.written_exports = found;
    }

    fn add_export(&mut self, stack: usize, output: &'t Node) {
        let name = output.get("Export").and_then(|export| export.get("Name"));
        let (Some(name), Some(value)) = (name, output.get("Value")) else { return };
        let mut notes = Notes::default();
        let name = Resolver::new(self, stack, &mut notes).literal(name);
        if let Some(name) = name {
            self.exports.entry(name).or_default().push((stack, value));
        }
    }

    /// The stack with this number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&'t Stack> {
        self.all.get(number).copied()
    }

    /// The stacks in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &'t Stack> + '_ {
        self.all.iter().copied()
    }

    /// The number of stacks.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are no stacks.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
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

    /// The resource whose ARN, as it comes of its name, has this key.
    pub(super) fn at_arn(&self, key: &str) -> Option<ResourceId<'t>> {
        self.by_arn.get(key).copied()
    }

    /// The ARN of a resource as it comes of its name.
    pub(super) fn written(&self, id: ResourceId<'_>) -> Option<&Fragments> {
        let own = self.find(id.stack, id.id)?;
        self.arns.get(&own)
    }

    /// What identifies a resource in two states: its path and its physical name.
    pub(super) fn arn_id(&self, id: ResourceId<'_>) -> String {
        let property = named::name_property(self.kind(id));
        let name = property.and_then(|property| {
            let value = self.resource(id)?.get("Properties")?.get(property)?;
            Some(value.to_json().to_string())
        });
        format!("{} {}", self.path(id), name.unwrap_or_default())
    }

    /// The states that have a resource, as in [`Identity`](constructs_iam::Identity).
    pub(super) fn states(&self, id: ResourceId<'_>) -> u8 {
        match &self.state {
            Some((number, others)) if !others.contains(&self.arn_id(id)) => *number,
            _ => 3,
        }
    }

    /// In which deployments a resource is there: where its own condition holds, and that of each stack that it is nested in.
    pub(crate) fn presence(&self, id: ResourceId<'_>) -> Formula {
        let mut presence = self.own_presence(id);
        let (mut stack, mut left) = (id.stack, MAX_NESTING_DEPTH);
        while let Some(parent) = self.nested_in(stack) {
            if left == 0 {
                let reason = format!("`{}` is nested too deep", self.path(id));
                return Formula::unread(&reason, &reason);
            }
            presence = presence.and(self.own_presence(parent));
            (stack, left) = (parent.stack, left - 1);
        }
        presence
    }

    fn own_presence(&self, id: ResourceId<'_>) -> Formula {
        let condition = self.resource(id).and_then(|node| node.get("Condition")?.as_str());
        let mut notes = Notes::default();
        let mut resolver = Resolver::new(self, id.stack, &mut notes);
        condition.map_or(Formula::TRUE, |name| resolver.condition(name))
    }

    /// The value of an output of the stack of this name that is deployed beside another stack: in the same account, and in the
    /// same region unless `region` is set. `Some(None)` is an unknown region.
    pub(super) fn stack_with_output(
        &self,
        beside: usize,
        name: &str,
        region: Option<&Option<String>>,
        output: &str,
    ) -> Option<(usize, &'t Node)> {
        let own = self.all.get(beside)?;
        let region = match region {
            Some(given) => Some(given.clone()?),
            None => own.region.clone(),
        };
        let is_it = |stack: &Stack| {
            stack.name == name && stack.account == own.account && stack.region == region
        };
        let mut found = self.all.iter().enumerate().filter(|(_, stack)| is_it(stack));
        let (stack, template) = found.next().filter(|_| found.next().is_none())?;
        Some((stack, template.root().get("Outputs")?.get(output)?.get("Value")?))
    }

    /// The value that a stack writes for stacks of other regions under this name, as the AWS CDK does.
    pub(super) fn written_export(&self, name: &str) -> Option<(usize, &'t Node)> {
        self.written_exports.get(name).copied().flatten()
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
        let stack = self.all.get(stack);
        let account = stack.and_then(|stack| stack.account.as_deref()).unwrap_or_default();
        let region = stack.and_then(|stack| stack.region.as_deref()).unwrap_or_default();
        format!("{account}/{region}")
    }

    /// Every path of a resource.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }

    /// The location of a policy's statement in its template. `pointer` is the path of the policy's document below the properties.
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
        let path = self.paths.get(id.stack).and_then(|paths| paths.get(id.id));
        path.map_or_else(|| id.id.to_owned(), Clone::clone)
    }

    /// What is exported under a name in the account and region of a stack, with the number of its stack; an error where several
    /// stacks may do so.
    pub(crate) fn export(
        &self,
        beside: usize,
        name: &str,
    ) -> Option<Result<(usize, &'t Node), ()>> {
        let exports = self.exports.get(name)?.iter().copied();
        match self.in_place(beside, exports, |(stack, _)| *stack).as_slice() {
            [] => None,
            [only] => Some(Ok(*only)),
            _ => Some(Err(())),
        }
    }

    /// Those of several things, each of a stack, that are in the account and region of another stack. Where some certainly are,
    /// those that only may be are left out: names are unique in an account and region.
    pub(super) fn in_place<T>(
        &self,
        beside: usize,
        all: impl Iterator<Item = T>,
        stack: impl Fn(&T) -> usize,
    ) -> Vec<T> {
        let all = all.map(|one| (self.is_same_place(beside, stack(&one)), one));
        let near: Vec<(Option<bool>, T)> =
            all.filter(|(is_same, _)| *is_same != Some(false)).collect();
        let is_certain = near.iter().any(|(is_same, _)| *is_same == Some(true));
        let kept = near.into_iter().filter(|(is_same, _)| !is_certain || *is_same == Some(true));
        kept.map(|(_, one)| one).collect()
    }

    /// Whether two stacks are in one account and region; nothing where that isn't known.
    pub(super) fn is_same_place(&self, one: usize, other: usize) -> Option<bool> {
        let (own, others) = (self.all.get(one)?, self.all.get(other)?);
        let is_same =
            |one: &Option<String>, other: &Option<String>| Some(one.as_ref()? == other.as_ref()?);
        let pair = (is_same(&own.account, &others.account), is_same(&own.region, &others.region));
        match pair {
            _ if one == other => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }

    /// The names of all exports.
    pub fn export_names(&self) -> impl Iterator<Item = &str> {
        self.exports.keys().map(String::as_str)
    }
}

/// The entries of a section.
pub fn section<'t>(root: &'t Node, name: &str) -> impl Iterator<Item = (&'t str, &'t Node)> {
    let entries = root.get(name).and_then(Node::as_map).into_iter().flatten();
    entries.map(|entry| (entry.key.as_str(), &entry.node))
}
