//! A wildcard names no single action.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!("sqs:Send*")]);
    let _ = constructs::iam::allow([action!("sqs:*")]);
}
