//! The arena of an app: the shape of the tree, and the contents of each node.

use std::cell::{RefCell, RefMut};
use std::panic::Location;
use std::sync::atomic::{AtomicU16, Ordering};

use super::{Aspect, FaultLog, Skeleton};
use crate::acknowledgement::Acknowledgement;
use crate::condition::Condition;
use crate::entry::Entry;
use crate::iam::{Grant, PolicyAttachment};
use crate::mapping::Mapping;
use crate::output::Output;
use crate::parameter::ParameterDetails;
use crate::resource::{Declaration, TypeFacts};
use crate::rule::Rule;
use crate::stack::Stack;
use crate::tag::InheritedTag;
use crate::value::{Expr, Fault, NodeId, ObjectKey};

/// The tree while authors add to it. Every scope of an app borrows it.
pub(crate) struct Arena {
    tree: RefCell<Tree>,
    tag: u16,
}

/// Identifies apps, so that a reference from another app is detected. It never reaches an output.
static NEXT_TAG: AtomicU16 = AtomicU16::new(0);

impl Arena {
    /// Creates the root.
    pub(super) fn new(origin: &'static Location<'static>) -> Self {
        let tag = NEXT_TAG.fetch_add(1, Ordering::Relaxed);
        let skeleton = Skeleton::with_root(tag, origin);
        let tree = Tree { skeleton, kinds: vec![NodeKind::Scope], ..Tree::default() };
        Self { tree: RefCell::new(tree), tag }
    }

    /// INVARIANT: no code of the author runs during this borrow.
    pub(super) fn tree_mut(&self) -> RefMut<'_, Tree> {
        self.tree.borrow_mut()
    }

    pub(super) fn into_tree(self) -> Tree {
        self.tree.into_inner()
    }

    pub(super) const fn node_id(&self, index: u32) -> NodeId {
        NodeId { index, app: self.tag }
    }

    /// The position of `node`, if it belongs to this app.
    pub(super) fn position(&self, node: NodeId) -> Option<u32> {
        (node.app == self.tag).then_some(node.index)
    }
}

/// All descriptions of an app.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) skeleton: Skeleton,
    /// The contents of each node of the skeleton.
    pub(crate) kinds: Vec<NodeKind>,
    pub(crate) tags: Vec<(u32, InheritedTag)>,
    pub(crate) aspects: Vec<(u32, Aspect)>,
    pub(crate) acknowledgements: Vec<(u32, Acknowledgement)>,
    /// A scope, what it depends on, and the line of the call.
    pub(crate) scope_dependencies: Vec<(u32, NodeId, &'static Location<'static>)>,
    pub(crate) faults: Vec<(u32, Fault)>,
    pub(crate) fault_logs: Vec<(u32, FaultLog)>,
    /// A node, and the name and value of a section for the template of its stack.
    pub(crate) sections: Vec<(u32, ObjectKey, Expr)>,
}

/// The contents of a node.
pub(crate) enum NodeKind {
    /// A scope without contents of its own: an environment, or a construct of several parts.
    Scope,
    Stack(Box<Stack>),
    Resource(ResourceNode),
    Parameter(Box<ParameterDetails>),
    Mapping(Box<Mapping>),
    Condition(Box<Condition>),
    Rule(Box<Rule>),
    Output(Box<Output>),
    Entry(Box<Entry>),
    Attachment(Box<PolicyAttachment>),
    Grant(Box<Grant>),
}

pub(crate) struct ResourceNode {
    pub(crate) facts: TypeFacts,
    pub(crate) declaration: Declaration,
}

impl NodeKind {
    /// The kind's name in messages.
    pub(crate) const fn noun(&self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Stack(_) => "stack",
            Self::Resource(_) => "resource",
            Self::Parameter(_) => "parameter",
            Self::Mapping(_) => "mapping",
            Self::Condition(_) => "condition",
            Self::Rule(_) => "rule",
            Self::Output(_) => "output",
            Self::Entry(_) => "entry of a section",
            Self::Attachment(_) => "policy attachment",
            Self::Grant(_) => "grant",
        }
    }
}
