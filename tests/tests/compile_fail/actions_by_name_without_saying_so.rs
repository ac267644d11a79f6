//! An action by name, where typed ones are expected.

use constructs::prelude::*;

fn main() {
    let _ = allow(["sqs:SendMessage"]);
}
