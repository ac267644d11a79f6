//! Codes of the limits.

constructs_diagnostics::codes! {
    LOGICAL_ID = "C0203", "A logical id is not `^[A-Za-z0-9]{1,255}$`.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html", cfn_lint ["E3006", "E2003", "E3011", "E6004", "E7002"];
    DESCRIPTION = "C0205", "A template's description is longer than 1,024 bytes.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-description-structure.html", cfn_lint ["E1003"];
    NAME_TAKEN = "C0208", "Two resources of one type have the same name in one account and region.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html", cfn_lint ["E3019"];
    EXPORT_TAKEN = "C0305", "Two exports of one account and region have the same name.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html", cfn_lint ["E6101"];
    EXPORT_NAME = "C0306", "An export's name is empty, longer than 255 characters, or contains more than letters, digits, `:`, and `-`.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html", cfn_lint ["E6102"];
    NULL = "C0402", "A template contains `null`, which CloudFormation rejects everywhere.", cfn_lint ["E0000"];
    RESOURCE_COUNT = "C0501", "A template has more than 500 resources.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html", cfn_lint ["E3010"];
    SECTION_COUNT = "C0502", "A template has more than 200 outputs, parameters, or mappings.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html", cfn_lint ["E2010", "E6010", "E7010"];
    TEMPLATE_SIZE = "C0503", "A template is larger than 1,000,000 bytes, or, as a warning, than the 51,200 that can be sent without S3.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html", cfn_lint ["E1002"];
    NO_RESOURCES = "C0504", "A template has no resource; CloudFormation requires at least one.", cfn_lint ["E1001"];
    ROLE_NAME = "C0601", "A role's name is longer than 64 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    POLICY_NAME = "C0602", "A policy's name is longer than 128 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    MANAGED_POLICY_SIZE = "C0603", "A managed policy is longer than 6,144 characters, white space not counted.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033"];
    INLINE_POLICY_SIZE = "C0604", "The inline policies of a role are together longer than 10,240 characters.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    TRUST_POLICY_SIZE = "C0605", "A role's trust policy is longer than 2,048 characters, the default quota.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
    ATTACHED_POLICIES = "C0606", "A role has more than 10 managed policies, the default quota.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3032"];
    IAM_DESCRIPTION = "C0607", "A role's or policy's description is longer than 1,000 characters or contains characters that IAM does not accept.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html", cfn_lint ["E3033", "E3031"];
    ROLE_NAME_TAKEN = "C0609", "Two roles have the same name; names of roles ignore case.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html", cfn_lint ["E3019"];
    IAM_PATH = "C0610", "A path does not start and end with `/`, or is longer than 512 characters.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html", cfn_lint ["E3033", "E3031"];
    SESSION_DURATION = "C0611", "A role's session lasts less than 3,600 or more than 43,200 seconds.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html", cfn_lint ["E3034"];
}
