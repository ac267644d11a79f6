//! A value without a hole.

use constructs::{ACCOUNT, REGION, text};

fn main() {
    let _ = text!("arn:aws:sqs:{}::push", REGION, ACCOUNT);
}
