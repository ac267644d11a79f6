//! An API operation is no action.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!("sqs:DeleteMessageBatch")]);
}
