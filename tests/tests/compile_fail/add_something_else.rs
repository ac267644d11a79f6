//! A value that is not a construct is added.

use constructs::prelude::*;

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    stack.add("Text", "chat-dev");
    stack.add("Statement", allow_named(["sqs:SendMessage"]).on(["*"]));
}
