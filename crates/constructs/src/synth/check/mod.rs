//! Checks the linked tree against CloudFormation's and IAM's limits.

mod iam;
mod names;
mod parameter;
mod policy;
mod policy_notation;
mod stack;

use constructs_diagnostics::{Diagnostic, Diagnostics};

use crate::codes;
use crate::limits::{INLINE_TEMPLATE, S3_TEMPLATE};
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
        let size = template.len();
        let place = linked.skeleton.place(stack.node);
        if size > S3_TEMPLATE {
            let message = format!(
                "the template has {size} bytes, more than the {S3_TEMPLATE} that CloudFormation takes"
            );
            let diagnostic = Diagnostic::error(codes::TEMPLATE_SIZE, message).at(place);
            diagnostics.push(
                diagnostic.help(
                    "split the stack: references between stacks become exports by themselves",
                ),
            );
        } else if size > INLINE_TEMPLATE {
            let message = format!(
                "the template has {size} bytes, more than the {INLINE_TEMPLATE} that can be sent without S3"
            );
            let diagnostic = Diagnostic::warning(codes::TEMPLATE_SIZE, message).at(place);
            diagnostics.push(diagnostic.help(
                "deploy it with `aws cloudformation deploy --s3-bucket BUCKET`, or split the stack",
            ));
        }
    }
}
