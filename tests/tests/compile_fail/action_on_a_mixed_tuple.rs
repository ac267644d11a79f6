//! An action of queues, allowed on a queue and a secret.

use constructs::prelude::*;
use constructs_aws::{secretsmanager::Secret, sqs::Queue};

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let queue = stack.add("Queue", Queue::new());
    let secret = stack.add("Secret", Secret::new());
    let _ = allow([Queue::SEND_MESSAGE]).on((queue, secret));
}
