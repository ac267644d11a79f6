//! The edge from a role to a managed policy.

use super::{IntoRole, ManagedPolicy, RoleTarget};
use crate::arn::IntoArn;
use crate::tree::{Construct, NodeKind, Scope};
use crate::value::Expr;

/// Attaches a managed policy to a role.
///
/// It is an edge, not a CloudFormation resource: synthesis folds it into the role's `ManagedPolicyArns`,
/// or, where the policy needs the role or the role was made elsewhere, into the policy's `Roles`.
pub struct PolicyAttachment(Attachment);

/// An attachment as the tree keeps it.
pub(crate) struct Attachment {
    pub(crate) role: RoleTarget,
    pub(crate) policy: Expr,
}

impl PolicyAttachment {
    /// `policy`, attached to `role`: each one of this app, of AWS, or made elsewhere.
    pub fn new(role: impl IntoRole, policy: impl IntoArn<ManagedPolicy>) -> Self {
        Self(Attachment { role: role.into_role(), policy: policy.into_arn().into() })
    }
}

impl Construct for PolicyAttachment {
    type Handle = ();

    fn build(self, scope: Scope<'_>) {
        scope.settle(NodeKind::Attachment(Box::new(self.0)));
    }
}
