//! `AWS::IAM::Role`, and roles that exist already.

use std::panic::Location;

use constructs_policy::{Effect, Elements};

use super::{IntoDocument, ManagedPolicy, PolicyDocument, Principal, Statement};
use crate::arn::{Arn, IntoArn};
use crate::handle;
use crate::intrinsic::{select, split};
use crate::resource::{Declaration, Resource, Tagging};
use crate::tag::Tag;
use crate::value::{Expr, Int, IntoValue, NodeId, Object, ResourceRef, Str, Value};

/// An IAM role.
///
/// ```
/// use constructs::{App, Stack, iam::{Principal, Role}};
/// let app = App::new();
/// let iam = app.stack("Iam", Stack::named("chat-dev-iam"));
/// let role = iam.add("ApiTask", Role::assumed_by(Principal::service("ecs-tasks.amazonaws.com")).role_name("chat-dev-api-task-role"));
/// # let _ = role;
/// ```
pub struct Role {
    declaration: Declaration,
    trust: PolicyDocument,
    inline: Vec<(Expr, PolicyDocument)>,
}

impl Role {
    /// Creates a role that `principal` can assume, under the principal's conditions.
    #[track_caller]
    pub fn assumed_by(principal: impl Into<Principal>) -> Self {
        Self::with_trust(trust_statement(principal.into(), Location::caller()))
    }

    /// Creates a role with this trust policy.
    pub fn with_trust(document: impl IntoDocument) -> Self {
        let mut declaration = Declaration::new();
        declaration.set("AssumeRolePolicyDocument", Expr::Null);
        Self { declaration, trust: document.into_document(), inline: Vec::new() }
    }

    /// Adds a principal that can assume the role.
    #[must_use]
    #[track_caller]
    pub fn also_assumed_by(mut self, principal: impl Into<Principal>) -> Self {
        self.trust.push(trust_statement(principal.into(), Location::caller()));
        self
    }

    /// `RoleName`: at most 64 letters, digits and `+=,.@-_`. Changing it replaces the role.
    #[must_use]
    pub fn role_name(self, name: impl IntoValue<Str>) -> Self {
        self.set("RoleName", name.into_expr())
    }

    /// `Description`: at most 1,000 characters.
    #[must_use]
    pub fn description(self, description: impl IntoValue<Str>) -> Self {
        self.set("Description", description.into_expr())
    }

    /// `Path`: starts and ends with `/`, at most 512 characters. Changing it replaces the role.
    #[must_use]
    pub fn path(self, path: impl IntoValue<Str>) -> Self {
        self.set("Path", path.into_expr())
    }

    /// `MaxSessionDuration` in seconds: 3,600 (the default) to 43,200.
    #[must_use]
    pub fn max_session_duration(self, seconds: impl IntoValue<Int>) -> Self {
        self.set("MaxSessionDuration", seconds.into_expr())
    }

    /// `PermissionsBoundary`: the policy that limits what the role's policies grant.
    #[must_use]
    pub fn permissions_boundary(self, policy: impl IntoArn<ManagedPolicy>) -> Self {
        self.set("PermissionsBoundary", policy.into_arn().into())
    }

    /// `ManagedPolicyArns`: the attached managed policies.
    #[must_use]
    pub fn managed_policies<P: IntoArn<ManagedPolicy>>(
        self,
        policies: impl IntoIterator<Item = P>,
    ) -> Self {
        let policies = policies.into_iter().map(|policy| policy.into_arn().into()).collect();
        self.set("ManagedPolicyArns", Expr::List(policies))
    }

    /// `Policies`: adds an inline policy. All of them together have at most 10,240 characters.
    #[must_use]
    pub fn inline_policy(mut self, name: impl IntoValue<Str>, document: impl IntoDocument) -> Self {
        self.inline.push((name.into_expr(), document.into_document()));
        self.set("Policies", Expr::Null)
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(self, key: impl IntoValue<Str>, value: impl IntoValue<Str>) -> Self {
        let mut tags = self
            .declaration
            .get("Tags")
            .and_then(Expr::as_list)
            .map(<[_]>::to_vec)
            .unwrap_or_default();
        tags.push(Tag::new(key, value).into_expr());
        self.set("Tags", Expr::List(tags))
    }

    /// Refers to an existing role by its ARN. If the ARN is not known before deployment, the name is the text after the
    /// first `/`: for a role with a path, use [`named`](Self::named).
    pub fn imported(arn: impl IntoArn<Self>) -> ImportedRole {
        let arn = arn.into_arn();
        let name = match arn.expr().as_str() {
            Some(text) => Expr::from(text.rsplit('/').next().unwrap_or(text)),
            None => select(1, split("/", arn.clone())).into(),
        };
        ImportedRole { name }
    }

    /// Refers to an existing role by its name.
    pub fn named(name: impl IntoValue<Str>) -> ImportedRole {
        ImportedRole { name: name.into_expr() }
    }

    fn set(mut self, property: &'static str, value: Expr) -> Self {
        self.declaration.set(property, value);
        self
    }
}

fn trust_statement(principal: Principal, origin: &'static Location<'static>) -> Statement {
    let actions = Elements::Only(vec![principal.assume.into()]);
    Statement::new(Effect::Allow, actions, None, vec![origin]).principal(principal)
}

impl Resource for Role {
    const TYPE: &'static str = "AWS::IAM::Role";
    const TAGGING: Option<Tagging> = Some(Tagging::List("Tags"));
    const PHYSICAL_NAME: Option<&'static str> = Some("RoleName");
    const CREATE_ONLY: &'static [&'static str] = &["RoleName", "Path"];
    type Ref = RoleRef;

    fn declaration(&mut self) -> &mut Declaration {
        &mut self.declaration
    }

    fn into_declaration(self) -> Declaration {
        let Self { mut declaration, trust, inline } = self;
        declaration.set_document("AssumeRolePolicyDocument", trust);
        let policies: Vec<Expr> = inline
            .into_iter()
            .enumerate()
            .map(|(at, (name, document))| {
                let document =
                    declaration.take_document(format!("/Policies/{at}/PolicyDocument"), document);
                Object::new().with("PolicyName", name).with("PolicyDocument", document).into()
            })
            .collect();
        if !policies.is_empty() {
            declaration.set("Policies", Expr::List(policies));
        }
        declaration
    }
}

handle! {
    /// A reference to a [`Role`].
    pub RoleRef
}

impl RoleRef {
    /// The role's ARN.
    #[must_use]
    pub fn arn(self) -> Arn<Role> {
        Arn::attribute(self, "Arn")
    }

    /// The role's name.
    #[must_use]
    pub fn name(self) -> Value<Str> {
        Value::reference(self)
    }

    /// The role's unique id (`AROA…`). AWS never reuses it.
    #[must_use]
    pub fn id(self) -> Value<Str> {
        Value::attribute(self, "RoleId")
    }
}

impl IntoArn<Role> for RoleRef {
    fn into_arn(self) -> Arn<Role> {
        self.arn()
    }
}

impl From<RoleRef> for Principal {
    fn from(role: RoleRef) -> Self {
        Self::arn(role.arn())
    }
}

/// An existing role outside this app.
#[derive(Clone, Debug)]
pub struct ImportedRole {
    name: Expr,
}

/// The role of an attachment or a grant.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RoleTarget {
    /// A role of this app.
    Declared(NodeId),
    /// The name of a role outside this app.
    Existing(Expr),
}

/// A role of this app, or an existing one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a role",
    note = "a `RoleRef` is one, and so are `Role::imported(arn)` and `Role::named(name)`"
)]
pub trait IntoRole {
    /// Which role.
    fn into_role(self) -> RoleTarget;
}

impl IntoRole for RoleRef {
    fn into_role(self) -> RoleTarget {
        RoleTarget::Declared(self.node())
    }
}

impl IntoRole for ImportedRole {
    fn into_role(self) -> RoleTarget {
        RoleTarget::Existing(self.name)
    }
}

impl IntoRole for &ImportedRole {
    fn into_role(self) -> RoleTarget {
        self.clone().into_role()
    }
}
