//! With a dollar sign before it, a placeholder reads as an IAM policy variable.

use constructs::text;

fn main() {
    let _ = text!("costs ${}", "3");
}
