//! A program that runs during a deployment, and what it may do to IAM.

use crate::ask::unread_part::Unread;

/// A program that runs during deployments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The path of the resource that CloudFormation runs it for.
    pub(crate) path: String,
    pub(crate) reach: Reach,
    /// The program's input and definition. Equal programs with equal input do the same.
    pub(crate) input: String,
}

/// What a program may do to IAM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Its role is not in these templates.
    Unknown,
    /// Nothing, according to the policies of its roles.
    Nothing,
    /// The role of this name may change IAM.
    Iam(String),
}

impl Program {
    /// The unread part, if the program may change IAM.
    pub(crate) fn unread(&self) -> Option<Unread> {
        let Reach::Iam(role) = &self.reach else { return None };
        let reason = format!(
            "the program behind `{}` runs with the role `{role}`, which may change IAM; what it does is not read",
            self.path
        );
        Some(Unread { key: self.path.clone(), reason, input: self.input.clone() })
    }
}
