//! A command -> what it wrote and whether it succeeded, within a time limit and with its output kept in files.
//!
//! INVARIANT: a process that is stopped takes along what it started, and none outlives the run ([`Keeper`]).

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

/// A folder that keeps what processes write: `03-synth.stdout`, `03-synth.stderr`.
pub(super) struct Logs {
    folder: PathBuf,
    runs: AtomicU32,
    keeper: Arc<Keeper>,
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
    pub(super) const fn new(folder: PathBuf, keeper: Arc<Keeper>) -> Self {
        Self { folder, runs: AtomicU32::new(0), keeper }
    }

    /// Runs `command` to its end, or kills it after `limit`; `name` goes into the logs' names.
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

    /// Starts `command` and leaves it running: the keeper stops it, at the latest when the run ends.
    pub(super) fn start(
        &self,
        name: &str,
        command: &mut Command,
        input: Stdio,
    ) -> Result<(Child, Arc<Keeper>), Error> {
        let [stdout, stderr] = self.paths(name);
        Ok((self.spawn(command, input, &stdout, &stderr)?, Arc::clone(&self.keeper)))
    }

    /// Two new files, for the two outputs of one more process.
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
    /// This, or an error with the last line that it wrote.
    pub(super) fn or_error(self, doing: &str) -> Result<Self, Error> {
        if self.succeeded {
            return Ok(self);
        }
        Err(Error::new(format!("{doing} failed: {}", self.last_words())))
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

/// What a process wrote into a file, whatever its encoding.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(path).context(|| format!("can't read `{}`", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
