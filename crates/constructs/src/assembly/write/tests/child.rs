//! Writes in another process: starts this test binary again with one test and two variables.

use super::{UNSYNCED, new, old, third};
use crate::assembly::write::{OutputFile, WriteError, WriteOptions, write, write_stepwise};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;
use std::{env, io};

const JOB: &str = "CONSTRUCTS_TEST_JOB";
const FOLDER: &str = "CONSTRUCTS_TEST_FOLDER";

/// The running process.
pub(super) struct Child {
    process: std::process::Child,
    output: BufReader<ChildStdout>,
}

impl Child {
    /// Starts `job` (see [`child`]) on a folder.
    pub(super) fn start(job: &str, folder: &Path) -> Self {
        Self::start_by(Command::new(env::current_exe().unwrap()), job, folder)
    }

    /// Starts it by a command that ends in the test binary.
    pub(super) fn start_by(mut command: Command, job: &str, folder: &Path) -> Self {
        let (_, module) = module_path!().split_once("::").unwrap();
        command.args([
            "--exact",
            &format!("{module}::child"),
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ]);
        let mut process =
            command.env(JOB, job).env(FOLDER, folder).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        Self { process, output }
    }

    /// Waits for a word of the child: `stopped` or a result. `None` when it ended without one.
    pub(super) fn word(&mut self) -> Option<String> {
        let lines = self.output.by_ref().lines().map(Result::unwrap);
        lines.filter_map(|line| line.split_once("child: ").map(|(_, word)| word.to_owned())).next()
    }

    /// Whether it got to where it waits for its end.
    pub(super) fn has_stopped(&mut self) -> bool {
        self.word().as_deref() == Some("stopped")
    }

    /// SIGKILL.
    pub(super) fn kill(mut self) {
        self.process.kill().unwrap();
        let status = self.process.wait().unwrap();
        #[cfg(unix)]
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9));
        assert!(!status.success());
    }

    /// Waits for its own end.
    pub(super) fn end(mut self) -> ExitStatus {
        self.process.wait().unwrap()
    }
}

fn say(word: &str) {
    println!("\nchild: {word}");
    io::stdout().flush().unwrap();
}

/// Jobs: `stop N` writes `new()` and stops before step N; `alternate` writes two assemblies in turn until killed;
/// `many N` writes one of two, by the parity of N, a hundred times; `big` writes a large file and tells the result.
#[test]
#[ignore = "a part of other tests, which start it in a process of its own"]
fn child() {
    let (Ok(job), Ok(folder)) = (env::var(JOB), env::var(FOLDER)) else {
        return;
    };
    let folder = PathBuf::from(folder);
    match job.split_once(' ') {
        Some(("stop", step)) => stop_at(step.parse().unwrap(), &folder),
        Some(("many", which)) => many(which.parse().unwrap(), &folder),
        _ if job == "alternate" => alternate(&folder),
        _ => big(&folder),
    }
}

fn stop_at(stop: usize, folder: &Path) {
    let mut count = 0;
    let result = write_stepwise(folder, &new(), &WriteOptions::default(), &mut |_, _| {
        count += 1;
        if count == stop {
            say("stopped");
            sleep(Duration::from_secs(60)); // Until it is killed.
        }
        Ok(())
    });
    result.unwrap();
}

fn alternate(folder: &Path) {
    say("stopped");
    loop {
        write(folder, &new(), &UNSYNCED).unwrap();
        write(folder, &old(), &UNSYNCED).unwrap();
    }
}

fn many(which: usize, folder: &Path) {
    let files = if which.is_multiple_of(2) { new() } else { third() };
    for _ in 0..100 {
        write(folder, &files, &UNSYNCED).unwrap();
    }
}

fn big(folder: &Path) {
    let mut files = new();
    files.push(OutputFile { name: "Big.template.json".into(), bytes: vec![b' '; 1 << 20].into() });
    match write(folder, &files, &WriteOptions::default()) {
        Err(WriteError::Untouched(fault)) => {
            say(&format!("{:?} {:?}", fault.operation, fault.reason.kind()))
        }
        result => say(&format!("{result:?}")),
    }
}
