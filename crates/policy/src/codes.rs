//! Codes of the grammar. The retired code `C0614` was about several rules: it applies to each of their codes.

constructs_diagnostics::codes! {
    ACTION_FORM = "A0106", "An action is not written `service:Action`.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html", cfn_lint ["E3510", "W3037"], formerly ["C0615"];
    UNKNOWN_OPERATOR = "A0206", "There is no condition operator of this name.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html", cfn_lint ["E3510", "E3512", "E3513", "E3530"];
    MALFORMED = "A0301", "A policy does not follow IAM's grammar.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html", cfn_lint ["E3510", "E3512", "E3513", "E3530"], formerly ["C0614"];
    EFFECT = "A0302", "A statement has no `Effect`, or another than `Allow` and `Deny`.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html", cfn_lint ["E3510", "E3512", "E3513", "E3530"];
    VERSION = "A0303", "A policy has no `Version`, or an unknown one.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html", cfn_lint ["E3510", "E3512", "E3513", "E3530"];
    SID = "A0304", "Two statements of a policy have the same Sid, or a Sid has characters other than letters and digits.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html", cfn_lint ["E3510", "E3512", "E3530"], formerly ["C0613"];
    EMPTY = "A0305", "A policy has no statement, or a list in it is empty.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html", cfn_lint ["E3510", "E3512", "E3513", "E3530"], formerly ["C0614"];
    MISPLACED = "A0306", "A statement lacks an element that policies of its kind need, or has one that they must not have.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html", cfn_lint ["E3510", "E3512", "E3513", "E3530"], formerly ["C0614", "C0617", "C0618"];
    POLICY_CHARACTER = "A0307", "A policy has a character that IAM rejects: it accepts tab, LF, CR and U+0020 to U+00FF.", source "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html", formerly ["C0608"];
    PRINCIPAL_FORM = "A0507", "A principal is not written as IAM reads it.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html", cfn_lint ["E3512", "E3513", "E3530"];
}
