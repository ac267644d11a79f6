//! Text for standard output: nothing in it steers a terminal, and a reader that goes away is no fault.

use std::io::{self, Write};

use crate::failure::Failure;
use crate::report::sanitized;

/// Prints a text as it is.
pub(super) fn print_bytes(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

/// Prints a text for people.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(&sanitized(text))
}
