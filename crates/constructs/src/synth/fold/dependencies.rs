//! Folds dependencies into resources inside a stack and pairs of nodes across stacks.

use std::panic::Location;

use constructs_diagnostics::{Diagnostic, Diagnostics};

use crate::codes;
use crate::synth::freeze::Frozen;
use crate::tree::{NO_STACK, NodeKind, Skeleton};
use crate::value::NodeId;

type Wait = (u32, NodeId, &'static Location<'static>);

/// Afterwards every `depends_on` of a resource names resources of its own stack.
pub(super) fn fold(frozen: &mut Frozen, diagnostics: &mut Diagnostics) {
    let mut waits = std::mem::take(&mut frozen.scope_dependencies);
    for (index, kind) in (0_u32..).zip(&mut frozen.kinds) {
        if let NodeKind::Resource(resource) = kind
            && resource
                .declaration
                .attributes()
                .is_some_and(|attributes| !attributes.depends_on.is_empty())
        {
            let named = std::mem::take(&mut resource.declaration.attributes_mut().depends_on);
            waits.extend(named.into_iter().map(|(node, line)| (index, node, line)));
        }
    }
    for (from, on, line) in waits {
        match frozen.skeleton.position(on) {
            Some(to) if is_waitable(frozen, to) => wait(frozen, from, to, line),
            Some(to) => diagnostics.push(unwaitable(frozen, to, (from, on, line))),
            None => diagnostics.push(foreign(&frozen.skeleton, (from, on, line))),
        }
    }
}

/// Whether the node is a resource, or a scope or stack that can contain some.
fn is_waitable(frozen: &Frozen, index: u32) -> bool {
    let kind = frozen.kinds.get(index as usize);
    matches!(kind, Some(NodeKind::Resource(_) | NodeKind::Scope | NodeKind::Stack(_)))
}

fn unwaitable(frozen: &Frozen, to: u32, (from, _, line): Wait) -> Diagnostic {
    let noun = frozen.kinds.get(to as usize).map_or("construct", NodeKind::noun);
    let message = format!(
        "a construct can't depend on the {noun} `{}`: it is not a resource",
        frozen.skeleton.path(to)
    );
    Diagnostic::error(codes::WRONG_TARGET, message)
        .at(frozen.skeleton.place(from).line(line))
        .help("depend on a resource, or on a scope or stack with resources")
}

fn wait(frozen: &mut Frozen, from: u32, to: u32, line: &'static Location<'static>) {
    let stack = frozen.skeleton.stack_of(from);
    if stack == NO_STACK || stack != frozen.skeleton.stack_of(to) {
        let (waiting, first) = (stacks(frozen, from), stacks(frozen, to));
        let pairs = waiting.iter().flat_map(|from| first.iter().map(|to| (*from, *to)));
        frozen.stack_needs.extend(pairs.filter(|(from, to)| from != to));
        return;
    }
    let (waiting, first) = (resources_in(frozen, from), resources_in(frozen, to));
    for &index in &waiting {
        // If one scope contains the other, a resource in both does not depend on itself.
        let in_both = first.binary_search(&index).is_ok();
        for &need in first.iter().filter(|need| !in_both || waiting.binary_search(need).is_err()) {
            let node = NodeId { index: need, app: frozen.skeleton.app };
            add(frozen, index, node, line);
        }
    }
}

/// The resource itself, or all resources in a scope.
fn resources_in(frozen: &Frozen, scope: u32) -> Vec<u32> {
    let is_resource =
        |index: u32| matches!(frozen.kinds.get(index as usize), Some(NodeKind::Resource(_)));
    if is_resource(scope) {
        return vec![scope];
    }
    let all = 0..u32::try_from(frozen.kinds.len()).unwrap_or(u32::MAX);
    all.filter(|index| is_resource(*index) && frozen.skeleton.is_within(*index, scope)).collect()
}

fn add(frozen: &mut Frozen, index: u32, node: NodeId, line: &'static Location<'static>) {
    if let Some(NodeKind::Resource(resource)) = frozen.kinds.get_mut(index as usize) {
        let depends_on = &mut resource.declaration.attributes_mut().depends_on;
        if !depends_on.iter().any(|(known, _)| *known == node) {
            depends_on.push((node, line));
        }
    }
}

/// The stack of a node, or all stacks of a scope that groups stacks.
fn stacks(frozen: &Frozen, index: u32) -> Vec<u32> {
    match frozen.skeleton.stack_of(index) {
        NO_STACK => {
            let nodes = (0_u32..).zip(&frozen.skeleton.nodes);
            let stacks = nodes.filter(|(at, node)| node.stack == *at).map(|(at, _)| at);
            stacks.filter(|at| frozen.skeleton.is_within(*at, index)).collect()
        }
        stack => vec![stack],
    }
}

fn foreign(skeleton: &Skeleton, (from, _, line): Wait) -> Diagnostic {
    Diagnostic::error(codes::FOREIGN_REFERENCE, "a dependency names a construct of another app")
        .at(skeleton.place(from).line(line))
        .help("depend on a construct of this app")
}
