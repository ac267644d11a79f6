//! What needs what, before linking: asked when an edge could point either way.

use crate::synth::freeze::Frozen;
use crate::tree::NodeKind;
use crate::value::{Expr, Reference};

/// Calls `visit` with every node that `index` refers to or waits for.
fn each_need(frozen: &Frozen, index: u32, visit: &mut dyn FnMut(u32)) {
    let mut refer = |expr: &Expr| {
        if let Expr::Reference(Reference::To(target)) = expr {
            frozen.skeleton.own(target.node()).into_iter().for_each(&mut *visit);
        }
    };
    match frozen.kinds.get(index as usize) {
        Some(NodeKind::Resource(resource)) => {
            resource.declaration.properties.iter().for_each(|(_, value)| value.walk(&mut refer));
            let attributes = resource.declaration.attributes();
            for (node, _) in attributes.iter().flat_map(|attributes| &attributes.depends_on) {
                frozen.skeleton.own(*node).into_iter().for_each(&mut *visit);
            }
        }
        Some(NodeKind::Output(output)) => output.value.walk(&mut refer),
        _ => {}
    }
}

/// Whether `from` needs `to`, by whatever way.
pub(super) fn reaches(frozen: &Frozen, from: u32, to: u32) -> bool {
    search(from, to, frozen.kinds.len(), |at, found| each_need(frozen, at, found))
}

/// Whether the stack `from` needs the stack `to`, by whatever way.
pub(super) fn stack_reaches(frozen: &Frozen, from: u32, to: u32) -> bool {
    let skeleton = &frozen.skeleton;
    search(from, to, frozen.kinds.len(), |at, found| {
        let members = (0_u32..).zip(&skeleton.nodes).filter(|(_, bone)| bone.stack == at);
        members.for_each(|(member, _)| {
            each_need(frozen, member, &mut |need| found(skeleton.stack_of(need)))
        });
        for (from, to) in &frozen.stack_needs {
            if skeleton.stack_of(*from) == at {
                found(skeleton.stack_of(*to));
            }
        }
    })
}

fn search(
    from: u32,
    to: u32,
    count: usize,
    mut needs: impl FnMut(u32, &mut dyn FnMut(u32)),
) -> bool {
    let mut seen = vec![false; count];
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        match seen.get_mut(at as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        needs(at, &mut |need| open.push(need));
    }
    false
}
