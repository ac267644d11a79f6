//! What one subject gained and lost between two states, as a value.

use serde::Serialize;

use constructs_iam::implies::{Answer, Witness};

/// What one principal, or those whom one resource's policy names, gained or lost, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The principal, or the resource with the policy.
    pub subject: String,
    /// Whether it is about the policy of a resource.
    pub is_resource_policy: bool,
    /// Whether it is in the new state only.
    pub is_new: bool,
    /// Whether it is in the old state only.
    pub is_gone: bool,
    /// Its path in the old state, if it has moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<String>,
    /// What it was called and what it is called now, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<(String, String)>,
    /// What can be done that could not be.
    pub gained: Vec<AccessDifference>,
    /// What could be done and no longer can.
    pub lost: Vec<AccessDifference>,
}

/// An action on a resource, or somebody who may assume a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessDifference {
    /// What is said: actions and resource as the policy has them.
    pub text: String,
    /// The policy, and the statement's Sid or number.
    pub policy: String,
    /// A request that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Why it is not decided, where it isn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl AccessDifference {
    pub(super) fn new(text: String, policy: String, answer: Answer) -> Self {
        Self { text, policy, witness: answer.witness, reason: answer.reason }
    }

    /// One that no comparison decides.
    pub(super) fn undecided(text: &str, policy: &str, reason: String) -> Self {
        let (text, policy) = (text.to_owned(), policy.to_owned());
        Self { text, policy, witness: None, reason: Some(reason) }
    }
}

impl Change {
    /// Whether somebody can do more, or might.
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
