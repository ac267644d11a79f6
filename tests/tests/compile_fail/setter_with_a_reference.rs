//! The handle of a resource where a text belongs: it does not say which of its attributes.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let queue = stack.add("Queue", Queue::new());
    let _ = Queue::new().queue_name(queue);
}
