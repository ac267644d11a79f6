//! IAM ignores the case of an action, but a search for the action does not find it.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!("sqs:sendmessage")]);
}
