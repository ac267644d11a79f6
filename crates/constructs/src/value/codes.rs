//! Codes of values.

constructs_diagnostics::codes! {
    DYNAMIC_REFERENCE = "C0401", "A text contains `{{resolve:`: CloudFormation would replace it with a secret or parameter.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html";
    ARN = "C0403", "An ARN does not have the six parts of one.", source "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
    ARN_WILDCARD = "C0404", "An ARN that must name one resource contains a wildcard or a policy variable.";
    NUMBER = "C0405", "A number is infinite or NaN, which JSON can't represent.";
    ARGUMENT = "C0406", "An intrinsic function or dynamic reference has an invalid argument.";
}
