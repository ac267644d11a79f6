//! Codes of what is found across the stacks that are deployed together.

constructs_diagnostics::codes! {
    TOO_COMPLEX = "F0306", "A template is too complex to check completely; the rest of it was not checked.";
    NO_EXPORT = "F0401", "A template imports an export that none of the checked templates declares. Another stack may declare it.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";
}
