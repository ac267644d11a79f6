//! The app: the root of the tree, and the only owner of it.

use crate::codes;
use std::cell::{RefCell, RefMut};
use std::panic::Location;
use std::sync::atomic::{AtomicU16, Ordering};

use super::{NodeId, NodeKind, ResourceRef, Scope, Skeleton, Tree};
use crate::assembly::Assembly;
use crate::diagnostic::Diagnostics;
use crate::export::ExportNames;
use crate::stack::Stack;
use crate::synth;
use crate::value::Fault;

/// The whole of what is described: stacks, and whatever groups them.
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
    tree: RefCell<Tree>,
    tag: u16,
    pub(crate) export_names: ExportNames,
}

/// Tells apps apart, so that a reference from one can't be mistaken for one of another.
/// It never reaches an output.
static NEXT_TAG: AtomicU16 = AtomicU16::new(0);

impl App {
    /// An app without stacks.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        let tag = NEXT_TAG.fetch_add(1, Ordering::Relaxed);
        let skeleton = Skeleton::rooted(tag, Location::caller());
        let tree = Tree { skeleton, kinds: vec![NodeKind::Scope], ..Tree::default() };
        Self { tree: RefCell::new(tree), tag, export_names: ExportNames::default() }
    }

    /// Chooses how exports are named that references across stacks make.
    #[must_use]
    pub const fn export_names(mut self, names: ExportNames) -> Self {
        self.export_names = names;
        self
    }

    /// The scope of the app itself.
    pub const fn root(&self) -> Scope<'_> {
        Scope::new(self, 0)
    }

    /// Adds a stack under `id`.
    #[track_caller]
    pub fn stack(&self, id: impl AsRef<str>, stack: Stack) -> Scope<'_> {
        self.root().stack(id, stack)
    }

    /// Adds a place that groups stacks, such as an environment.
    #[track_caller]
    pub fn scope(&self, id: impl AsRef<str>) -> Scope<'_> {
        self.root().scope(id)
    }

    /// The scope below a construct that was added before.
    #[track_caller]
    pub fn scope_at(&self, handle: impl ResourceRef) -> Scope<'_> {
        let node = handle.node();
        if node.app == self.tag {
            return Scope::new(self, node.index);
        }
        let fault = Fault {
            code: codes::FOREIGN_REFERENCE,
            message: "`scope_at` was given a handle of another app".to_owned(),
            help: "ask the app that the handle comes from".to_owned(),
            origin: Location::caller(),
        };
        self.tree_mut().faults.push((0, fault));
        self.root()
    }

    /// Turns the tree into an assembly: templates, their order, and where everything comes from.
    ///
    /// It takes the app, so that nothing can be added afterwards.
    ///
    /// # Errors
    /// All mistakes of the whole app at once, if there are any.
    pub fn synth(self) -> Result<Assembly, Diagnostics> {
        synth::synthesize(self.tree.into_inner(), self.export_names)
    }

    /// INVARIANT: no code of the author's runs while this borrow lives.
    pub(crate) fn tree_mut(&self) -> RefMut<'_, Tree> {
        self.tree.borrow_mut()
    }

    pub(crate) const fn node_id(&self, index: u32) -> NodeId {
        NodeId { index, app: self.tag }
    }
}

impl Default for App {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}
