//! Principals of trust policies and resource policies.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use super::{Condition, condition};
use crate::arn::Arn;
use crate::text;
use crate::value::{Expr, IntoValue, PARTITION, Str};

/// A principal, to which a policy allows or denies actions.
///
/// ```
/// use constructs::{ACCOUNT, iam::{Principal, condition}};
/// let ecs = Principal::service("ecs-tasks.amazonaws.com").when(condition::string_equals("aws:SourceAccount", ACCOUNT));
/// let pipeline = Principal::web_identity("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com")
///     .when(condition::string_equals("token.actions.githubusercontent.com:sub", "repo:chat/backend:ref:refs/heads/main"));
/// # let _ = (ecs, pipeline);
/// ```
#[derive(Clone, Debug)]
pub struct Principal {
    /// The key under `Principal`: `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for any principal.
    pub(crate) kind: &'static str,
    pub(crate) id: Expr,
    /// The action that a trust policy allows.
    pub(crate) assume: &'static str,
    pub(crate) conditions: Vec<Condition>,
}

impl Principal {
    fn new(kind: &'static str, id: Expr) -> Self {
        Self { kind, id, assume: "sts:AssumeRole", conditions: Vec::new() }
    }

    /// A service, e.g. `ecs-tasks.amazonaws.com`.
    pub fn service(name: impl IntoValue<Str>) -> Self {
        Self::new("Service", name.into_expr())
    }

    /// A role, user, or session, by its ARN.
    pub fn arn(arn: impl IntoValue<Str>) -> Self {
        Self::new("AWS", arn.into_expr())
    }

    /// An account (12 digits), whose own policies decide which of its principals have access.
    pub fn account(account: impl IntoValue<Str>) -> Self {
        Self::new(
            "AWS",
            text!("arn:{}:iam::{}:root", PARTITION, crate::Text::new(account.into_expr())).into(),
        )
    }

    /// Users with a token of an OpenID Connect provider, by the provider's ARN. Limit the audience and the subject with
    /// [`when`](Self::when): without a condition, every user with a token has access.
    pub fn web_identity(provider: impl IntoValue<Str>) -> Self {
        Self {
            assume: "sts:AssumeRoleWithWebIdentity",
            ..Self::new("Federated", provider.into_expr())
        }
    }

    /// Users of a SAML provider, by the provider's ARN, for AWS's sign-in page.
    pub fn saml(provider: impl IntoValue<Str>) -> Self {
        let audience = condition::string_equals("SAML:aud", "https://signin.aws.amazon.com/saml");
        let principal = Self::new("Federated", provider.into_expr());
        Self { assume: "sts:AssumeRoleWithSAML", conditions: vec![audience], ..principal }
    }

    /// Every principal of an organization, by its id (`o-…`): any principal, with a condition.
    pub fn organization(id: impl IntoValue<Str>) -> Self {
        let within =
            condition::string_equals("aws:PrincipalOrgID", crate::Text::new(id.into_expr()));
        Self { conditions: vec![within], ..Self::new("AWS", Expr::from("*")) }
    }

    /// A user, by the canonical id in S3.
    pub fn canonical_user(id: impl IntoValue<Str>) -> Self {
        Self::new("CanonicalUser", id.into_expr())
    }

    /// Any principal.
    #[must_use]
    pub fn any() -> Self {
        Self::new("*", Expr::from("*"))
    }

    /// Adds a condition.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }
}

impl<R> From<Arn<R>> for Principal {
    fn from(arn: Arn<R>) -> Self {
        Self::arn(arn)
    }
}
