//! A line for a person -> standard output, whether or not anybody still reads it.

use std::io::Write;

/// Prints a line. A reader that is gone (`cargo xtask facts | head`) is not an error: what follows is left unsaid.
pub(crate) fn say(line: &str) {
    let _nobody_reads = writeln!(std::io::stdout().lock(), "{line}");
}
