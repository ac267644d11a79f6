//! Codes of roles and policies.

pub use constructs_policy::codes::{ACTION_FORM, EMPTY, MISPLACED, POLICY_CHARACTER, SID};

constructs_diagnostics::codes! {
    ROLE_NAME = "C0601", "A role's name is longer than 64 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    POLICY_NAME = "C0602", "A policy's name is longer than 128 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    MANAGED_POLICY_SIZE = "C0603", "A managed policy is longer than 6,144 characters, white space not counted.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033"];
    INLINE_POLICY_SIZE = "C0604", "The inline policies of a role are together longer than 10,240 characters.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    TRUST_POLICY_SIZE = "C0605", "A role's trust policy is longer than 2,048 characters, the default quota.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    ATTACHED_POLICIES = "C0606", "A role has more than 10 managed policies, the default quota.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3032"];
    IAM_DESCRIPTION = "C0607", "A role's or policy's description is longer than 1,000 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html", cfn_lint ["E3033", "E3031"];
    ROLE_NAME_TAKEN = "C0609", "Two roles have the same name; names of roles ignore case.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";
    IAM_PATH = "C0610", "A path does not start and end with `/`, or is longer than 512 characters.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    SESSION_DURATION = "C0611", "A role's session lasts less than 3,600 or more than 43,200 seconds.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html", cfn_lint ["E3034"];
    NOT_ATTACHABLE = "C0612", "CloudFormation can't make this attachment.";
    CONDITION_TWICE = "C0616", "A statement has two conditions with the same operator and key; a document can't express that.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
}
