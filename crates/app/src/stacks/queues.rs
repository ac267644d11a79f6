//! The queues: two to work on, each with a queue for what could not be handled.

use constructs::prelude::*;
use constructs_aws::sqs::queue::RedrivePolicy;
use constructs_aws::sqs::{Queue, QueueRef};

use crate::config::Environment;
use crate::config::Queues;

/// How often a message is tried before it goes to the dead-letter queue.
const TRIES: u32 = 5;
/// Seconds: 4 days, and the most that SQS keeps, 14.
const KEPT: u32 = 345_600;
const KEPT_DEAD: u32 = 1_209_600;

/// Adds the queues to `stack`.
pub fn add(stack: Scope<'_>, environment: &Environment) -> Queues {
    let pair = |id: &str, name: &str| {
        let dlq = queue(environment, &format!("{name}-dlq")).message_retention_period(KEPT_DEAD);
        let dlq = stack.add(format!("{id}Dlq"), dlq);
        let redrive =
            RedrivePolicy::new().dead_letter_target_arn(dlq.arn()).max_receive_count(TRIES);
        let main = queue(environment, name).message_retention_period(KEPT).redrive_policy(redrive);
        [stack.add(id, main), dlq].map(QueueRef::arn)
    };
    let [push, push_dlq] = pair("Push", "push-notification");
    let [offline, offline_dlq] = pair("Offline", "offline-message");
    Queues { main: [push, offline], dead_letter: [push_dlq, offline_dlq] }
}

/// A queue of the environment, encrypted with a key of SQS's own.
fn queue(environment: &Environment, name: &str) -> Queue {
    let (deletion, replacement) = environment.data_policies();
    Queue::new()
        .queue_name(text!("{}-{}", &environment.base_name, name))
        .sqs_managed_sse_enabled(true)
        .visibility_timeout(30)
        .deletion_policy(deletion)
        .update_replace_policy(replacement)
}
