//! Actions of queues and of secrets in one array.

use constructs::prelude::*;
use constructs_aws::{secretsmanager::Secret, sqs::Queue};

fn main() {
    let _ = allow([Queue::SEND_MESSAGE, Secret::GET_SECRET_VALUE]);
}
