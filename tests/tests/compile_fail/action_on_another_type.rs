//! An action of queues, allowed on a secret.

use constructs::prelude::*;
use constructs_aws::{secretsmanager::Secret, sqs::Queue};

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let secret = stack.add("Secret", Secret::new());
    let _ = allow([Queue::SEND_MESSAGE]).on([secret]);
}
