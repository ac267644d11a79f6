//! Builds the roles that the transform creates.

use constructs_document::{Entry, Node};

use super::node::At;
use super::policies::Policies;

/// A role that the transform creates.
pub(super) struct Role<'t> {
    pub(super) id: String,
    pub(super) at: At,
    pub(super) condition: Option<Node>,
    pub(super) trust: Node,
    pub(super) policies: Policies,
    pub(super) path: Option<&'t Node>,
    pub(super) boundary: Option<&'t Node>,
    pub(super) tags: Option<Node>,
}

impl<'t> Role<'t> {
    /// A role that a service assumes.
    pub(super) fn for_service(
        id: impl Into<String>,
        at: At,
        condition: Option<&Node>,
        service: &str,
    ) -> Self {
        Self {
            id: id.into(),
            at,
            condition: condition.cloned(),
            trust: at.trust(service),
            policies: Policies::default(),
            path: None,
            boundary: None,
            tags: None,
        }
    }

    pub(super) fn into_entry(self) -> Entry {
        let Self { id, at, condition, trust, policies, path, boundary, tags } = self;
        let mut properties = vec![("AssumeRolePolicyDocument", trust)];
        let Policies { managed, inline, .. } = policies;
        if !managed.is_empty() {
            properties.push(("ManagedPolicyArns", at.list(managed)));
        }
        if !inline.is_empty() {
            properties.push(("Policies", at.list(inline)));
        }
        properties.extend(path.map(|path| ("Path", path.clone())));
        properties.extend(boundary.map(|arn| ("PermissionsBoundary", arn.clone())));
        properties.extend(tags.map(|tags| ("Tags", tags)));
        at.entry(id, at.resource("AWS::IAM::Role", condition.as_ref(), properties))
    }
}
