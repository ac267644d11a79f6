//! Attachments to properties: a role's `ManagedPolicyArns`, or a policy's `Roles`.
//!
//! The role's side is preferred: it keeps a role whole in one template. The policy's side is taken where
//! the policy needs the role already, be it through another stack, and for a role made elsewhere.

use super::grants::foreign;
use super::needs::{reaches, stack_reaches};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::iam::{Attachment, RoleTarget};
use crate::synth::freeze::Frozen;
use crate::tree::{NodeKind, ResourceNode};
use crate::value::{Expr, Reference, ReferenceKind};

pub(super) fn fold(frozen: &mut Frozen, diagnostics: &mut Diagnostics) {
    for index in 0..u32::try_from(frozen.kinds.len()).unwrap_or(u32::MAX) {
        let Some(kind) = frozen.kinds.get_mut(index as usize) else { continue };
        if !matches!(kind, NodeKind::Attachment(_)) {
            continue;
        }
        if let NodeKind::Attachment(attachment) = std::mem::replace(kind, NodeKind::Scope) {
            diagnostics.extend(attach(frozen, index, *attachment));
        }
    }
}

/// Folds one attachment, or says why it can't be.
fn attach(frozen: &mut Frozen, index: u32, attachment: Attachment) -> Option<Diagnostic> {
    let Attachment { role, policy } = attachment;
    let declared_policy = declared_policy(frozen, &policy);
    match (role, declared_policy) {
        (RoleTarget::Declared(node), declared_policy) => {
            let Some(role) = frozen.skeleton.own(node) else {
                return Some(foreign(&frozen.skeleton, index));
            };
            let named = || Expr::Reference(Reference::new(node, ReferenceKind::Scalar, ""));
            match declared_policy {
                Some(policy) if closes_a_cycle(frozen, role, policy) => {
                    append(frozen, policy, "Roles", named());
                }
                _ => append(frozen, role, "ManagedPolicyArns", policy),
            }
        }
        (RoleTarget::Existing(name), Some(policy)) => append(frozen, policy, "Roles", name),
        (RoleTarget::Existing(_), None) => return Some(unattachable(frozen, index)),
    }
    None
}

/// The node of the policy, if it is a managed policy of this app.
fn declared_policy(frozen: &Frozen, policy: &Expr) -> Option<u32> {
    let Expr::Reference(Reference::To(target)) = policy else { return None };
    let index = frozen.skeleton.own(target.node())?;
    resource(frozen, index)
        .filter(|node| node.facts.name() == "AWS::IAM::ManagedPolicy")
        .map(|_| index)
}

fn resource(frozen: &Frozen, index: u32) -> Option<&ResourceNode> {
    match frozen.kinds.get(index as usize)? {
        NodeKind::Resource(resource) => Some(resource),
        _ => None,
    }
}

/// Whether a role that needs this policy would need itself.
fn closes_a_cycle(frozen: &Frozen, role: u32, policy: u32) -> bool {
    let (role_stack, policy_stack) =
        (frozen.skeleton.stack_of(role), frozen.skeleton.stack_of(policy));
    if role_stack == policy_stack {
        reaches(frozen, policy, role)
    } else {
        stack_reaches(frozen, policy_stack, role_stack)
    }
}

/// Adds `item` to a list property of a resource, once.
fn append(frozen: &mut Frozen, index: u32, property: &'static str, item: Expr) {
    let Some(NodeKind::Resource(resource)) = frozen.kinds.get_mut(index as usize) else { return };
    let mut items = resource
        .declaration
        .get(property)
        .and_then(Expr::as_list)
        .map(<[_]>::to_vec)
        .unwrap_or_default();
    if !items.contains(&item) {
        items.push(item);
    }
    resource.declaration.set(property, Expr::List(items));
}

fn unattachable(frozen: &Frozen, index: u32) -> Diagnostic {
    let message =
        "CloudFormation can't attach this policy to this role: neither is made by this app";
    Diagnostic::error(Code::NOT_ATTACHABLE, message)
        .at(frozen.skeleton.place(index))
        .help("attach it where the role is made, or give the role a `ManagedPolicy` or `Grant` of this app")
}
