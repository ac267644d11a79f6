//! A principal of the templates and its policies, as values.

use super::estate::ResourceId;
use super::notes::Notes;
use crate::access::document::Document;
use crate::access::implies::Grants;

/// What a [`Principal`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalOf {
    /// `AWS::IAM::Role`.
    Role,
    /// `AWS::IAM::User`.
    User,
    /// `AWS::IAM::Group`: its members have its policies.
    Group,
    /// A role, user or group that no template has, to which one of them attaches a policy.
    Elsewhere,
}

/// Somebody who has policies.
#[derive(Clone, Debug)]
pub struct Principal<'t> {
    /// What it is.
    pub kind: PrincipalOf,
    /// The construct's path, or stack and logical id; for those elsewhere what the templates call it.
    pub name: String,
    /// Where it stands.
    pub id: Option<ResourceId<'t>>,
    /// Identity policies, in the order of the templates.
    pub identity: Vec<AttachedPolicy<'t>>,
    /// Who may assume it.
    pub trust: Option<AttachedPolicy<'t>>,
    /// The permissions boundary.
    pub boundary: Option<AttachedPolicy<'t>>,
    /// A boundary that no template has: its ARN.
    pub boundary_elsewhere: Option<String>,
    /// What policies of resources in these templates say of it, by its ARN or as one of everyone: allowed and denied.
    pub direct: Vec<AttachedPolicy<'t>>,
    /// What its policies could not be read for.
    pub notes: Notes,
}

/// A policy and where it stands.
#[derive(Clone, Debug)]
pub struct AttachedPolicy<'t> {
    /// What people call it: the path of its construct, or an AWS managed policy's name.
    pub name: String,
    /// The resource that it stands in; none for AWS managed policies.
    pub id: Option<ResourceId<'t>>,
    /// The JSON pointer of the document below the resource's properties.
    pub pointer: String,
    /// What it grants.
    pub bounds: Bounds,
    /// What its reading rests on.
    pub notes: Notes,
}

/// What a policy grants at most and at least; the two differ where a condition of the template decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// At most.
    pub most: Document,
    /// At least.
    pub least: Document,
}

/// The policy of a resource.
#[derive(Clone, Debug)]
pub struct ResourcePolicy<'t> {
    /// The policy.
    pub policy: AttachedPolicy<'t>,
    /// What it is about, as people call it.
    pub about: Vec<String>,
    /// The type of the resource that it stands in.
    pub kind: &'t str,
}

impl Principal<'_> {
    /// What the identity policies grant at most, within the boundary.
    #[must_use]
    pub fn most(&self) -> Grants {
        self.grants(|bounds| &bounds.most)
    }

    /// What they grant at least. A boundary that no template has is taken to allow it.
    #[must_use]
    pub fn least(&self) -> Grants {
        self.grants(|bounds| &bounds.least)
    }

    /// [`Self::most`], with what the policies of resources say of it.
    #[must_use]
    pub fn most_of_all(&self) -> Grants {
        self.grants_of(self.identity.iter().chain(&self.direct), |bounds| &bounds.most)
    }

    /// [`Self::least`], with what the policies of resources say of it.
    #[must_use]
    pub fn least_of_all(&self) -> Grants {
        self.grants_of(self.identity.iter().chain(&self.direct), |bounds| &bounds.least)
    }

    fn grants(&self, side: impl Fn(&Bounds) -> &Document) -> Grants {
        self.grants_of(self.identity.iter(), side)
    }

    fn grants_of<'p>(
        &'p self,
        policies: impl Iterator<Item = &'p AttachedPolicy<'p>>,
        side: impl Fn(&Bounds) -> &Document,
    ) -> Grants {
        let grants = Grants::of(policies.map(|policy| side(&policy.bounds).clone()).collect());
        match &self.boundary {
            Some(boundary) => grants.limited_by(vec![side(&boundary.bounds).clone()]),
            None => grants,
        }
    }

    /// What all of its policies rest on.
    #[must_use]
    pub fn all_notes(&self) -> Notes {
        let mut notes = self.notes.clone();
        let policies = self.identity.iter().chain(&self.boundary);
        policies.for_each(|policy| notes.add(&policy.notes));
        if let Some(boundary) = &self.boundary_elsewhere {
            notes.assume(format!(
                "the permissions boundary `{boundary}` of `{}` allows what its policies allow",
                self.name
            ));
        }
        notes
    }
}
