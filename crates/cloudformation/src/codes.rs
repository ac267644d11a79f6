//! Codes of what is found across the stacks that are deployed together.

constructs_diagnostics::codes! {
    TOO_COMPLEX = "F0306", "A template is too complex to check completely; the rest of it was not checked.";
    NO_EXPORT = "F0401", "A template imports an export that none of the checked templates declares. Another stack may declare it.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
    NESTED_PARAMETER = "F0402", "A stack passes a parameter that the template of its nested stack lacks, or does not pass one that the template requires.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html", cfn_lint ["E3043"];
    NESTED_VALUE = "F0403", "A stack passes a value that breaks the constraints of a parameter of its nested stack.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html";
    NESTED_OUTPUT = "F0404", "A stack reads an output that the template of its nested stack lacks.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html", cfn_lint ["E1010"];
}
