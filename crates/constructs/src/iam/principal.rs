//! Principals: whom a trust policy or a resource policy speaks of.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use super::{Condition, condition};
use crate::arn::Arn;
use crate::text;
use crate::value::{Expr, IntoValue, PARTITION, Str};

/// Somebody who may be allowed something.
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
    /// The key under `Principal`: `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for anybody.
    pub(crate) kind: &'static str,
    pub(crate) id: Expr,
    /// What a trust policy allows it.
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

    /// A role, user or session by its ARN.
    pub fn arn(arn: impl IntoValue<Str>) -> Self {
        Self::new("AWS", arn.into_expr())
    }

    /// An account, 12 digits: it decides itself who of it may.
    pub fn account(account: impl IntoValue<Str>) -> Self {
        Self::new(
            "AWS",
            text!("arn:{}:iam::{}:root", PARTITION, crate::Text::new(account.into_expr())).into(),
        )
    }

    /// Who comes with a token of an OpenID Connect provider, named by its ARN. Narrow it with
    /// [`when`](Self::when) to an audience and a subject: without, anybody who gets a token may.
    pub fn web_identity(provider: impl IntoValue<Str>) -> Self {
        Self {
            assume: "sts:AssumeRoleWithWebIdentity",
            ..Self::new("Federated", provider.into_expr())
        }
    }

    /// Who was signed in by a SAML provider, named by its ARN, for AWS's own sign-in page.
    pub fn saml(provider: impl IntoValue<Str>) -> Self {
        let audience = condition::string_equals("SAML:aud", "https://signin.aws.amazon.com/saml");
        let principal = Self::new("Federated", provider.into_expr());
        Self { assume: "sts:AssumeRoleWithSAML", conditions: vec![audience], ..principal }
    }

    /// Anybody of an organization, by its id (`o-…`): any principal, under a condition.
    pub fn organization(id: impl IntoValue<Str>) -> Self {
        let within =
            condition::string_equals("aws:PrincipalOrgID", crate::Text::new(id.into_expr()));
        Self { conditions: vec![within], ..Self::new("AWS", Expr::from("*")) }
    }

    /// A user by the canonical id that S3 knows.
    pub fn canonical_user(id: impl IntoValue<Str>) -> Self {
        Self::new("CanonicalUser", id.into_expr())
    }

    /// Anybody at all.
    #[must_use]
    pub fn any() -> Self {
        Self::new("*", Expr::from("*"))
    }

    /// Only under this condition as well.
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
