//! A hole with a name in it, as `format!` takes it.

use constructs::text;

fn main() {
    let base = "chat-dev";
    let _ = text!("{base}-queue");
    let _ = text!("{0}-queue", base);
}
