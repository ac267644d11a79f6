//! Checks the linked tree against CloudFormation's and IAM's limits.

mod iam;
mod names;
mod parameter;
mod policy;
mod policy_notation;
mod stack;

use constructs_diagnostics::Diagnostics;
use constructs_limits::template::check_size;

use crate::linked::{Linked, LinkedKind};

/// Runs every check that does not need the written templates.
pub(super) fn check(linked: &Linked, diagnostics: &mut Diagnostics) {
    stack::check(linked, diagnostics);
    iam::check(linked, diagnostics);
    names::check(linked, diagnostics);
    for (index, kind) in (0_u32..).zip(&linked.kinds) {
        if let LinkedKind::Parameter(declaration) = kind {
            parameter::check(linked, index, declaration, diagnostics);
        }
    }
}

/// Checks the sizes of the written templates.
pub(super) fn sizes(linked: &Linked, templates: &[Vec<u8>], diagnostics: &mut Diagnostics) {
    for (stack, template) in linked.stacks.iter().zip(templates) {
        let place = linked.skeleton.place(stack.node);
        diagnostics.extend(check_size(template.len()).map(|broken| broken.at(place)));
    }
}
