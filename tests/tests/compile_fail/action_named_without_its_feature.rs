//! The service's feature has to be on.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!("codebuild:StartBuild")]);
    let _ = constructs::iam::allow([action!("kinesis:StartStreamEncryption" on kms::Key)]);
}
