//! Turns references to constructs of the app into references to what each template declares or imports.
//!
//! A reference to another stack becomes an output with an export there, and `Fn::ImportValue` here; it also decides the
//! order of the stacks.

mod dynamic;
mod exports;
mod linker;
mod order;
mod refusals;

use constructs_diagnostics::Diagnostics;

use super::freeze::Frozen;
use crate::export::ExportNames;
use crate::linked::{Linked, LinkedKind, LogicalIds};
use crate::tree::NodeKind;

use linker::Need;

/// Linking then reuses the memory of the tree.
const _: () = assert!(size_of::<LinkedKind>() == size_of::<NodeKind>());

/// Links all values, orders the stacks, and names the exports.
pub(super) fn link(
    frozen: Frozen,
    names: LogicalIds,
    export_names: ExportNames,
    diagnostics: &mut Diagnostics,
) -> Linked {
    let Frozen { skeleton, kinds, stack_needs, .. } = frozen;
    let mut linker = linker::Linker::new(&skeleton, &kinds, diagnostics);
    let mut stacks = Vec::new();
    let kinds = kinds.into_iter().enumerate().map(|(index, kind)| {
        linker.node(u32::try_from(index).unwrap_or(u32::MAX), kind, &mut stacks)
    });
    let kinds: Vec<LinkedKind> = kinds.collect();
    let mut findings = linker.finish();
    findings.needs.extend(stack_needs.into_iter().map(|(from, to)| Need { from, to }));
    let mut linked = Linked { skeleton, names, kinds, exports: Vec::new(), stacks };
    order::arrange(&mut linked, findings.needs, &findings.extended, diagnostics);
    exports::declare(&mut linked, findings.wanted, export_names, diagnostics);
    linked
}
