//! Codes of roles and policies.

pub use constructs_limits::codes::{
    ATTACHED_POLICIES, IAM_DESCRIPTION, IAM_PATH, INLINE_POLICY_SIZE, MANAGED_POLICY_SIZE,
    POLICY_NAME, ROLE_NAME, ROLE_NAME_TAKEN, SESSION_DURATION, TRUST_POLICY_SIZE,
};
pub use constructs_policy::codes::{ACTION_FORM, EMPTY, MISPLACED, POLICY_CHARACTER, SID};

constructs_diagnostics::codes! {
    NOT_ATTACHABLE = "C0612", "CloudFormation can't make this attachment.";
    CONDITION_TWICE = "C0616", "A statement has two conditions with the same operator and key; a document can't express that.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
}
