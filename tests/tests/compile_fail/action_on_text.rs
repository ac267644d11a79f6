//! An action of queues, allowed on a text that nobody said is the ARN of a queue.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let _ = allow([Queue::SEND_MESSAGE]).on(["arn:aws:sqs:eu-central-1:111122223333:push"]);
}
