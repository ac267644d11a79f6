//! The principals of templates and their policies, as values.

use std::sync::Arc;

use super::notes::Notes;
use super::stacks::{ResourceId, Stacks};
use constructs_iam::Assumption;
use constructs_iam::Document;
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Grants, Layer};

/// The type of a [`Principal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalType {
    /// `AWS::IAM::Role`.
    Role,
    /// `AWS::IAM::User`.
    User,
    /// `AWS::IAM::Group`: its members get its policies.
    Group,
    /// `AWS::SSO::PermissionSet`: the users and groups that it is assigned to get its policies.
    PermissionSet,
    /// A role, user, or group outside the templates to which the templates attach a policy.
    Elsewhere,
}

/// A principal that has policies.
#[derive(Clone, Debug)]
pub struct Principal<'t> {
    /// Its type.
    pub kind: PrincipalType,
    /// The construct's path, or stack and logical id; outside the templates, the name that the templates use.
    pub name: String,
    /// The resource that declares it.
    pub id: Option<ResourceId<'t>>,
    /// Identifies it in two states of the templates.
    pub(crate) key: String,
    /// The deployments in which it exists.
    pub presence: Formula,
    /// Identity policies, in the order of the templates.
    pub identity: Vec<AttachedPolicy<'t>>,
    /// The trust policy of a role.
    pub trust: Option<AttachedPolicy<'t>>,
    /// The permissions boundary: one policy for each that it can be.
    pub boundary: Vec<AttachedPolicy<'t>>,
    /// The deployments in which it has a permissions boundary.
    pub bounded: Formula,
    /// The statements of resource policies in these templates that apply to it, without their principals.
    pub direct: Vec<AttachedPolicy<'t>>,
    /// The part of `direct` that grants to everyone: the boundary does not limit it.
    pub(crate) beyond_boundary: Vec<Arc<Document>>,
    /// The policies of keys and roles in these templates that must also allow a request.
    pub consents: Vec<Consent>,
    /// The assumptions about it.
    pub notes: Notes,
}

/// A policy that must also allow a request before identity policies can, for the actions of a service.
#[derive(Clone, Debug)]
pub struct Consent {
    /// The service; `None` for all services.
    pub service: Option<&'static str>,
    /// The documents that must allow the request.
    pub layer: Layer,
}

/// A policy and where it is declared.
#[derive(Clone, Debug)]
pub struct AttachedPolicy<'t> {
    /// Its name for users: the path of its construct, or the name of an AWS managed policy.
    pub name: String,
    /// The resource that contains it; `None` for AWS managed policies.
    pub id: Option<ResourceId<'t>>,
    /// The JSON pointer of the document below the resource's properties.
    pub pointer: String,
    /// The document. Each statement has the formula of its presence.
    pub document: Arc<Document>,
    /// The assumptions about it.
    pub notes: Notes,
    /// Set if the templates only name the policy: its document may contain anything.
    pub external: Option<ExternalPolicy>,
}

/// A policy that is not in these templates.
#[derive(Clone, Debug)]
pub struct ExternalPolicy {
    /// Its ARN, for messages.
    pub arn: String,
    /// The deployments in which it is attached.
    pub presence: Formula,
}

/// A resource policy.
#[derive(Clone, Debug)]
pub struct ResourcePolicy<'t> {
    /// The policy.
    pub policy: AttachedPolicy<'t>,
    /// The resources that it protects, by their names for users.
    pub about: Vec<String>,
    /// The type of the resource that contains it.
    pub kind: &'t str,
}

impl<'t> AttachedPolicy<'t> {
    /// The policy at `pointer` of a resource of these templates.
    pub(super) fn from_declaration(
        stacks: &Stacks<'t>,
        id: ResourceId<'t>,
        pointer: &str,
        document: Document,
        notes: Notes,
    ) -> Self {
        let (name, pointer) = (stacks.path(id), pointer.to_owned());
        let document = Arc::new(document);
        Self { name, id: Some(id), pointer, document, notes, external: None }
    }

    /// A policy of which only the document is known.
    pub(crate) fn from_document(document: Arc<Document>) -> Self {
        let (name, pointer, notes) = (String::new(), String::new(), Notes::default());
        Self { name, id: None, pointer, document, notes, external: None }
    }

    /// The same policy with another document.
    pub(super) fn with_document(&self, document: Document) -> Self {
        Self { document: Arc::new(document), ..self.clone() }
    }
}

impl Principal<'_> {
    /// What its identity policies grant within the boundary.
    #[must_use]
    pub fn grants(&self) -> Grants {
        self.limit_to_boundary(Grants::from_shared(documents(&self.identity)), &[])
    }

    /// [`Self::grants`], with what resource policies grant and deny it directly.
    #[must_use]
    pub fn grants_with_direct(&self) -> Grants {
        let own = self.identity.iter().chain(&self.direct);
        let own = own.map(|policy| policy.document.clone()).collect();
        self.limit_to_boundary(Grants::from_shared(own), &self.direct)
    }

    /// What it is granted of an action: by identity policies within the boundary, where the policies of keys and roles also allow
    /// it, and by resource policies.
    #[must_use]
    pub fn grants_of_all(&self, action: &str) -> Grants {
        let mut grants = self.grants_with_direct();
        for consent in &self.consents {
            let needs = |service: &str| match action.split_once(':') {
                Some((own, _)) if !own.contains(['*', '?']) => own.eq_ignore_ascii_case(service),
                _ => true,
            };
            if consent.service.is_none_or(needs) {
                grants = grants.limit_to_layer(consent.layer.clone());
            }
        }
        grants
    }

    /// Limits grants to the boundary. `beside` has resource policies, which the boundary limits only for some forms of
    /// `Principal`.
    fn limit_to_boundary(&self, grants: Grants, beside: &[AttachedPolicy<'_>]) -> Grants {
        if self.boundary.is_empty() {
            return grants;
        }
        let mut all = documents(&self.boundary);
        match self.kind {
            PrincipalType::User => all.extend(documents(beside)),
            _ if beside.is_empty() => {}
            // The boundary of a role does not limit what a resource policy grants to its sessions.
            _ => {
                all.extend(beside.iter().map(|policy| Arc::new(unread_part(&policy.document))));
                all.extend(self.beyond_boundary.iter().cloned());
            }
        }
        grants.limit_to_layer(Layer { documents: all, presence: self.bounded.clone() })
    }

    /// The assumption that it exists, if conditions of the templates decide that.
    #[must_use]
    pub fn existence(&self) -> Option<Assumption> {
        let principal = self.name.clone();
        (self.presence != Formula::TRUE).then_some(Assumption::PrincipalExists { principal })
    }

    /// Assumes that a permissions boundary outside these templates allows everything that the principal's policies allow.
    pub(crate) fn assume_boundary(&mut self) {
        for policy in std::mem::take(&mut self.boundary) {
            let Some(external) = &policy.external else {
                self.boundary.push(policy);
                continue;
            };
            self.notes.assume(Assumption::BoundaryAllows {
                boundary: external.arn.to_string(),
                principal: self.name.clone(),
            });
            self.bounded = self.bounded.clone().and(external.presence.clone().negate());
        }
    }

    /// The assumptions about it and all of its policies.
    #[must_use]
    pub fn all_notes(&self) -> Notes {
        let mut notes = self.notes.clone();
        let policies = self.identity.iter().chain(&self.boundary).chain(&self.direct);
        policies.for_each(|policy| notes.add(&policy.notes));
        notes
    }
}

/// The statements that may be about the principal, but are not read.
fn unread_part(document: &Document) -> Document {
    let unread = document.statements.iter().filter(|one| one.presence.is_unread());
    let (version, id) = (document.version.clone(), document.id.clone());
    Document { version, id, statements: unread.cloned().collect() }
}

fn documents(policies: &[AttachedPolicy<'_>]) -> Vec<Arc<Document>> {
    policies.iter().map(|policy| policy.document.clone()).collect()
}
