//! Scopes and constructs.

use std::panic::Location;

use constructs_diagnostics::Code;

use super::arena::Arena;
use super::{Aspect, FaultLog, NodeKind, ResourceMut, codes};
use crate::acknowledgement::Acknowledgement;
use crate::resource::Dependable;
use crate::stack::Stack;
use crate::tag::{InheritedTag, TagOptions};
use crate::value::{Expr, Fault, IntoValue, NodeId, ObjectKey, Str};

/// A part of an app that can be added to a scope: a resource, a parameter, or an author's own construct.
///
/// ```
/// use constructs::{App, Construct, GenericRef, GenericResource, Object, Resource, Scope, Stack};
///
/// struct QueueWithDlq;
///
/// impl Construct for QueueWithDlq {
///     type Handle = GenericRef;
///
///     fn build(self, scope: Scope<'_>) -> GenericRef {
///         let dlq = scope.add("Dlq", GenericResource::new("AWS::SQS::Queue"));
///         let redrive = Object::new().with("deadLetterTargetArn", dlq.attribute("Arn")).with("maxReceiveCount", 5);
///         scope.add("Queue", GenericResource::new("AWS::SQS::Queue").raw("RedrivePolicy", redrive))
///     }
/// }
///
/// let app = App::new();
/// let queue = app.stack("Queues", Stack::named("queues")).add("Push", QueueWithDlq);
/// # let _ = queue;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be added to a scope",
    note = "add a resource such as `Role::assumed_by(…)`, or implement `Construct`"
)]
pub trait Construct {
    /// The handle that the caller gets: in most cases, a small `Copy` reference.
    type Handle;

    /// Adds the construct's parts to `scope`.
    fn build(self, scope: Scope<'_>) -> Self::Handle;
}

/// The right to add constructs below one node. It borrows the app, so it can't outlive synthesis.
#[derive(Clone, Copy)]
pub struct Scope<'app> {
    arena: &'app Arena,
    index: u32,
}

impl<'app> Scope<'app> {
    pub(super) const fn new(arena: &'app Arena, index: u32) -> Self {
        Self { arena, index }
    }

    /// Adds `construct` with the id `id`, and returns its handle.
    ///
    /// Ids must be unique among siblings; a `/` becomes `--`.
    #[track_caller]
    pub fn add<C: Construct>(self, id: impl AsRef<str>, construct: C) -> C::Handle {
        construct.build(self.scope(id))
    }

    /// Adds a scope that groups constructs.
    #[track_caller]
    pub fn scope(self, id: impl AsRef<str>) -> Self {
        self.add_node(id.as_ref(), Location::caller())
    }

    fn add_node(self, id: &str, origin: &'static Location<'static>) -> Self {
        let id = if id.contains('/') { id.replace('/', "--").into() } else { id.into() };
        let mut tree = self.arena.tree_mut();
        tree.kinds.push(NodeKind::Scope);
        Self { index: tree.skeleton.add(self.index, id, origin), ..self }
    }

    /// Adds a scope that has the Rust line of this one.
    ///
    /// For constructs whose parts are not written in Rust, such as an included template.
    #[must_use]
    pub fn part(self, id: impl AsRef<str>) -> Self {
        let origin = self.arena.tree_mut().skeleton.origin(self.index);
        self.add_node(id.as_ref(), origin)
    }

    /// Sets a section of the template of this scope's stack, in addition to [`Stack::section`](crate::Stack::section) and the
    /// stack's other methods.
    ///
    /// A transform is added to those of the stack. A description or format version of the stack takes precedence. Any other
    /// section that exists is joined if both values are objects; a difference is an error.
    pub fn section(self, name: impl Into<ObjectKey>, value: impl Into<Expr>) {
        self.arena.tree_mut().sections.push((self.index, name.into(), value.into()));
    }

    /// Reports a mistake at this scope: what is wrong, in one line, and the next step. Synthesis then returns no assembly.
    pub fn report(self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        let tree = &mut *self.arena.tree_mut();
        let origin = tree.skeleton.origin(self.index);
        tree.faults.push((self.index, Fault { code, message, help, origin }));
    }

    /// Creates a log for mistakes that the handle of this construct finds later.
    #[must_use]
    pub fn fault_log(self) -> FaultLog {
        let log = FaultLog::default();
        self.arena.tree_mut().fault_logs.push((self.index, log.clone()));
        log
    }

    /// Adds a stack with the id `id`. Stacks belong to the app or to scopes that group them.
    #[track_caller]
    pub fn stack(self, id: impl AsRef<str>, stack: Stack) -> Self {
        let scope = self.scope(id);
        scope.declare(NodeKind::Stack(Box::new(stack)));
        scope
    }

    /// The construct that this scope adds to.
    #[must_use]
    pub const fn id(self) -> NodeId {
        self.arena.node_id(self.index)
    }

    /// Adds a tag to every resource here and below that takes tags. A tag with the same key further down replaces it.
    pub fn tag(self, key: impl IntoValue<Str>, value: impl IntoValue<Str>) {
        self.tag_with(key, value, TagOptions::default());
    }

    /// As [`tag`](Self::tag), for selected resource types.
    pub fn tag_with(
        self,
        key: impl IntoValue<Str>,
        value: impl IntoValue<Str>,
        options: TagOptions,
    ) {
        let tag = InheritedTag { key: key.into_expr(), value: value.into_expr(), options };
        self.arena.tree_mut().tags.push((self.index, tag));
    }

    /// Applies a rule to every resource here and below, before linking.
    ///
    /// Edges and tags are already folded into properties. Rules run from the root down, and rules of one scope in the order
    /// of the calls.
    pub fn aspect(self, rule: impl Fn(&mut ResourceMut<'_>) + 'static) {
        let rule: Aspect = Box::new(rule);
        self.arena.tree_mut().aspects.push((self.index, rule));
    }

    /// Acknowledges findings of `code` here and below, with the reason: `validate` lists them instead of reporting them.
    /// `code` is a finding's code, or the name of a rule in the Guard language.
    ///
    /// It goes into the `Metadata` of the resources; at a stack or above, into the `Metadata` of the templates. An
    /// acknowledgement that no finding matches is a warning.
    #[track_caller]
    pub fn acknowledge(self, code: impl AsRef<str>, reason: impl Into<String>) {
        let acknowledgement = Acknowledgement::new(code, reason, Location::caller());
        self.arena.tree_mut().acknowledgements.push((self.index, acknowledgement));
    }

    /// Makes everything in this scope depend on `other`; between stacks, it becomes the order of deployment.
    #[track_caller]
    pub fn depends_on(self, other: impl Dependable) {
        let dependency = (self.index, other.dependency(), Location::caller());
        self.arena.tree_mut().scope_dependencies.push(dependency);
    }

    /// Sets the contents of this scope's node, which can be declared once.
    pub(super) fn declare(self, kind: NodeKind) -> NodeId {
        let tree = &mut *self.arena.tree_mut();
        let Some(place) = tree.kinds.get_mut(self.index as usize) else { return self.id() };
        if matches!(place, NodeKind::Scope) && self.index != 0 {
            if matches!(kind, NodeKind::Stack(_)) {
                tree.skeleton.mark_stack(self.index);
            }
            *place = kind;
            return self.id();
        }
        let fault = Fault {
            code: codes::DECLARED_TWICE,
            message: format!(
                "a construct's node was declared twice, as {} and as {}",
                place.noun(),
                kind.noun()
            ),
            help: "in `Construct::build`, add each part under an id of its own: `scope.add(\"Id\", part)`".to_owned(),
            origin: tree.skeleton.origin(self.index),
        };
        tree.faults.push((self.index, fault));
        self.id()
    }
}

impl Dependable for Scope<'_> {
    fn dependency(self) -> NodeId {
        self.id()
    }
}
