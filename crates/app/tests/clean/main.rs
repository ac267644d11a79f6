//! The program when something is wrong around it: streams that are full or closed, files that are not files, text that wants to
//! be a command, a project that is not there.
#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

#[cfg(target_os = "linux")]
mod children;
#[path = "../common/mod.rs"]
mod common;
mod files;
mod first;
mod hostile;
mod project;
mod streams;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// Seconds that a run may take, on a busy machine and in a debug build.
const MAX_SECONDS: u32 = 120;

/// How a run ended, and what it wrote.
struct Run {
    status: ExitStatus,
    stdout: String,
    stderr: String,
}

impl Run {
    fn code(&self) -> Option<i32> {
        self.status.code()
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The program in `folder`, with nothing of the `cdk` CLI's around it.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_app"));
    clean(&mut command);
    command.current_dir(folder);
    command
}

fn clean(command: &mut Command) {
    common::clean(command);
    command.env("HOME", "/nonexistent");
}

/// Runs a command, and kills it where it takes too long.
fn finish(command: &mut Command) -> Run {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let stdout = collect(child.stdout.take().expect("a pipe"));
    let stderr = collect(child.stderr.take().expect("a pipe"));
    for _ in 0..MAX_SECONDS * 50 {
        if let Some(status) = child.try_wait().expect("a status") {
            let text = |thread: thread::JoinHandle<String>| thread.join().expect("its output");
            return Run { status, stdout: text(stdout), stderr: text(stderr) };
        }
        thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
    unreachable_run(command)
}

#[expect(clippy::panic, reason = "a run that does not end fails the test")]
fn unreachable_run(command: &Command) -> ! {
    panic!("it does not end: {command:?}")
}

fn collect(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("its output");
        String::from_utf8(bytes).expect("UTF-8")
    })
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    finish(program(folder).args(arguments))
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
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

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
