//! A rule that adds: the tree is frozen when rules run.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    app.root().aspect(move |resource| {
        stack.add("Late", Queue::new());
        let _ = resource;
    });
    let _ = app.synth();
}
