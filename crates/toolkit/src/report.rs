//! What people read on standard error: diagnostics and failures, coloured on a terminal.

use std::io::Write;

use anstream::eprintln;
use constructs::Diagnostics;
use constructs::diagnostic::Severity;

use crate::failure::Failure;

pub(crate) const RED: &str = "\u{1b}[1;31m";
pub(crate) const YELLOW: &str = "\u{1b}[1;33m";
pub(crate) const BLUE: &str = "\u{1b}[1;34m";
pub(crate) const PLAIN: &str = "\u{1b}[0m";

/// Shows findings, one below the other.
pub(crate) fn diagnostics(diagnostics: &Diagnostics) {
    for diagnostic in diagnostics {
        let (colour, noun) = match diagnostic.severity {
            Severity::Error => (RED, "error"),
            Severity::Warning => (YELLOW, "warning"),
            Severity::Note => (BLUE, "note"),
        };
        let text = sanitized(&diagnostic.to_string());
        let rest = text.strip_prefix(noun).unwrap_or(&text);
        eprintln!("{colour}{noun}{PLAIN}{rest}\n");
    }
}

/// Errors stop the command, all findings with them; without any, the rest is shown.
pub(crate) fn stop_at_errors(found: Diagnostics) -> Result<(), Failure> {
    if found.has_errors() {
        return Err(Failure::Diagnostics(found));
    }
    diagnostics(&found);
    Ok(())
}

/// Shows why a command failed.
pub(crate) fn failure(failure: &Failure) {
    if let Failure::Diagnostics(found) = failure {
        diagnostics(found);
        let errors =
            found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let plural = if errors == 1 { "" } else { "s" };
        eprintln!("{RED}error{PLAIN}: {errors} mistake{plural}; nothing was written");
        return;
    }
    if matches!(failure, Failure::Findings) {
        return;
    }
    eprintln!("{RED}error{PLAIN}: {}", sanitized(&failure.to_string()));
    if let Some(help) = failure.help() {
        eprintln!("  = help: {}", sanitized(&help));
    }
}

/// Without characters that could steer a terminal or turn the reading direction.
pub(crate) fn sanitized(text: &str) -> String {
    let is_unsafe = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}' | '\u{2029}')
    };
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// One line of progress, on standard error: standard output is for results.
pub(crate) fn progress(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", sanitized(line));
}
