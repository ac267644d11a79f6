//! A policy attached to a queue, and a queue attached to a role.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;

fn main() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let queue = stack.add("Queue", Queue::new());
    let role = stack.add("Role", Role::assumed_by(Principal::service("ecs-tasks.amazonaws.com")));
    stack.add("One", PolicyAttachment::new(queue, ManagedPolicy::aws("ReadOnlyAccess")));
    stack.add("Other", PolicyAttachment::new(role, queue));
}
