//! Synthesis: turns an app into an assembly. The phases, in the order in which they run:
//!
//! | phase | from | to |
//! |---|---|---|
//! | [`freeze`] | the app's arena | [`Frozen`](freeze::Frozen): immutable shape, with the descriptions next to it |
//! | [`fold`] | attachments, grants, tags, aspects | properties of resources |
//! | [`name`] | paths | [`LogicalIds`](crate::linked::LogicalIds), injective in each stack |
//! | [`link`] | `Expr<Reference>` | `Expr<LocalReference>`; exports, order of stacks, cycles |
//! | [`check`] | linked declarations | CloudFormation's and IAM's limits |
//! | [`lower`] | one linked stack | the bytes of its template |
//!
//! Each phase returns a usable value even if it reports errors: a reference that can't be resolved becomes an empty text,
//! and a second sibling with the same id stays in the tree. So the next phases still run, and an author sees all mistakes
//! at once. If there is an error, synthesis returns no assembly.

mod adopted;
mod check;
pub(crate) mod codes;
mod fold;
mod freeze;
mod graph;
mod link;
mod lower;
mod name;

use constructs_diagnostics::Diagnostics;

use crate::assembly::Assembly;
use crate::export::ExportNames;
use crate::tree::{App, Tree};

impl App {
    /// Turns the tree into an assembly: templates, their order, and the origin of every value.
    ///
    /// It takes the app, so that nothing can be added later.
    ///
    /// # Errors
    /// All mistakes of the app, if it has any.
    pub fn synth(self) -> Result<Assembly, Diagnostics> {
        let (tree, export_names) = self.into_parts();
        synthesize(tree, export_names)
    }
}

/// Runs the phases.
fn synthesize(tree: Tree, export_names: ExportNames) -> Result<Assembly, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut frozen = freeze::freeze(tree, &mut diagnostics);
    fold::fold(&mut frozen, &mut diagnostics);
    let names = name::name(&frozen, &mut diagnostics);
    let linked = link::link(frozen, names, export_names, &mut diagnostics);
    check::check(&linked, &mut diagnostics);
    let templates: Vec<Vec<u8>> =
        linked.stacks.iter().map(|stack| lower::template(&linked, stack)).collect();
    check::sizes(&linked, &templates, &mut diagnostics);
    adopted::tolerate(&linked, &mut diagnostics);
    diagnostics.deduplicate();
    if diagnostics.has_errors() {
        Err(diagnostics)
    } else {
        Ok(Assembly::new(linked, templates, diagnostics))
    }
}
