//! IAM takes any case; whoever searches for an action does not.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!("sqs:sendmessage")]);
}
