//! Writes to standard output and standard error: every text goes through the escaping of its sink, and no full or closed stream
//! makes the program panic.

use std::io::{self, Write};

use constructs::diagnostic::escape::{escape_json, escape_line, escape_text};

use crate::failure::Failure;

/// Prints a text for people.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_raw(&escape_text(text))
}

/// Prints JSON.
pub(crate) fn print_json(json: &str) -> Result<(), Failure> {
    print_raw(&escape_json(json))
}

/// Prints a text that is escaped for its sink already, such as a workflow command, XML or a Rust source.
pub(crate) fn print_raw(text: &str) -> Result<(), Failure> {
    finish(write_all(&mut io::stdout().lock(), text))
}

/// Prints a text with colors, whose parts are escaped already. The colors are dropped where standard output is not a terminal.
pub(crate) fn print_styled(text: &str) -> Result<(), Failure> {
    finish(write_all(&mut anstream::stdout().lock(), text))
}

/// Shows a text with colors on standard error, whose parts are escaped already. Nothing can be done where that fails: the exit
/// code says what happened.
pub(crate) fn show_styled(text: &str) {
    let _ = write_all(&mut anstream::stderr().lock(), text);
}

/// Shows a line on standard error, where progress goes: standard output is for results.
pub(crate) fn show_line(line: &str) {
    let _ = write_all(&mut io::stderr().lock(), &format!("{}\n", escape_line(line)));
}

fn write_all(stream: &mut impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// A reader that stops reading is not an error.
pub(crate) fn finish(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
