//! A hole without a value.

use constructs::{REGION, text};

fn main() {
    let _ = text!("arn:aws:sqs:{}:{}:push", REGION);
}
