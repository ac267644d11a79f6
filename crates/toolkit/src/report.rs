//! What people read on standard error: diagnostics and failures, colored on a terminal.

use std::process::ExitCode;

use constructs::Diagnostics;
use constructs::diagnostic::Severity;
use constructs::diagnostic::escape::escape_line;

use crate::failure::Failure;
use crate::output::show_styled;

pub(crate) const RED: &str = "\u{1b}[1;31m";
pub(crate) const YELLOW: &str = "\u{1b}[1;33m";
pub(crate) const BLUE: &str = "\u{1b}[1;34m";
pub(crate) const PLAIN: &str = "\u{1b}[0m";

/// Shows findings, one below the other.
pub(crate) fn diagnostics(diagnostics: &Diagnostics) {
    for diagnostic in diagnostics {
        let (color, noun) = match diagnostic.severity {
            Severity::Error => (RED, "error"),
            Severity::Warning => (YELLOW, "warning"),
            Severity::Note => (BLUE, "note"),
        };
        // Its parts are escaped where it is rendered.
        let text = diagnostic.to_string();
        let rest = text.strip_prefix(noun).unwrap_or(&text);
        show_styled(&format!("{color}{noun}{PLAIN}{rest}\n\n"));
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

/// The exit code of a command, after showing why it failed if it did.
pub(crate) fn conclude(result: Result<(), Failure>) -> ExitCode {
    result.map_or_else(|failure| fail(&failure), |()| ExitCode::SUCCESS)
}

/// Shows why a command failed, and gives its exit code.
pub(crate) fn fail(failure: &Failure) -> ExitCode {
    show_failure(failure);
    ExitCode::from(failure.exit_code())
}

fn show_failure(failure: &Failure) {
    if let Failure::Diagnostics(found) = failure {
        diagnostics(found);
        let errors =
            found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let plural = if errors == 1 { "" } else { "s" };
        show_styled(&format!("{RED}error{PLAIN}: {errors} mistake{plural}; nothing was written\n"));
        return;
    }
    if matches!(failure, Failure::Findings) {
        return;
    }
    let mut text = format!("{RED}error{PLAIN}: {}\n", escape_line(&failure.to_string()));
    if let Failure::OutOfDate(differences) = failure {
        text.extend(differences.iter().map(|one| format!("  - {}\n", escape_line(one))));
    }
    if let Some(help) = failure.help() {
        text.push_str(&format!("  = help: {}\n", escape_line(&help)));
    }
    show_styled(&text);
}
