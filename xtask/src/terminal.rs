//! Prints lines to standard output.

use std::io::Write;

/// Prints a line. It is not an error if the reader has closed the pipe (`cargo xtask facts | head`).
pub(crate) fn say(line: &str) {
    let _closed = writeln!(std::io::stdout().lock(), "{line}");
}
