//! Something is added to an app that is synthesized already.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let _ = app.synth();
    stack.add("Late", Queue::new());
}
