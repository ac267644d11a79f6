//! The app that speed is measured on: stacks of queues, each stack referring to the one before.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;
use constructs_aws::sqs::queue::RedrivePolicy;

/// `stacks` times `queues` queues; the first `references` of each stack redrive to those of the one before.
pub(crate) fn app(stacks: u32, queues: u32, references: u32) -> App {
    let app = App::new();
    let mut before: Vec<Arn<Queue>> = Vec::new();
    for stack in 0..stacks {
        let scope = app.stack(format!("Scale{stack}"), Stack::named(format!("scale-{stack}")));
        let mut here = Vec::new();
        for number in 0..queues {
            let mut queue = Queue::new()
                .queue_name(format!("q_{stack}_{number}"))
                .visibility_timeout(30)
                .message_retention_period(345_600);
            if let Some(target) = before.get(number as usize) {
                let redrive = RedrivePolicy::new()
                    .dead_letter_target_arn(target.clone())
                    .max_receive_count(5);
                queue = queue.redrive_policy(redrive);
            }
            let queue = scope.add(format!("Queue{number}"), queue);
            if number < references {
                here.push(queue.arn());
            }
        }
        before = here;
    }
    app
}
