//! Freezes the app's arena: the shape on one side, the descriptions on the other.
//!
//! This phase reports empty and duplicate ids, entries outside a stack, stacks inside a stack, and the mistakes that
//! authoring collected.

mod sections;

use std::panic::Location;

use constructs_diagnostics::{Diagnostic, Diagnostics};
use rustc_hash::FxHashMap;

use crate::acknowledgement::Acknowledgement;
use crate::codes;
use crate::tag::InheritedTag;
use crate::tree::{Aspect, NO_STACK, NodeKind, Skeleton, Tree};
use crate::value::{Fault, NodeId};

/// The tree during synthesis. Only synthesis can add to it.
pub(crate) struct Frozen {
    pub(crate) skeleton: Skeleton,
    /// The contents of each node of the skeleton.
    pub(crate) kinds: Vec<NodeKind>,
    pub(crate) tags: Vec<(u32, InheritedTag)>,
    pub(crate) aspects: Vec<(u32, Aspect)>,
    pub(crate) acknowledgements: Vec<(u32, Acknowledgement)>,
    pub(crate) scope_dependencies: Vec<(u32, NodeId, &'static Location<'static>)>,
    /// Pairs of nodes in different stacks: the stack of the first depends on the stack of the second.
    pub(crate) stack_needs: Vec<(u32, u32)>,
}

impl Frozen {
    /// Adds a node for synthesis itself, with the line of the node `cause`.
    pub(crate) fn add_node(&mut self, parent: u32, id: &str, cause: u32) -> u32 {
        self.kinds.push(NodeKind::Scope);
        self.skeleton.add(parent, id.into(), self.skeleton.origin(cause))
    }
}

pub(super) fn freeze(tree: Tree, diagnostics: &mut Diagnostics) -> Frozen {
    let Tree { skeleton, mut kinds, tags, aspects, scope_dependencies, .. } = tree;
    let Tree { mut faults, fault_logs, sections, acknowledgements, .. } = tree;
    check_ids(&skeleton, diagnostics);
    for (index, kind) in (0_u32..).zip(&kinds) {
        if is_misplaced(&skeleton, index, kind) {
            diagnostics.push(misplacement(&skeleton, index, kind));
        }
    }
    faults.extend(sections::join(sections, &skeleton, &mut kinds));
    for (index, log) in fault_logs {
        faults.extend(log.take().into_iter().map(|fault| (index, fault)));
    }
    diagnostics.extend(faults.into_iter().map(|(index, fault)| fault.at(&skeleton, index)));
    Frozen {
        skeleton,
        kinds,
        tags,
        aspects,
        acknowledgements,
        scope_dependencies,
        stack_needs: Vec::new(),
    }
}

/// Whether the node is a stack inside a stack, or anything else outside a stack.
fn is_misplaced(skeleton: &Skeleton, index: u32, kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Scope => false,
        NodeKind::Stack(_) => skeleton.stack_of(index) != index,
        _ => skeleton.stack_of(index) == NO_STACK,
    }
}

/// Checks siblings together, so that the table of their ids stays in the cache.
fn check_ids(skeleton: &Skeleton, diagnostics: &mut Diagnostics) {
    let mut by_parent: Vec<(u32, u32)> =
        (0_u32..).zip(&skeleton.nodes).skip(1).map(|(index, node)| (node.parent, index)).collect();
    by_parent.sort(); // Stable, and fast for families that are contiguous.
    for family in by_parent.chunk_by(|left, right| left.0 == right.0) {
        check_family(skeleton, family, diagnostics);
    }
}

fn check_family(skeleton: &Skeleton, family: &[(u32, u32)], diagnostics: &mut Diagnostics) {
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    seen.reserve(family.len());
    for &(_, index) in family {
        let id = skeleton.id(index);
        if id.is_empty() {
            let empty = Diagnostic::error(codes::EMPTY_ID, "a construct has an empty id");
            diagnostics.push(
                empty.at(skeleton.place(index)).help("give it an id that says what it is for"),
            );
        } else if let Some(first) = seen.insert(id, index) {
            seen.insert(id, first);
            diagnostics.push(duplicate(skeleton, first, index));
        }
    }
}

fn duplicate(skeleton: &Skeleton, first: u32, second: u32) -> Diagnostic {
    let message =
        format!("there is already a construct with the id `{}` here", skeleton.id(second));
    Diagnostic::error(codes::DUPLICATE_ID, message)
        .at(skeleton.place(second))
        .related("first added here", skeleton.place(first))
        .help("give one of them another id; ids are unique among siblings")
}

fn misplacement(skeleton: &Skeleton, index: u32, kind: &NodeKind) -> Diagnostic {
    let noun = kind.noun();
    let diagnostic = if noun == "stack" {
        let outer = skeleton.path(skeleton.stack_of(index));
        let message = format!("a stack is declared inside the stack `{outer}`");
        Diagnostic::error(codes::STACK_IN_STACK, message)
            .help("add it to the app, or to a scope that groups stacks")
    } else {
        let message = format!("this {noun} is declared outside a stack");
        Diagnostic::error(codes::OUTSIDE_STACK, message)
            .help("add it to a stack: `app.stack(\"Id\", Stack::named(\"name\"))`")
    };
    diagnostic.at(skeleton.place(index))
}

impl Fault {
    /// Turns the fault into a diagnostic at the node `index`.
    pub(crate) fn at(self, skeleton: &Skeleton, index: u32) -> Diagnostic {
        let Self { code, message, help, origin } = self;
        Diagnostic::error(code, message).at(skeleton.place(index).line(origin)).help(help)
    }
}
