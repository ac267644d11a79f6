//! What `action!` takes is the name of an action in quotes.

use constructs_aws::action;

fn main() {
    let _ = constructs::iam::allow([action!()]);
    let _ = constructs::iam::allow([action!(sqs)]);
    let _ = constructs::iam::allow([action!("sqs:SendMessage" of Queue)]);
}
