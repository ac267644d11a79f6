//! Writes acknowledgements of scopes into the `Metadata` of resources and templates.
//!
//! An acknowledgement of a scope in a stack goes to every resource there, also to those that synthesis adds; one of a stack
//! or above goes to the templates as a whole.

use constructs_diagnostics::Diagnostics;

use crate::acknowledgement::Acknowledgement;
use crate::stack::Stack;
use crate::synth::freeze::Frozen;
use crate::tree::{NO_STACK, NodeKind};
use crate::value::{Expr, Object};

pub(super) fn fold(frozen: &mut Frozen, diagnostics: &mut Diagnostics) {
    let Frozen { skeleton, kinds, acknowledgements, .. } = frozen;
    for (scope, acknowledgement) in std::mem::take(acknowledgements) {
        if let Some(fault) = acknowledgement.fault() {
            diagnostics.push(fault.at(skeleton, scope));
        }
        let stack = skeleton.stack_of(scope);
        let is_of_templates = stack == NO_STACK || stack == scope;
        let path = if scope == 0 { "/".to_owned() } else { skeleton.path(scope) };
        for (index, kind) in (0_u32..).zip(kinds.iter_mut()) {
            if !skeleton.is_within(index, scope) {
                continue;
            }
            let label = (index != scope).then_some(path.as_str());
            match kind {
                NodeKind::Stack(stack) if is_of_templates => write(&acknowledgement, stack, label),
                NodeKind::Resource(resource) if !is_of_templates => {
                    acknowledgement
                        .write(&mut resource.declaration.attributes_mut().metadata, label);
                }
                _ => {}
            }
        }
    }
    for (index, kind) in (0_u32..).zip(kinds.iter_mut()) {
        if let NodeKind::Stack(stack) = kind {
            for acknowledgement in std::mem::take(&mut stack.acknowledgements) {
                diagnostics.extend(acknowledgement.fault().map(|fault| fault.at(skeleton, index)));
                write(&acknowledgement, stack, None);
            }
        }
    }
}

/// Writes to the section that the author set as a whole, if there is one.
fn write(acknowledgement: &Acknowledgement, stack: &mut Stack, label: Option<&str>) {
    match stack.sections.get("Metadata").cloned() {
        Some(Expr::Map(entries)) => {
            let mut section = Object::from_entries(entries);
            acknowledgement.write(&mut section, label);
            stack.sections.set("Metadata", section.into());
        }
        _ => acknowledgement.write(&mut stack.metadata, label),
    }
}
