//! A number where a text belongs.

use constructs::text;

fn main() {
    let _ = text!("queue-{}", 3);
}
