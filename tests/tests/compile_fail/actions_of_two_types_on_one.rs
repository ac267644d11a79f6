//! Actions of queues and of secrets, allowed on a queue.

use constructs::prelude::*;
use constructs_aws::{secretsmanager::Secret, sqs::Queue};

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let queue = stack.add("Queue", Queue::new());
    let _ = allow((Queue::SEND_MESSAGE, Secret::GET_SECRET_VALUE)).on([queue]);
}
