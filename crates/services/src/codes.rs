//! Declares the codes of the rules of AWS's services.

constructs_diagnostics::codes! {
    ENVIRONMENT_SIZE = "F0701", "The environment variables of a Lambda function have more than 4,096 bytes.", source "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html", cfn_lint ["E3697"];
}
