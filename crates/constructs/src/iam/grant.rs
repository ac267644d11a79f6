//! Grants: statements for a role, from any construct of the app.

use super::{IntoDocument, IntoRole, PolicyDocument, RoleTarget};

/// Gives a role the statements that a construct requires.
///
/// Synthesis writes all grants to one role into one `AWS::IAM::Policy` in the role's stack; for a role outside this app,
/// the policy is in the stack of the grant.
///
/// ```
/// use constructs::{App, Arn, Stack, iam::{Grant, Principal, Role, allow}};
/// let app = App::new();
/// let iam = app.stack("Iam", Stack::named("chat-dev-iam"));
/// let role = iam.add("Deployer", Role::assumed_by(Principal::account("111122223333")));
/// let task = Arn::<Role>::literal("arn:aws:iam::111122223333:role/task");
/// iam.add("DeployerPassesTask", Grant::new(role, [allow([Role::PASS_ROLE]).on([task])]));
/// ```
pub struct Grant {
    pub(crate) role: RoleTarget,
    pub(crate) document: PolicyDocument,
}

impl Grant {
    /// Grants these statements to `role`.
    pub fn new(role: impl IntoRole, document: impl IntoDocument) -> Self {
        Self { role: role.into_role(), document: document.into_document() }
    }
}
