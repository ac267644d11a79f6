//! Declares the codes of the checks of policies.

constructs_diagnostics::codes! {
    UNKNOWN_SERVICE = "A0101", "A policy names a service that IAM does not have.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html", cfn_lint ["W3037"];
    UNKNOWN_ACTION = "A0102", "A policy names an action that its service does not have.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html", cfn_lint ["W3037"];
    OPERATION = "A0103", "A policy names an API operation that is not an IAM action; other actions allow it.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html", cfn_lint ["W3037"];
    EMPTY_PATTERN = "A0104", "A pattern matches no action.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html", cfn_lint ["W3037"];
    ACTION_SPELLING = "A0105", "AWS spells an action differently; IAM accepts both.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";
    UNKNOWN_KEY = "A0201", "A condition uses a key that no action supports.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    KEY_OF_OTHER_ACTIONS = "A0202", "A condition uses a key that the statement's action does not support, so its requests never have the key.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
    OPERATOR_TYPE = "A0203", "A condition's operator can't compare its key.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
    SEVERAL_VALUES = "A0204", "A condition's operator does not suit the number of values of its key.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html";
    CONDITION_VALUE = "A0205", "A condition's operator can't compare its value.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
    VARIABLE = "A0207", "A policy variable is not a condition key.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";
    ARN = "A0401", "An ARN is malformed.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html", cfn_lint ["E3514"];
    PARTITION = "A0402", "An ARN in a template is valid in one partition only.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
    TARGET = "A0403", "An action does not apply to the resources of its statement.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    IDLE_RESOURCE = "A0404", "No action of a statement applies to one of its resources.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    EVERY_RESOURCE = "A0405", "A statement allows an action on every resource although the action can be limited, and no condition limits it.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html", cdk_nag ["AwsSolutions-IAM5"];
    EVERYTHING = "A0406", "A statement allows every action on every resource.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html", cdk_nag ["AwsSolutions-IAM5", "HIPAA.Security-IAMPolicyNoStatementsWithAdminAccess", "NIST.800.53.R4-IAMPolicyNoStatementsWithAdminAccess", "NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess", "PCI.DSS.321-IAMPolicyNoStatementsWithAdminAccess"];
    ALL_BUT = "A0407", "A statement allows everything except what it names.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html";
    OTHER_RESOURCE = "A0408", "The policy of a bucket names something else.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html", cfn_lint ["E3514"];
    SERVICE_PRINCIPAL = "A0501", "A service principal is unknown or misspelled.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
    OPEN_TRUST = "A0502", "Anyone can assume a role.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
    OPEN_RESOURCE = "A0503", "A resource is open to everyone.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html", cdk_nag ["AwsSolutions-ECR1", "AwsSolutions-EVB1", "AwsSolutions-OS5"];
    ALLOW_NOT_PRINCIPAL = "A0504", "A statement allows all principals except those that it names.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html";
    OPEN_PROVIDER = "A0505", "Anyone with a token of a shared identity provider can assume a role.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html";
    KEY_POLICY = "A0506", "A grant on a key depends on the key policy.", source "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html";
    PASS_ROLE = "A0601", "`iam:PassRole` is allowed on every role.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html";
    ESCALATION = "A0602", "A principal with a policy can escalate its privileges.", source "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/";
    REDUNDANT = "A0701", "Other statements of a policy make a statement redundant (proved).", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
    SHADOWED = "A0702", "Other statements of a policy deny everything that a statement allows (proved).", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
    NEVER_HOLDS = "A0703", "No request can satisfy a statement's conditions (proved).", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
}
