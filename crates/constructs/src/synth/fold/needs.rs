//! Dependencies before linking, to decide the direction of an edge.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::synth::freeze::Frozen;
use crate::tree::NodeKind;
use crate::value::{Expr, Reference};

/// Calls `visit` with every node that `index` refers to or depends on.
fn visit_needs(frozen: &Frozen, index: u32, visit: &mut dyn FnMut(u32)) {
    let mut refer = |expr: &Expr| {
        if let Expr::Reference(Reference::To(target)) = expr {
            frozen.skeleton.position(target.node()).into_iter().for_each(&mut *visit);
        }
    };
    match frozen.kinds.get(index as usize) {
        Some(NodeKind::Resource(resource)) => {
            resource.declaration.properties.iter().for_each(|(_, value)| value.walk(&mut refer));
            let attributes = resource.declaration.attributes();
            for (node, _) in attributes.iter().flat_map(|attributes| &attributes.depends_on) {
                frozen.skeleton.position(*node).into_iter().for_each(&mut *visit);
            }
        }
        Some(NodeKind::Output(output)) => output.value.walk(&mut refer),
        _ => {}
    }
}

/// Whether the node `from` depends on the node `to`, directly or indirectly.
pub(super) fn reaches(frozen: &Frozen, from: u32, to: u32) -> bool {
    search(from, to, |at, open| visit_needs(frozen, at, &mut |need| open.push(need)))
}

/// Which stack depends on which.
pub(super) struct StackNeeds(BTreeMap<u32, BTreeSet<u32>>);

impl StackNeeds {
    /// Collects the references and dependencies in `frozen`.
    pub(super) fn new(frozen: &Frozen) -> Self {
        let mut needs = Self(BTreeMap::new());
        let stack_of = |index| frozen.skeleton.stack_of(index);
        for index in 0..u32::try_from(frozen.kinds.len()).unwrap_or(u32::MAX) {
            visit_needs(frozen, index, &mut |need| needs.add(stack_of(index), stack_of(need)));
        }
        for (from, to) in &frozen.stack_needs {
            needs.add(stack_of(*from), stack_of(*to));
        }
        needs
    }

    /// Records that the stack `from` depends on the stack `to`.
    pub(super) fn add(&mut self, from: u32, to: u32) {
        if from != to {
            self.0.entry(from).or_default().insert(to);
        }
    }

    /// Whether the stack `from` depends on the stack `to`, directly or indirectly.
    pub(super) fn reaches(&self, from: u32, to: u32) -> bool {
        search(from, to, |at, open| open.extend(self.0.get(&at).into_iter().flatten()))
    }
}

fn search(from: u32, to: u32, mut needs: impl FnMut(u32, &mut Vec<u32>)) -> bool {
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            needs(at, &mut open);
        }
    }
    false
}
