//! A principal of the templates and its policies, as values.

use std::sync::Arc;

use super::estate::{Estate, ResourceId};
use super::notes::Notes;
use constructs_iam::Assumption;
use constructs_iam::Document;
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Grants, Layer};

/// What a [`Principal`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalType {
    /// `AWS::IAM::Role`.
    Role,
    /// `AWS::IAM::User`.
    User,
    /// `AWS::IAM::Group`: its members have its policies.
    Group,
    /// `AWS::SSO::PermissionSet`: those who are assigned it have its policies.
    PermissionSet,
    /// A role, user or group that no template has, to which one of them attaches a policy.
    Elsewhere,
}

/// Somebody who has policies.
#[derive(Clone, Debug)]
pub struct Principal<'t> {
    /// What it is.
    pub kind: PrincipalType,
    /// The construct's path, or stack and logical id; for those elsewhere what the templates call it.
    pub name: String,
    /// Where it is declared.
    pub id: Option<ResourceId<'t>>,
    /// What identifies it in two states of the templates.
    pub(crate) key: String,
    /// In which deployments it exists.
    pub presence: Formula,
    /// Identity policies, in the order of the templates.
    pub identity: Vec<AttachedPolicy<'t>>,
    /// Who may assume it.
    pub trust: Option<AttachedPolicy<'t>>,
    /// The permissions boundary: one policy for each that it may be.
    pub boundary: Vec<AttachedPolicy<'t>>,
    /// In which deployments it has a permissions boundary.
    pub bounded: Formula,
    /// What policies of resources in these templates say of it, each as a statement of an identity policy.
    pub direct: Vec<AttachedPolicy<'t>>,
    /// What of `direct` it is granted as one of everyone: its boundary does not limit that.
    pub(crate) beyond_boundary: Vec<Arc<Document>>,
    /// Which policies of keys and roles in these templates have to agree before identity policies count.
    pub consents: Vec<Consent>,
    /// What reading it rests on.
    pub notes: Notes,
}

/// What has to agree before identity policies count, for the actions of a service.
#[derive(Clone, Debug)]
pub struct Consent {
    /// The service whose actions need it; `None`: all.
    pub service: Option<&'static str>,
    /// What agrees.
    pub layer: Layer,
}

/// A policy and where it is declared.
#[derive(Clone, Debug)]
pub struct AttachedPolicy<'t> {
    /// What people call it: the path of its construct, or an AWS managed policy's name.
    pub name: String,
    /// The resource that it is in; none for AWS managed policies.
    pub id: Option<ResourceId<'t>>,
    /// The JSON pointer of the document below the resource's properties.
    pub pointer: String,
    /// What it says. Each statement has the formula under which it is present.
    pub document: Arc<Document>,
    /// What its reading rests on.
    pub notes: Notes,
    /// Set for a policy that these templates only name: its document may say anything.
    pub external: Option<ExternalPolicy>,
}

/// A policy that is not in these templates.
#[derive(Clone, Debug)]
pub struct ExternalPolicy {
    /// Its ARN, as a message shows it.
    pub arn: String,
    /// In which deployments it is attached.
    pub presence: Formula,
}

/// The policy of a resource.
#[derive(Clone, Debug)]
pub struct ResourcePolicy<'t> {
    /// The policy.
    pub policy: AttachedPolicy<'t>,
    /// What it is about, as people call it.
    pub about: Vec<String>,
    /// The type of the resource that it is in.
    pub kind: &'t str,
}

impl<'t> AttachedPolicy<'t> {
    /// The policy at `pointer` of a resource of these templates.
    pub(super) fn from_declaration(
        estate: &Estate<'t>,
        id: ResourceId<'t>,
        pointer: &str,
        document: Document,
        notes: Notes,
    ) -> Self {
        let (name, pointer) = (estate.path(id), pointer.to_owned());
        let document = Arc::new(document);
        Self { name, id: Some(id), pointer, document, notes, external: None }
    }

    /// A document of which nothing else is known.
    pub(crate) fn from_document(document: Arc<Document>) -> Self {
        let (name, pointer, notes) = (String::new(), String::new(), Notes::default());
        Self { name, id: None, pointer, document, notes, external: None }
    }

    /// The same with another document.
    pub(super) fn with_document(&self, document: Document) -> Self {
        Self { document: Arc::new(document), ..self.clone() }
    }
}

impl Principal<'_> {
    /// What its identity policies grant, within the boundary.
    #[must_use]
    pub fn grants(&self) -> Grants {
        self.limit_to_boundary(Grants::from_shared(documents(&self.identity)), &[])
    }

    /// [`Self::grants`], with what policies of resources grant and deny it by themselves.
    #[must_use]
    pub fn grants_with_direct(&self) -> Grants {
        let own = self.identity.iter().chain(&self.direct);
        let own = own.map(|policy| policy.document.clone()).collect();
        self.limit_to_boundary(Grants::from_shared(own), &self.direct)
    }

    /// What it is granted of an action: by identity policies within the boundary, where keys and roles leave it to them, and by
    /// policies of resources.
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

    /// Within the boundary, which `beside` is outside of where the form of its principals says so.
    fn limit_to_boundary(&self, grants: Grants, beside: &[AttachedPolicy<'_>]) -> Grants {
        if self.boundary.is_empty() {
            return grants;
        }
        let mut all = documents(&self.boundary);
        match self.kind {
            PrincipalType::User => all.extend(documents(beside)),
            _ if beside.is_empty() => {}
            // What names sessions may be of this role's; the boundary does not limit it.
            _ => {
                all.extend(beside.iter().map(|policy| Arc::new(unread_part(&policy.document))));
                all.extend(self.beyond_boundary.iter().cloned());
            }
        }
        grants.limit_to_layer(Layer { documents: all, presence: self.bounded.clone() })
    }

    /// That it exists, where conditions of the templates decide that.
    #[must_use]
    pub fn existence(&self) -> Option<Assumption> {
        let principal = self.name.clone();
        (self.presence != Formula::TRUE).then_some(Assumption::PrincipalExists { principal })
    }

    /// Assumes that a permissions boundary that is not in these templates allows what the principal's policies allow.
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

    /// What all of its policies rest on.
    #[must_use]
    pub fn all_notes(&self) -> Notes {
        let mut notes = self.notes.clone();
        let policies = self.identity.iter().chain(&self.boundary).chain(&self.direct);
        policies.for_each(|policy| notes.add(&policy.notes));
        notes
    }
}

/// The statements of which it is not known whether they are about the principal.
fn unread_part(document: &Document) -> Document {
    let unread = document.statements.iter().filter(|one| one.presence.is_unread());
    let (version, id) = (document.version.clone(), document.id.clone());
    Document { version, id, statements: unread.cloned().collect() }
}

fn documents(policies: &[AttachedPolicy<'_>]) -> Vec<Arc<Document>> {
    policies.iter().map(|policy| policy.document.clone()).collect()
}
