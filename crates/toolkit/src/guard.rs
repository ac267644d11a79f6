//! This program -> an engine for rules in the Guard language, which runs in a child that is this program again.

use std::io::{self, stdin, stdout};
use std::process::ExitCode;

use constructs_guard::serve_child;
pub use constructs_guard::{Engine, GuardError, Limits, Rules, TemplateText, View};

/// The hidden command under which a program of [`run`](crate::run) is the engine's child.
pub const COMMAND: &str = "guard-engine";

/// An engine whose children are this program, which has to be one of [`run`](crate::run): its own `main` runs in them first.
///
/// # Errors
/// Where the system does not say which file this program is.
pub fn engine(limits: Limits) -> io::Result<Engine> {
    let program = std::env::current_exe()?;
    Ok(Engine::new([program.into_os_string(), COMMAND.into()], limits))
}

/// The child's whole life.
pub(crate) fn serve() -> ExitCode {
    match serve_child(stdin(), stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody reads what it says.
        Err(_) => ExitCode::from(3),
    }
}
