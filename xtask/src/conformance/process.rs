//! A command -> what it wrote and whether it succeeded, within a time limit and with its output kept in files.

use std::cell::Cell;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::clock::Stopwatch;
use crate::fault::{Context, Fault};

/// A folder that keeps what processes write: `03-synth.stdout`, `03-synth.stderr`.
pub(super) struct Logs {
    folder: PathBuf,
    runs: Cell<u32>,
}

/// A process that has ended.
pub(super) struct Finished {
    /// Whether its exit code was zero.
    pub(super) succeeded: bool,
    /// What it wrote to its standard output.
    pub(super) stdout: String,
    /// What it wrote to its standard error.
    pub(super) stderr: String,
}

impl Logs {
    /// Logs in `folder`, which has to be there.
    pub(super) const fn new(folder: PathBuf) -> Self {
        Self { folder, runs: Cell::new(0) }
    }

    /// Runs `command` to its end, or kills it after `limit`; `name` goes into the logs' names.
    pub(super) fn run(
        &self,
        name: &str,
        command: &mut Command,
        limit: Duration,
    ) -> Result<Finished, Fault> {
        let [stdout, stderr] = self.paths(name);
        let mut child = spawn(command, &stdout, &stderr)?;
        let ended = wait(&mut child, limit);
        let Some(status) = ended.context(|| format!("can't wait for `{name}`"))? else {
            let killed = child.kill().and_then(|()| child.wait());
            killed.context(|| format!("can't stop `{name}`"))?;
            let seconds = limit.as_secs();
            return Err(Fault::new(format!("`{name}` was stopped after {seconds} seconds")));
        };
        let (stdout, stderr) = (read(&stdout)?, read(&stderr)?);
        Ok(Finished { succeeded: status.success(), stdout, stderr })
    }

    /// Starts `command` and leaves it running.
    pub(super) fn start(&self, name: &str, command: &mut Command) -> Result<Child, Fault> {
        let [stdout, stderr] = self.paths(name);
        spawn(command, &stdout, &stderr)
    }

    fn paths(&self, name: &str) -> [PathBuf; 2] {
        self.runs.set(self.runs.get() + 1);
        let stem = format!("{:02}-{name}", self.runs.get());
        ["stdout", "stderr"].map(|stream| self.folder.join(format!("{stem}.{stream}")))
    }
}

impl Finished {
    /// This, or a fault with the last line that it wrote.
    pub(super) fn or_fault(self, doing: &str) -> Result<Self, Fault> {
        if self.succeeded {
            return Ok(self);
        }
        Err(Fault::new(format!("{doing} failed: {}", self.last_words())))
    }

    /// All that it wrote.
    pub(super) fn text(&self) -> String {
        format!("{}\n{}", self.stdout, self.stderr)
    }

    /// The last line that it wrote, to its standard error if anything went there.
    pub(super) fn last_words(&self) -> &str {
        let mut lines = self.stdout.lines().chain(self.stderr.lines()).map(str::trim);
        lines.rfind(|line| !line.is_empty()).unwrap_or("it wrote nothing")
    }
}

/// Waits until `child` ends, but not longer than `limit`.
pub(super) fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let stopwatch = Stopwatch::start();
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(Some(status)),
            None if stopwatch.elapsed() > limit => return Ok(None),
            None => sleep(Duration::from_millis(10)),
        }
    }
}

fn spawn(command: &mut Command, stdout: &Path, stderr: &Path) -> Result<Child, Fault> {
    let file =
        |path: &Path| File::create(path).context(|| format!("can't write `{}`", path.display()));
    command.stdin(Stdio::null()).stdout(file(stdout)?).stderr(file(stderr)?);
    let program = command.get_program().to_string_lossy().into_owned();
    command.spawn().context(|| format!("can't start `{program}`"))
}

fn read(path: &Path) -> Result<String, Fault> {
    let bytes = std::fs::read(path).context(|| format!("can't read `{}`", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
