//! Folds edges, inherited tags, and the author's rules into properties of resources.
//!
//! Afterwards, the tree has no attachment and no grant: later phases handle resources only.

mod acknowledgements;
mod aspects;
mod attachments;
mod dependencies;
mod grants;
mod needs;
mod tags;

use constructs_diagnostics::Diagnostics;

use super::freeze::Frozen;

pub(super) fn fold(frozen: &mut Frozen, diagnostics: &mut Diagnostics) {
    grants::fold(frozen, diagnostics);
    dependencies::fold(frozen, diagnostics);
    attachments::fold(frozen, diagnostics);
    tags::fold(frozen);
    acknowledgements::fold(frozen, diagnostics);
    faults(frozen, diagnostics);
    aspects::apply(frozen, diagnostics);
}

/// Reports the mistakes that declarations collected.
fn faults(frozen: &mut Frozen, diagnostics: &mut Diagnostics) {
    for (index, kind) in (0_u32..).zip(&mut frozen.kinds) {
        if let crate::tree::NodeKind::Resource(resource) = kind
            && resource
                .declaration
                .attributes()
                .is_some_and(|attributes| !attributes.faults.is_empty())
        {
            let faults = std::mem::take(&mut resource.declaration.attributes_mut().faults);
            diagnostics.extend(faults.into_iter().map(|fault| fault.at(&frozen.skeleton, index)));
        }
    }
}
