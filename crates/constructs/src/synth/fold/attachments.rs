//! Folds attachments into properties: a role's `ManagedPolicyArns`, or a policy's `Roles`.
//!
//! The role's side is preferred: it keeps a role complete in one template. The policy's side is used if the policy already
//! depends on the role, also through another stack, and for a role outside this app.

use constructs_diagnostics::{Diagnostic, Diagnostics};

use super::grants::own_role;
use super::needs::{StackNeeds, reaches};
use crate::codes;
use crate::iam::{PolicyAttachment, RoleTarget};
use crate::synth::freeze::Frozen;
use crate::tree::{NodeKind, ResourceNode};
use crate::value::{Expr, Reference, ReferenceKind};

pub(super) fn fold(frozen: &mut Frozen, diagnostics: &mut Diagnostics) {
    let mut folder = Folder { frozen, stacks: None };
    for index in 0..u32::try_from(folder.frozen.kinds.len()).unwrap_or(u32::MAX) {
        let Some(kind) = folder.frozen.kinds.get_mut(index as usize) else { continue };
        if !matches!(kind, NodeKind::Attachment(_)) {
            continue;
        }
        if let NodeKind::Attachment(attachment) = std::mem::replace(kind, NodeKind::Scope) {
            diagnostics.extend(folder.attach(index, *attachment));
        }
    }
}

struct Folder<'f> {
    frozen: &'f mut Frozen,
    /// Computed when the first attachment crosses stacks.
    stacks: Option<StackNeeds>,
}

impl Folder<'_> {
    /// Folds one attachment, or returns why it can't.
    fn attach(&mut self, index: u32, attachment: PolicyAttachment) -> Option<Diagnostic> {
        let PolicyAttachment { role, policy } = attachment;
        let declared_policy = declared_policy(self.frozen, &policy);
        match (role, declared_policy) {
            (RoleTarget::Declared(node), declared_policy) => {
                let role = match own_role(self.frozen, index, node) {
                    Ok(role) => role,
                    Err(diagnostic) => return Some(*diagnostic),
                };
                match declared_policy {
                    Some(policy) if self.closes_a_cycle(role, policy) => {
                        let name = Reference::new(node, ReferenceKind::Scalar, "");
                        self.append(index, (policy, "Roles"), Expr::Reference(name), role)
                    }
                    _ => {
                        let needed = declared_policy.unwrap_or(role);
                        self.append(index, (role, "ManagedPolicyArns"), policy, needed)
                    }
                }
            }
            (RoleTarget::Existing(name), Some(policy)) => {
                self.append(index, (policy, "Roles"), name, policy)
            }
            (RoleTarget::Existing(_), None) => Some(unattachable(self.frozen, index)),
        }
    }

    /// Whether a role that depends on this policy would depend on itself.
    fn closes_a_cycle(&mut self, role: u32, policy: u32) -> bool {
        let stack_of = |index| self.frozen.skeleton.stack_of(index);
        let (role_stack, policy_stack) = (stack_of(role), stack_of(policy));
        if role_stack == policy_stack {
            return reaches(self.frozen, policy, role);
        }
        let stacks = self.stacks.get_or_insert_with(|| StackNeeds::new(self.frozen));
        stacks.reaches(policy_stack, role_stack)
    }

    /// Adds `item` to a list property of a resource, once; `needed` is what it refers to.
    fn append(
        &mut self,
        attachment: u32,
        (index, property): (u32, &'static str),
        item: Expr,
        needed: u32,
    ) -> Option<Diagnostic> {
        let stack_of = |index| self.frozen.skeleton.stack_of(index);
        let (from, to) = (stack_of(index), stack_of(needed));
        if let Some(stacks) = &mut self.stacks {
            stacks.add(from, to);
        }
        let NodeKind::Resource(resource) = self.frozen.kinds.get_mut(index as usize)? else {
            return None;
        };
        let mut items = match resource.declaration.get(property) {
            Some(Expr::List(items)) => items.clone(),
            Some(_) => return Some(not_a_list(self.frozen, attachment, index, property)),
            None => Vec::new(),
        };
        if !items.contains(&item) {
            items.push(item);
        }
        resource.declaration.set(property, Expr::List(items));
        None
    }
}

/// The node of the policy, if it is a managed policy of this app.
fn declared_policy(frozen: &Frozen, policy: &Expr) -> Option<u32> {
    let Expr::Reference(Reference::To(target)) = policy else { return None };
    let index = frozen.skeleton.position(target.node())?;
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

/// The property has a value that is not a list, so no item can be added.
fn not_a_list(frozen: &Frozen, attachment: u32, index: u32, property: &str) -> Diagnostic {
    let path = frozen.skeleton.path(index);
    let message = format!("`{property}` of `{path}` is not a list of policies or roles");
    Diagnostic::error(codes::NOT_ATTACHABLE, message)
        .at(frozen.skeleton.place(attachment))
        .related("it is set here", frozen.skeleton.place(index))
        .help("remove the property and attach the policies, or list all of them in the property")
}

fn unattachable(frozen: &Frozen, index: u32) -> Diagnostic {
    let message = "CloudFormation can't attach this policy to this role: the app declares neither";
    Diagnostic::error(codes::NOT_ATTACHABLE, message)
        .at(frozen.skeleton.place(index))
        .help("attach it in the app that declares the role, or use a `ManagedPolicy` or `Grant` of this app")
}
