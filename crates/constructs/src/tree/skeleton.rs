//! The shape of the tree without the contents of its nodes: ids, parents, and Rust lines. Every phase of synthesis uses it.

use std::panic::Location;

use constructs_diagnostics::{Origin, Place};

use crate::value::NodeId;

/// The stack of a node outside a stack.
pub(crate) const NO_STACK: u32 = u32::MAX;

/// Shape and origin of every node.
///
/// INVARIANT: a parent comes before its children; node 0 is the root and its own parent.
#[derive(Default)]
pub(crate) struct Skeleton {
    pub(crate) app: u16,
    pub(crate) nodes: Vec<SkeletonNode>,
}

/// The shape of one node.
pub(crate) struct SkeletonNode {
    pub(crate) id: Box<str>,
    pub(crate) parent: u32,
    /// The node of its stack (for a stack, the node itself), or [`NO_STACK`].
    pub(crate) stack: u32,
    pub(crate) origin: &'static Location<'static>,
}

impl Skeleton {
    /// Creates the root.
    pub(crate) fn with_root(app: u16, origin: &'static Location<'static>) -> Self {
        Self {
            app,
            nodes: vec![SkeletonNode { id: "".into(), parent: 0, stack: NO_STACK, origin }],
        }
    }

    pub(crate) fn get(&self, index: u32) -> Option<&SkeletonNode> {
        self.nodes.get(index as usize)
    }

    pub(crate) fn id(&self, index: u32) -> &str {
        self.get(index).map_or("", |node| &node.id)
    }

    pub(crate) fn stack_of(&self, index: u32) -> u32 {
        self.get(index).map_or(NO_STACK, |node| node.stack)
    }

    /// The line that added the node.
    pub(crate) fn origin(&self, index: u32) -> &'static Location<'static> {
        self.get(index).map_or(Location::caller(), |node| node.origin)
    }

    /// The position of `node`, if it belongs to this tree.
    pub(crate) fn position(&self, node: NodeId) -> Option<u32> {
        (node.app == self.app && (node.index as usize) < self.nodes.len()).then_some(node.index)
    }

    /// The node and its ancestors, innermost first, without the root.
    pub(crate) fn ancestors(&self, index: u32) -> impl Iterator<Item = (u32, &SkeletonNode)> {
        let step = |at: u32| self.get(at).filter(|_| at != 0).map(|node| (at, node));
        std::iter::successors(step(index), move |(_, node)| step(node.parent))
    }

    /// Whether `index` is `scope` or is below it.
    pub(crate) fn is_within(&self, index: u32, scope: u32) -> bool {
        scope == 0 || self.ancestors(index).any(|(at, _)| at == scope)
    }

    /// The ids below the root, joined by `/`.
    pub(crate) fn path(&self, index: u32) -> String {
        join(self.ancestors(index).map(|(_, node)| &*node.id).collect())
    }

    /// The ids below the stack.
    pub(crate) fn components(&self, index: u32) -> Vec<&str> {
        let stack = self.stack_of(index);
        let mut components: Vec<&str> = self
            .ancestors(index)
            .take_while(|(at, _)| *at != stack)
            .map(|(_, node)| &*node.id)
            .collect();
        components.reverse();
        components
    }

    /// The place of a node, with the Rust lines of the node and its ancestors.
    pub(crate) fn place(&self, index: u32) -> Place {
        let origins = self
            .ancestors(index)
            .map(|(at, node)| Origin { location: node.origin, path: self.path(at) })
            .collect();
        let mut place = Place::of_construct(self.path(index));
        place.origins = origins;
        place
    }

    /// Adds a node below `parent`, in the same stack.
    pub(crate) fn add(
        &mut self,
        parent: u32,
        id: Box<str>,
        origin: &'static Location<'static>,
    ) -> u32 {
        let stack = self.stack_of(parent);
        self.nodes.push(SkeletonNode { id, parent, stack, origin });
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    /// Makes the node a stack, if it is not in one.
    pub(crate) fn mark_stack(&mut self, index: u32) {
        if let Some(node) = self.nodes.get_mut(index as usize)
            && node.stack == NO_STACK
        {
            node.stack = index;
        }
    }
}

fn join(mut innermost_first: Vec<&str>) -> String {
    innermost_first.reverse();
    innermost_first.join("/")
}
