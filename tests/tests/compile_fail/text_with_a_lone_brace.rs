//! A brace that neither opens nor closes a hole.

use constructs::text;

fn main() {
    let _ = text!("chat-dev}");
}
