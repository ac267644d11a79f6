//! The shape of the tree without what stands in it: ids, parents, lines. It grows while an author adds, and
//! outlives every phase of synthesis.

use std::panic::Location;

use super::NodeId;
use crate::diagnostic::{Origin, Place};

/// Which stack a node stands in, where it stands in none.
pub(crate) const NO_STACK: u32 = u32::MAX;

/// Shape and origin of every node.
///
/// INVARIANT: a parent stands before its children; node 0 is the root and its own parent.
#[derive(Default)]
pub(crate) struct Skeleton {
    pub(crate) app: u16,
    pub(crate) nodes: Vec<Bone>,
}

/// One node's place.
pub(crate) struct Bone {
    pub(crate) id: Box<str>,
    pub(crate) parent: u32,
    /// The node of the stack that it stands in, itself for a stack; or [`NO_STACK`].
    pub(crate) stack: u32,
    pub(crate) origin: &'static Location<'static>,
}

impl Skeleton {
    /// A skeleton of the root alone.
    pub(crate) fn rooted(app: u16, origin: &'static Location<'static>) -> Self {
        Self { app, nodes: vec![Bone { id: "".into(), parent: 0, stack: NO_STACK, origin }] }
    }

    pub(crate) fn get(&self, index: u32) -> Option<&Bone> {
        self.nodes.get(index as usize)
    }

    pub(crate) fn id(&self, index: u32) -> &str {
        self.get(index).map_or("", |bone| &bone.id)
    }

    pub(crate) fn stack_of(&self, index: u32) -> u32 {
        self.get(index).map_or(NO_STACK, |bone| bone.stack)
    }

    /// The line that added the node.
    pub(crate) fn origin(&self, index: u32) -> &'static Location<'static> {
        self.get(index).map_or(Location::caller(), |bone| bone.origin)
    }

    /// The position of `node`, if it is one of this tree.
    pub(crate) fn own(&self, node: NodeId) -> Option<u32> {
        (node.app == self.app && (node.index as usize) < self.nodes.len()).then_some(node.index)
    }

    /// The node and its ancestors, innermost first, the root left out.
    pub(crate) fn ancestors(&self, index: u32) -> impl Iterator<Item = (u32, &Bone)> {
        let step = |at: u32| self.get(at).filter(|_| at != 0).map(|bone| (at, bone));
        std::iter::successors(step(index), move |(_, bone)| step(bone.parent))
    }

    /// Whether `index` is `scope` or stands below it.
    pub(crate) fn is_within(&self, index: u32, scope: u32) -> bool {
        scope == 0 || self.ancestors(index).any(|(at, _)| at == scope)
    }

    /// Ids from below the root, joined by `/`.
    pub(crate) fn path(&self, index: u32) -> String {
        join(self.ancestors(index).map(|(_, bone)| &*bone.id).collect())
    }

    /// Ids from below the stack.
    pub(crate) fn components(&self, index: u32) -> Vec<&str> {
        let stack = self.stack_of(index);
        let mut components: Vec<&str> = self
            .ancestors(index)
            .take_while(|(at, _)| *at != stack)
            .map(|(_, bone)| &*bone.id)
            .collect();
        components.reverse();
        components
    }

    /// Where a node stands, with every line that led to it.
    pub(crate) fn place(&self, index: u32) -> Place {
        let origins = self
            .ancestors(index)
            .map(|(at, bone)| Origin { location: bone.origin, path: self.path(at) })
            .collect();
        let mut place = Place::of_construct(self.path(index));
        place.origins = origins;
        place
    }

    /// Adds a node below `parent`, in the same stack.
    pub(crate) fn grow(
        &mut self,
        parent: u32,
        id: Box<str>,
        origin: &'static Location<'static>,
    ) -> u32 {
        let stack = self.stack_of(parent);
        self.nodes.push(Bone { id, parent, stack, origin });
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    /// Makes the node a stack, if it stands in none.
    pub(crate) fn begin_stack(&mut self, index: u32) {
        if let Some(bone) = self.nodes.get_mut(index as usize)
            && bone.stack == NO_STACK
        {
            bone.stack = index;
        }
    }
}

fn join(mut innermost_first: Vec<&str>) -> String {
    innermost_first.reverse();
    innermost_first.join("/")
}
