//! An action of queues, allowed on the imported ARN of a secret.

use constructs::prelude::*;
use constructs_aws::{secretsmanager::Secret, sqs::Queue};

fn main() {
    let _ = allow([Queue::SEND_MESSAGE]).on([Arn::<Secret>::imported("prod:SecretArn")]);
}
