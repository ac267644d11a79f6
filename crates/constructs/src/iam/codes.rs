//! Codes of roles and policies.

constructs_diagnostics::codes! {
    ROLE_NAME = "C0601", "A role's name is longer than 64 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    POLICY_NAME = "C0602", "A policy's name is longer than 128 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    MANAGED_POLICY_SIZE = "C0603", "A managed policy is longer than 6,144 characters, white space not counted.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033"];
    INLINE_POLICY_SIZE = "C0604", "The inline policies of a role are together longer than 10,240 characters.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    TRUST_POLICY_SIZE = "C0605", "A role's trust policy is longer than 2,048 characters, the default quota.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    ATTACHED_POLICIES = "C0606", "A role has more than 10 managed policies, the default quota.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3032"];
    IAM_DESCRIPTION = "C0607", "A role's or policy's description is longer than 1,000 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html", cfn_lint ["E3033", "E3031"];
    POLICY_CHARACTER = "C0608", "A policy contains a character that IAM does not accept: it accepts tab, LF, CR, and U+0020 to U+00FF.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html";
    ROLE_NAME_TAKEN = "C0609", "Two roles have the same name; names of roles ignore case.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";
    IAM_PATH = "C0610", "A path does not start and end with `/`, or is longer than 512 characters.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    SESSION_DURATION = "C0611", "A role's session lasts less than 3,600 or more than 43,200 seconds.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html", cfn_lint ["E3034"];
    NOT_ATTACHABLE = "C0612", "CloudFormation can't make this attachment.";
    SID = "C0613", "A policy has one Sid twice, or a Sid contains more than letters and digits.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html", cfn_lint ["E3510"];
    EMPTY_STATEMENT = "C0614", "A statement names no action, resource, or principal, or a policy has no statement.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html", cfn_lint ["E3510"];
    ACTION_NAME = "C0615", "An action is not spelled `service:Action`.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html", cfn_lint ["E3510", "W3037"];
    CONDITION_TWICE = "C0616", "A statement has two conditions with the same operator and key; a document can't express that.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
    PRINCIPAL_PLACE = "C0617", "An identity policy names a principal, or a policy that needs a principal does not name one.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html", cfn_lint ["E3510", "E3511"];
    TRUST_RESOURCE = "C0618", "A trust policy names a resource: the role itself is its resource.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html", cfn_lint ["E3511"];
}
