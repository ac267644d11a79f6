//! An API operation is not an action.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!("sqs:DeleteMessageBatch")]);
}
