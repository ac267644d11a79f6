//! Declares the codes of the rules of AWS's services.

constructs_diagnostics::codes! {
    ENVIRONMENT_SIZE = "F0701", "The environment variables of a Lambda function have more than 4,096 bytes.", source "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html", cfn_lint ["E3697"];

    RUNTIME_UPDATE = "F0901", "Lambda no longer updates functions with this runtime.", source "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html", cfn_lint ["E2533"];
    RUNTIME_CREATE = "F0902", "Lambda no longer creates functions with this runtime. This is an error if the previous assembly lacks the function.", source "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html", cfn_lint ["E2531"];
    RUNTIME_DEPRECATED = "F0903", "A Lambda runtime is deprecated.", source "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html", cfn_lint ["W2531"];
    TYPE_IN_REGION = "F0904", "A region of the deployment does not have this resource type.", source "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-type-schemas.html", cfn_lint ["E3006"];
    SERVICE_ENDED = "F0905", "AWS shut down the service of this resource type.", source "https://docs.aws.amazon.com/general/latest/gr/full_shutdown_services.html", cfn_lint ["E3710"];
    SERVICE_RETIRING = "F0906", "AWS announced the end of the service of this resource type.", source "https://docs.aws.amazon.com/general/latest/gr/sunset_services.html", cfn_lint ["W3696"];
}
