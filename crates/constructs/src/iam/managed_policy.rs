//! `AWS::IAM::ManagedPolicy`, and policies that exist already.

use super::{IntoDocument, PolicyDocument};
use crate::arn::{Arn, IntoArn};
use crate::handle;
use crate::resource::{Declaration, Resource};
use crate::text;
use crate::value::{Expr, IntoValue, PARTITION, Str, Value};

/// A managed policy, which can be attached to roles.
///
/// ```
/// use constructs::{App, Stack, iam::{ManagedPolicy, PolicyAttachment, Principal, Role, allow}};
/// let app = App::new();
/// let iam = app.stack("Iam", Stack::named("chat-dev-iam"));
/// let role = iam.add("Deployer", Role::assumed_by(Principal::account("111122223333")));
/// let pass = allow([Role::PASS_ROLE]).on([role]).sid("PassItself");
/// let policy = iam.add("Pass", ManagedPolicy::new([pass]).managed_policy_name("pass"));
/// iam.add("Attachment", PolicyAttachment::new(role, policy));
/// ```
pub struct ManagedPolicy {
    declaration: Declaration,
    document: PolicyDocument,
}

impl ManagedPolicy {
    /// Creates a policy of these statements: an array, a `Vec`, or a [`PolicyDocument`].
    pub fn new(document: impl IntoDocument) -> Self {
        let mut declaration = Declaration::new();
        declaration.set("PolicyDocument", Expr::Null);
        Self { declaration, document: document.into_document() }
    }

    /// A policy that AWS maintains, by its name with its path, e.g. `service-role/AmazonECSTaskExecutionRolePolicy`.
    #[must_use]
    pub fn aws(name: &str) -> Arn<Self> {
        Arn::literal(text!("arn:{}:iam::aws:policy/{}", PARTITION, name))
    }

    /// `ManagedPolicyName`: at most 128 letters, digits and `+=,.@-_`. Changing it replaces the policy.
    #[must_use]
    pub fn managed_policy_name(self, name: impl IntoValue<Str>) -> Self {
        self.set("ManagedPolicyName", name.into_expr())
    }

    /// `Description`: at most 1,000 characters. Changing it replaces the policy.
    #[must_use]
    pub fn description(self, description: impl IntoValue<Str>) -> Self {
        self.set("Description", description.into_expr())
    }

    /// `Path`: begins and ends in `/`, at most 512 characters. Changing it replaces the policy.
    #[must_use]
    pub fn path(self, path: impl IntoValue<Str>) -> Self {
        self.set("Path", path.into_expr())
    }

    fn set(mut self, property: &'static str, value: Expr) -> Self {
        self.declaration.set(property, value);
        self
    }
}

impl Resource for ManagedPolicy {
    const TYPE: &'static str = "AWS::IAM::ManagedPolicy";
    const PHYSICAL_NAME: Option<&'static str> = Some("ManagedPolicyName");
    const CREATE_ONLY: &'static [&'static str] = &["ManagedPolicyName", "Description", "Path"];
    type Ref = ManagedPolicyRef;

    fn declaration(&mut self) -> &mut Declaration {
        &mut self.declaration
    }

    fn into_declaration(self) -> Declaration {
        let Self { mut declaration, document } = self;
        declaration.set_document("PolicyDocument", document);
        declaration
    }
}

handle! {
    /// A reference to a [`ManagedPolicy`].
    pub ManagedPolicyRef
}

impl ManagedPolicyRef {
    /// The policy's ARN.
    #[must_use]
    pub fn arn(self) -> Arn<ManagedPolicy> {
        Arn::reference(self)
    }

    /// The policy's unique id (`ANPA…`).
    #[must_use]
    pub fn id(self) -> Value<Str> {
        Value::attribute(self, "PolicyId")
    }
}

impl IntoArn<ManagedPolicy> for ManagedPolicyRef {
    fn into_arn(self) -> Arn<ManagedPolicy> {
        self.arn()
    }
}

impl IntoArn<ManagedPolicy> for &str {
    #[track_caller]
    fn into_arn(self) -> Arn<ManagedPolicy> {
        Arn::literal(self)
    }
}
