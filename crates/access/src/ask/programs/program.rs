//! A program that runs during a deployment, and what it may do to IAM.

use crate::ask::unread_part::Unread;

/// A program that runs during deployments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The resource that it is run for.
    pub(crate) path: String,
    pub(crate) reach: Reach,
    /// What the program is given, and what it is. Equal programs with equal input do the same.
    pub(crate) input: String,
}

/// What a program may do to IAM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Its role is not in these templates.
    Unknown,
    /// Nothing: by the policies of its roles.
    Nothing,
    /// The role of this name may change IAM.
    Iam(String),
}

impl Program {
    /// What is not read of it, where it may change IAM.
    pub(crate) fn unread(&self) -> Option<Unread> {
        let Reach::Iam(role) = &self.reach else { return None };
        let reason = format!(
            "the program behind `{}` runs with the role `{role}`, which may change IAM; what it does is not read",
            self.path
        );
        Some(Unread { key: self.path.clone(), reason, input: self.input.clone() })
    }
}
