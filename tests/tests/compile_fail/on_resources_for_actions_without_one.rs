//! Actions that know no resource type, allowed on a queue.

use constructs::prelude::*;
use constructs_aws::{sqs::Queue, ssmmessages};

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let queue = stack.add("Queue", Queue::new());
    let _ = allow([ssmmessages::OPEN_DATA_CHANNEL]).on([queue]);
}
