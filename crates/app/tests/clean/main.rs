//! The program when something is wrong around it: streams that are full or closed, files that are not files, text that wants to
//! be a command, a project that is not there.
#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

mod files;
mod first;
mod hostile;
mod project;
mod streams;

use std::path::{Path, PathBuf};
use std::process::Command;

use constructs_fixtures::program::{self, Run, clean, finish, folder, names};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The program in `folder`.
fn program(folder: &Path) -> Command {
    program::program(env!("CARGO_BIN_EXE_app"), folder)
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    finish(program(folder).args(arguments))
}

/// A project of the reference app with one environment.
const CDK_JSON: &str = r#"{
  "app": "app synth",
  "context": {
    "environments": {
      "dev": {
        "baseName": "chat-dev"
      }
    }
  }
}
"#;
