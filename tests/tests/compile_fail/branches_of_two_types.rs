//! `if_` with a number in one branch and a text in the other.

use constructs::{equals, prelude::*};
use constructs_aws::sqs::Queue;

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let here = stack.add("Here", Condition::new(equals(REGION, "eu-central-1")));
    let _ = Queue::new().visibility_timeout(if_(here, 30, "60"));
}
