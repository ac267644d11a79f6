//! A brace that opens a hole and does not close it.

use constructs::{REGION, text};

fn main() {
    let _ = text!("chat-{", REGION);
}
