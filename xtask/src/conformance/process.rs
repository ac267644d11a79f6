//! Runs commands with a time limit, and keeps their output in files.
//!
//! INVARIANT: child processes end with a stopped process, and no process outlives the run ([`Keeper`]).

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use super::clock::Stopwatch;
use super::keeper::Keeper;
use crate::error::{Context, Error};

/// A folder for the output of processes: `03-synth.stdout`, `03-synth.stderr`.
pub(super) struct Logs {
    folder: PathBuf,
    runs: AtomicU32,
    keeper: Arc<Keeper>,
}

/// A process that has ended.
pub(super) struct Finished {
    /// Whether its exit code was zero.
    pub(super) succeeded: bool,
    /// Its standard output.
    pub(super) stdout: String,
    /// Its standard error.
    pub(super) stderr: String,
}

impl Logs {
    /// Logs in `folder`, which must exist.
    pub(super) const fn new(folder: PathBuf, keeper: Arc<Keeper>) -> Self {
        Self { folder, runs: AtomicU32::new(0), keeper }
    }

    /// Runs `command` to its end, or kills it after `limit`. The names of the logs contain `name`.
    pub(super) fn run(
        &self,
        name: &str,
        command: &mut Command,
        limit: Duration,
    ) -> Result<Finished, Error> {
        let [stdout, stderr] = self.paths(name);
        let mut child = self.spawn(command, Stdio::null(), &stdout, &stderr)?;
        let ended = wait(&mut child, limit);
        let Some(status) = ended.context(|| format!("can't wait for `{name}`"))? else {
            self.keeper.kill(&child)?;
            child.wait().context(|| format!("can't stop `{name}`"))?;
            self.keeper.forget(&child)?;
            let seconds = limit.as_secs();
            return Err(Error::new(format!("`{name}` was stopped after {seconds} seconds")));
        };
        self.keeper.forget(&child)?;
        let (stdout, stderr) = (read(&stdout)?, read(&stderr)?);
        Ok(Finished { succeeded: status.success(), stdout, stderr })
    }

    /// Starts `command` and returns while it runs. The keeper stops it when the run ends, at the latest.
    pub(super) fn start(
        &self,
        name: &str,
        command: &mut Command,
        input: Stdio,
    ) -> Result<(Child, Arc<Keeper>), Error> {
        let [stdout, stderr] = self.paths(name);
        Ok((self.spawn(command, input, &stdout, &stderr)?, Arc::clone(&self.keeper)))
    }

    /// Paths of two new files for the two outputs of a process.
    pub(super) fn paths(&self, name: &str) -> [PathBuf; 2] {
        let number = self.runs.fetch_add(1, Ordering::Relaxed) + 1;
        let stem = format!("{number:02}-{name}");
        ["stdout", "stderr"].map(|stream| self.folder.join(format!("{stem}.{stream}")))
    }

    fn spawn(
        &self,
        command: &mut Command,
        input: Stdio,
        stdout: &Path,
        stderr: &Path,
    ) -> Result<Child, Error> {
        let file = |path: &Path| {
            File::create(path).context(|| format!("can't write `{}`", path.display()))
        };
        command.stdin(input).stdout(file(stdout)?).stderr(file(stderr)?);
        self.keeper.spawn(command)
    }
}

impl Finished {
    /// Returns an error with the last line of output if the process failed.
    pub(super) fn or_error(self, doing: &str) -> Result<Self, Error> {
        if self.succeeded {
            return Ok(self);
        }
        Err(Error::new(format!("{doing} failed: {}", self.last_words())))
    }

    /// All output.
    pub(super) fn text(&self) -> String {
        format!("{}\n{}", self.stdout, self.stderr)
    }

    /// The last line of its standard error, or of its standard output if that is empty.
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

/// Reads the output of a process from a file. Replaces bytes that are not UTF-8.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(path).context(|| format!("can't read `{}`", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
