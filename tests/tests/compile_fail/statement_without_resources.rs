//! Actions without resources in a policy: `.on(…)` was forgotten.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let send = allow([Queue::SEND_MESSAGE]);
    let _ = ManagedPolicy::new([send]);
    let _ = ManagedPolicy::new([allow_named(["sqs:SendMessage"])]);
}
