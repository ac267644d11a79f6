//! The program when something is wrong around it: streams that are full or closed, files that are not files, text that wants to
//! be a command, and children that outlive it.
#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

#[cfg(target_os = "linux")]
mod children;
mod files;
mod hostile;
mod streams;

use std::path::Path;
use std::process::Command;

use constructs_fixtures::program::{self, Run, finish, folder};

/// The program in `folder`.
fn program(folder: &Path) -> Command {
    program::program(env!("CARGO_BIN_EXE_constructs"), folder)
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    finish(program(folder).args(arguments))
}
