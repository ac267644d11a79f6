//! What one subject gained and lost between two states, as a value.

use serde::Serialize;

use constructs_iam::implies::{Answer, Witness};

/// The permissions that one principal, or the callers of one resource policy, gained and lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The principal, or the resource with the policy.
    pub subject: String,
    /// Whether the subject is a resource with a policy.
    pub is_resource_policy: bool,
    /// Whether the subject is in the new state only.
    pub is_new: bool,
    /// Whether the subject is in the old state only.
    pub is_gone: bool,
    /// Its path in the old state, if it has moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<String>,
    /// The old and the new name, if the name changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<(String, String)>,
    /// The permissions of the new state only.
    pub gained: Vec<AccessDifference>,
    /// The permissions of the old state only.
    pub lost: Vec<AccessDifference>,
}

/// An action on a resource, or a caller that may assume a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessDifference {
    /// The actions and resources in the policy's words.
    pub text: String,
    /// The policy, and the statement's Sid or number.
    pub policy: String,
    /// A request that shows the difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Why the difference is undecided, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl AccessDifference {
    pub(super) fn new(text: String, policy: String, answer: Answer) -> Self {
        Self { text, policy, witness: answer.witness, reason: answer.reason }
    }

    /// A difference that no comparison can decide.
    pub(super) fn undecided(text: &str, policy: &str, reason: String) -> Self {
        let (text, policy) = (text.to_owned(), policy.to_owned());
        Self { text, policy, witness: None, reason: Some(reason) }
    }
}

impl Change {
    /// Whether the subject can do more, or might.
    #[must_use]
    pub fn is_gain(&self) -> bool {
        !self.gained.is_empty()
    }

    pub(super) fn is_reported(&self) -> bool {
        let is_other = self.moved_from.is_some() || self.renamed.is_some();
        let differs = !self.gained.is_empty() || !self.lost.is_empty();
        differs || (!self.is_resource_policy && (self.is_new || self.is_gone || is_other))
    }
}
