//! What an action acts on has to be said where it could be several things.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!("secretsmanager:BatchGetSecretValue" on sqs::Queue)]);
    let _ = constructs::iam::allow([action!("ssm:SendCommand")]);
}
