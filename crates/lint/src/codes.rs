//! Codes of the checks of policies.

constructs_diagnostics::codes! {
    UNKNOWN_SERVICE = "A0101", "A policy names a service that IAM does not know.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html", cfn_lint ["W3037"];
    UNKNOWN_ACTION = "A0102", "A policy names an action that its service does not have.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html", cfn_lint ["W3037"];
    OPERATION = "A0103", "A policy names an API operation that is no IAM action: other actions allow it.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html", cfn_lint ["W3037"];
    EMPTY_PATTERN = "A0104", "A pattern of actions names none.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html", cfn_lint ["W3037"];
    ACTION_SPELLING = "A0105", "An action is spelled in another way than AWS spells it; IAM takes both.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";
    UNKNOWN_KEY = "A0201", "A condition asks for a key that no action knows.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    KEY_OF_OTHER_ACTIONS = "A0202", "A condition asks for a key that the statement's action does not know: requests never have it.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
    OPERATOR_TYPE = "A0203", "A condition's operator does not compare what its key is.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
    SEVERAL_VALUES = "A0204", "A condition looks at one value of a key that has several.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html";
    CONDITION_VALUE = "A0205", "A condition's value is of another type than its operator compares.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
    VARIABLE = "A0207", "A policy variable names no condition key.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";
    ARN = "A0401", "An ARN is malformed.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
    PARTITION = "A0402", "A template names an ARN's partition.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
    TARGET = "A0403", "An action and the resources that it is granted on never meet.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    IDLE_RESOURCE = "A0404", "No action of a statement acts on one of its resources.", source "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
    EVERY_RESOURCE = "A0405", "An action that could be narrowed is allowed on every resource, under no condition that narrows it.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";
    EVERYTHING = "A0406", "Every action is allowed on every resource.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";
    ALL_BUT = "A0407", "A statement allows all but what it names.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html";
    SERVICE_PRINCIPAL = "A0501", "A service principal is unknown or misspelled.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
    OPEN_TRUST = "A0502", "Anyone can assume a role.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
    OPEN_RESOURCE = "A0503", "A resource is open to anyone.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
    ALLOW_NOT_PRINCIPAL = "A0504", "A statement allows all principals but some.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html";
    OPEN_PROVIDER = "A0505", "Whoever has a token of a shared identity provider can assume a role.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html";
    KEY_POLICY = "A0506", "A grant on a key hangs on the key's own policy.", source "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html";
    PASS_ROLE = "A0601", "`iam:PassRole` is allowed on every role.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html";
    ESCALATION = "A0602", "Whoever has a policy can raise their own rights.", source "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/";
    REDUNDANT = "A0701", "Other statements of a policy say all that a statement says (proved).", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
    SHADOWED = "A0702", "Other statements of a policy deny all that a statement allows (proved).", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
    NEVER_HOLDS = "A0703", "No request can meet a statement's conditions (proved).", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
}
