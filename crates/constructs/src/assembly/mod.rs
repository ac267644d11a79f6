//! The assembly, the result of synthesis: templates, the manifest that the `cdk` CLI reads, the tree that viewers show,
//! and, in memory only, the origin of every value.
//!
//! INVARIANT: no Rust line is written into the assembly, because every edit that moves lines would change it.

mod capabilities;
mod format;
mod manifest;
mod origin;
mod stack;
mod tree_json;
pub mod write;

use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::FxHashMap;

pub use capabilities::capabilities;
pub use format::TemplateFormat;
pub use stack::StackArtifact;
pub(crate) use stack::artifact_id;
pub use write::{Durability, FileDifference, OutputFile, WriteError, WriteOptions, Written};

use crate::linked::{Linked, LinkedStack};
use crate::resource::TypeFacts;
use constructs_diagnostics::{Diagnostics, Place};

/// All stacks of an app, ready to be written.
pub struct Assembly {
    linked: Linked,
    stacks: Vec<StackArtifact>,
    warnings: Diagnostics,
}

impl Assembly {
    pub(crate) fn new(linked: Linked, templates: Vec<Vec<u8>>, warnings: Diagnostics) -> Self {
        let mut names: FxHashMap<String, u32> = FxHashMap::default();
        for stack in &linked.stacks {
            *names.entry(stack.details.name.to_ascii_lowercase()).or_default() += 1;
        }
        let artifact = |(stack, template): (&LinkedStack, Vec<u8>)| {
            let count = names.get(&stack.details.name.to_ascii_lowercase());
            StackArtifact::new(&linked, stack, template, count == Some(&1))
        };
        let stacks = linked.stacks.iter().zip(templates).map(artifact).collect();
        Self { linked, stacks, warnings }
    }

    /// The stacks, in the order in which they are deployed.
    pub fn stacks(&self) -> impl ExactSizeIterator<Item = &StackArtifact> {
        self.stacks.iter()
    }

    /// The stack with the name `name`.
    #[must_use]
    pub fn stack(&self, name: &str) -> Option<&StackArtifact> {
        self.stacks.iter().find(|stack| stack.name() == name)
    }

    /// The warnings of synthesis.
    #[must_use]
    pub const fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// Keeps only the stacks for which `keep` returns true, and the stacks that they depend on.
    #[must_use]
    pub fn select(mut self, keep: impl Fn(&StackArtifact) -> bool) -> Self {
        let mut kept: Vec<bool> = self.stacks.iter().map(keep).collect();
        for at in (0..self.stacks.len()).rev() {
            if kept.get(at) != Some(&true) {
                continue;
            }
            let needs = self.stacks.get(at).map_or(&[][..], StackArtifact::dependencies);
            for (stack, kept) in self.stacks.iter().zip(&mut kept) {
                *kept |= needs.iter().any(|name| name == stack.artifact_id());
            }
        }
        let mut keep = kept.into_iter();
        self.stacks.retain(|_| keep.next() == Some(true));
        self
    }

    /// The files of the assembly: each stack's template, `tree.json`, and `manifest.json` last.
    #[must_use]
    pub fn files(&self, format: TemplateFormat) -> Vec<OutputFile<'_>> {
        let mut files: Vec<OutputFile<'_>> =
            self.stacks.iter().map(|stack| stack.file(format)).collect();
        let tree = tree_json::tree(&self.linked, &self.stacks);
        files.push(OutputFile { name: "tree.json".to_owned(), bytes: tree.into() });
        let manifest = manifest::manifest(&self.stacks, format);
        files.push(OutputFile { name: "manifest.json".to_owned(), bytes: manifest.into() });
        files
    }

    /// Writes the assembly into `folder`, all of it or nothing. See [`write`](mod@write).
    ///
    /// # Errors
    /// [`WriteError`], which says what the folder contains now and what to do.
    pub fn write(
        &self,
        folder: &Path,
        format: TemplateFormat,
        options: &WriteOptions,
    ) -> Result<Written, WriteError> {
        write::write(folder, &self.files(format), options)
    }

    /// The origin of a value in a template: the construct, its lines, and for a value in a policy the lines of its statement.
    ///
    /// `pointer` is a JSON pointer below the resource's properties, e.g. `/PolicyDocument/Statement/0`.
    #[must_use]
    pub fn place(&self, stack: &str, logical_id: &str, pointer: &str) -> Option<Place> {
        origin::place(&self.linked, stack, logical_id, pointer)
    }

    /// The paths of the constructs of the stack called `stack`, by logical id: [`Assembly::place`] for all of them in one pass.
    #[must_use]
    pub fn construct_paths(&self, stack: &str) -> BTreeMap<String, String> {
        origin::construct_paths(&self.linked, stack)
    }
}

impl Assembly {
    /// The facts of each resource type in the assembly, by name: which properties name a resource or replace it.
    #[must_use]
    pub fn types(&self) -> BTreeMap<&str, &TypeFacts> {
        let members = self.linked.stacks.iter().flat_map(|stack| &stack.members);
        let resources = members.filter_map(|index| self.linked.resource(*index));
        resources.map(|resource| (resource.facts.name(), &resource.facts)).collect()
    }

    /// The place where the app adds a stack.
    #[must_use]
    pub fn stack_place(&self, name: &str) -> Option<Place> {
        self.stack(name).map(|stack| self.linked.skeleton.place(stack.node()))
    }
}

impl std::fmt::Debug for Assembly {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.stacks.iter().map(StackArtifact::name)).finish()
    }
}
