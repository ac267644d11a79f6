//! Runs commands of the AWS CLI in one process (`tests/conformance/aws.py`), because starting the CLI is slow.

use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use crate::conformance::clock::Stopwatch;
use crate::conformance::keeper::Keeper;
use crate::conformance::process::{self, Finished, Logs};
use crate::error::{Context, Error};
use crate::files;

const STOP_LIMIT: Duration = Duration::from_secs(10);

/// A process of the AWS CLI.
pub(super) struct AwsProcess {
    child: Child,
    input: Option<ChildStdin>,
    keeper: Arc<Keeper>,
}

impl AwsProcess {
    /// Starts the process; `command` runs the program that answers.
    pub(super) fn start(logs: &Logs, command: &mut Command) -> Result<Self, Error> {
        let (mut child, keeper) = logs.start("aws", command, Stdio::piped())?;
        let input = child.stdin.take();
        Ok(Self { child, input, keeper })
    }

    /// Runs a command to its end. It is an error if it takes longer than `limit`.
    pub(super) fn run(
        &mut self,
        logs: &Logs,
        name: &str,
        arguments: &[&str],
        limit: Duration,
    ) -> Result<Finished, Error> {
        let [stdout, stderr] = logs.paths(name);
        let code = stdout.with_extension("code");
        let task =
            json!({"arguments": arguments, "stdout": stdout, "stderr": stderr, "code": code});
        let input = self.input.as_mut().context(|| "the AWS CLI has stopped".into())?;
        writeln!(input, "{task}").context(|| format!("`{name}`"))?;
        let succeeded = self.wait_for(&code, name, limit)? == "0";
        let (stdout, stderr) = (process::read(&stdout)?, process::read(&stderr)?);
        Ok(Finished { succeeded, stdout, stderr })
    }

    fn wait_for(&mut self, code: &Path, name: &str, limit: Duration) -> Result<String, Error> {
        let stopwatch = Stopwatch::start();
        loop {
            if let Some(code) = files::read_if_present(code)? {
                return Ok(code);
            }
            if !matches!(self.child.try_wait(), Ok(None)) {
                return Err(Error::new(format!("the AWS CLI ended during `{name}`")));
            }
            if stopwatch.elapsed() > limit {
                let seconds = limit.as_secs();
                return Err(Error::new(format!("`{name}` takes longer than {seconds} seconds")));
            }
            sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for AwsProcess {
    fn drop(&mut self) {
        drop(self.input.take());
        if !matches!(process::wait(&mut self.child, STOP_LIMIT), Ok(Some(_))) {
            // A process that does not get the message ends with the run.
            _ = self.keeper.kill(&self.child);
            _ = self.child.wait();
        }
        _ = self.keeper.forget(&self.child);
    }
}
