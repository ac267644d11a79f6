//! The app: the root and owner of the tree.

use std::panic::Location;

use super::arena::Arena;
use super::{Scope, Tree, codes};
use crate::export::ExportNames;
use crate::stack::Stack;
use crate::value::{Fault, ResourceRef};

/// An app: stacks, and the scopes that group them.
///
/// ```
/// use constructs::{App, GenericResource, Resource, Stack};
/// let app = App::new();
/// let stack = app.stack("Queues", Stack::named("chat-dev-queues"));
/// stack.add("Push", GenericResource::new("AWS::SQS::Queue").raw("QueueName", "push"));
/// let assembly = app.synth().expect("no mistakes");
/// assert_eq!(assembly.stacks().count(), 1);
/// ```
pub struct App {
    arena: Arena,
    export_names: ExportNames,
}

impl App {
    /// Creates an app without stacks.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Self { arena: Arena::new(Location::caller()), export_names: ExportNames::default() }
    }

    /// Sets how to name the exports that references across stacks create.
    #[must_use]
    pub const fn export_names(mut self, names: ExportNames) -> Self {
        self.export_names = names;
        self
    }

    /// The scope of the app itself.
    pub const fn root(&self) -> Scope<'_> {
        Scope::new(&self.arena, 0)
    }

    /// Adds a stack under `id`.
    #[track_caller]
    pub fn stack(&self, id: impl AsRef<str>, stack: Stack) -> Scope<'_> {
        self.root().stack(id, stack)
    }

    /// Adds a scope that groups stacks, such as an environment.
    #[track_caller]
    pub fn scope(&self, id: impl AsRef<str>) -> Scope<'_> {
        self.root().scope(id)
    }

    /// The scope of a construct that the app already has.
    #[track_caller]
    pub fn scope_at(&self, handle: impl ResourceRef) -> Scope<'_> {
        if let Some(index) = self.arena.position(handle.node()) {
            return Scope::new(&self.arena, index);
        }
        let fault = Fault {
            code: codes::FOREIGN_REFERENCE,
            message: "the handle passed to `scope_at` belongs to another app".to_owned(),
            help: "call `scope_at` on the app that returned the handle".to_owned(),
            origin: Location::caller(),
        };
        self.arena.tree_mut().faults.push((0, fault));
        self.root()
    }

    /// The tree, and how to name exports.
    pub(crate) fn into_parts(self) -> (Tree, ExportNames) {
        (self.arena.into_tree(), self.export_names)
    }
}

impl Default for App {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}
