//! `.on_every()` without saying why.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let _ = allow([Queue::SEND_MESSAGE]).on_every();
}
