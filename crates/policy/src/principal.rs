//! The keys of `Principal`.

/// The keys of `Principal`.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// `"*"`, without a key: everyone, including anonymous callers.
    Everyone,
    /// `AWS`: account, root, user, role, session, or `*` for everyone.
    Aws,
    /// `Service`.
    Service,
    /// `Federated`.
    Federated,
    /// `CanonicalUser`: the owner of an account as S3 names it.
    CanonicalUser,
}

impl PrincipalKind {
    /// The kind with this key.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        match key {
            "AWS" => Some(Self::Aws),
            "Service" => Some(Self::Service),
            "Federated" => Some(Self::Federated),
            "CanonicalUser" => Some(Self::CanonicalUser),
            _ => None,
        }
    }

    /// The key; [`PrincipalKind::Everyone`] has none.
    #[must_use]
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Everyone => None,
            Self::Aws => Some("AWS"),
            Self::Service => Some("Service"),
            Self::Federated => Some("Federated"),
            Self::CanonicalUser => Some("CanonicalUser"),
        }
    }
}
