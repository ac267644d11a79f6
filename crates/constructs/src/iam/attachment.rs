//! The edge from a role to a managed policy.

use super::{IntoRole, ManagedPolicy, RoleTarget};
use crate::arn::IntoArn;
use crate::value::Expr;

/// Attaches a managed policy to a role.
///
/// It is an edge, not a CloudFormation resource: synthesis folds it into the role's `ManagedPolicyArns`,
/// or, if the policy depends on the role or the role is outside this app, into the policy's `Roles`.
pub struct PolicyAttachment {
    pub(crate) role: RoleTarget,
    pub(crate) policy: Expr,
}

impl PolicyAttachment {
    /// Attaches `policy` to `role`. Each can be declared in this app or exist elsewhere.
    pub fn new(role: impl IntoRole, policy: impl IntoArn<ManagedPolicy>) -> Self {
        Self { role: role.into_role(), policy: policy.into_arn().into() }
    }
}
