//! Applies the author's rules to every resource below their scope.

use constructs_diagnostics::Diagnostics;

use crate::synth::freeze::Frozen;
use crate::tree::{NodeKind, ResourceMut};

/// Rules run from the root down; rules of one scope run in the order in which the app adds them.
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
