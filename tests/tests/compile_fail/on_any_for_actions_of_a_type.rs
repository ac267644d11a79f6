//! `.on_any()` for actions that could be narrowed.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let _ = allow([Queue::SEND_MESSAGE]).on_any();
}
