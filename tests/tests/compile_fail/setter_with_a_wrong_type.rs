//! A text where a number belongs, and a text of another resource where a number belongs.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let queue = stack.add("Queue", Queue::new().visibility_timeout("30"));
    let _ = Queue::new().visibility_timeout(queue.arn());
    let _ = Queue::new().fifo_queue(1);
}
