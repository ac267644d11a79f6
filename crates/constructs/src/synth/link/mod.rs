//! References to constructs anywhere in the app, turned into what each template declares or imports.
//!
//! A reference into another stack makes an output with an export there, and `Fn::ImportValue` here; it
//! also says in which order the stacks are deployed.

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

/// So that a tree is linked in the memory that it stands in.
const _: () = assert!(size_of::<LinkedKind>() == size_of::<NodeKind>());

/// Links everything.
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
