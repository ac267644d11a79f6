//! Reads a permission set of IAM Identity Center as a principal. Identity Center creates a role with its policies in each account
//! for the users and groups that it is assigned to.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sso-permissionset.html>

use constructs_document::Node;

use super::attached::{AttachedPolicy, ExternalPolicy, Principal};
use super::document::DocumentKind;
use super::policies;
use super::resolver::Resolver;
use super::stacks::{ResourceId, Stacks};
use super::value::display_value;
use constructs_iam::cases::Formula;

pub(super) const KIND: &str = "AWS::SSO::PermissionSet";

/// Adds the policies of a permission set.
pub(super) fn add_policies<'t>(
    principal: &mut Principal<'t>,
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
) {
    let properties = stacks.resource(id).and_then(|node| node.get("Properties"));
    let property = |name| properties.and_then(|properties| properties.get(name));
    if let Some(document) = property("InlinePolicy") {
        let kind = DocumentKind::Identity;
        let inline =
            policies::read_policy(stacks, id, "/InlinePolicy", document, &Formula::TRUE, kind);
        principal.identity.push(inline);
    }
    if let Some(arns) = property("ManagedPolicies") {
        let attached = policies::managed_policies(stacks, id, arns, &mut principal.notes);
        principal.identity.extend(attached);
    }
    if let Some(references) = property("CustomerManagedPolicyReferences") {
        let found = references.as_list().unwrap_or(std::slice::from_ref(references));
        principal.identity.extend(found.iter().map(|one| customer_policy(stacks, id, one)));
    }
    if let Some(boundary) = property("PermissionsBoundary") {
        principal.boundary = self::boundary(principal, stacks, id, boundary);
    }
}

fn boundary<'t>(
    principal: &mut Principal<'t>,
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
    node: &'t Node,
) -> Vec<AttachedPolicy<'t>> {
    principal.bounded = Formula::TRUE;
    match node.get("ManagedPolicyArn") {
        Some(arn) => {
            let mut resolver = Resolver::new(stacks, id.stack, &mut principal.notes);
            let presences = resolver.resolve(arn).into_iter().map(|one| one.presence).collect();
            principal.bounded = Formula::any(presences);
            policies::managed_policies(stacks, id, arn, &mut principal.notes)
        }
        None => vec![customer_policy(stacks, id, node)],
    }
}

/// A policy that each account defines under a name: its document is unknown.
fn customer_policy<'t>(stacks: &Stacks<'t>, id: ResourceId<'t>, node: &Node) -> AttachedPolicy<'t> {
    let text = display_value(node);
    let reason = format!(
        "the customer managed policy `{text}` of `{}` is defined in each account",
        stacks.path(id)
    );
    let expression = super::depends::expression_identity(stacks, id.stack, node);
    let policy = policies::unread_policy(stacks, id, &expression, &reason, &Formula::TRUE);
    AttachedPolicy {
        external: Some(ExternalPolicy { arn: text, presence: Formula::TRUE }),
        ..policy
    }
}
