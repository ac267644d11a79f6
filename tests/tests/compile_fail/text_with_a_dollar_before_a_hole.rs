//! A dollar sign before a hole reads as an IAM policy variable, which is no hole.

use constructs::text;

fn main() {
    let _ = text!("costs ${}", "3");
}
