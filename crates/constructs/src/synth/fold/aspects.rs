//! The author's rules, applied to every resource below the scope that they were given to.

use constructs_diagnostics::Diagnostics;

use crate::synth::freeze::Frozen;
use crate::tree::{NodeKind, ResourceMut};

/// Rules run from the root down; those of one scope in the order given.
pub(super) fn apply(frozen: &mut Frozen, diagnostics: &mut Diagnostics) {
    let mut aspects = std::mem::take(&mut frozen.aspects);
    let Frozen { skeleton, kinds, .. } = frozen;
    aspects.sort_by_key(|(scope, _)| skeleton.ancestors(*scope).count());
    for (scope, rule) in &aspects {
        for (index, kind) in (0_u32..).zip(kinds.iter_mut()) {
            let NodeKind::Resource(resource) = kind else { continue };
            if !skeleton.is_within(index, *scope) {
                continue;
            }
            let path = skeleton.path(index);
            rule(&mut ResourceMut {
                path: &path,
                facts: &resource.facts,
                declaration: &mut resource.declaration,
                place: &|| skeleton.place(index),
                diagnostics,
            });
        }
    }
}
