//! Commands of the AWS CLI -> what the emulator answers.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::REGION;
use super::emulator::KEY;
use crate::conformance::process::{Finished, Logs};
use crate::conformance::python::VirtualEnvironment;
use crate::fault::{Context, Fault};

const LIMIT: Duration = Duration::from_secs(60);

/// The emulator, through the AWS CLI.
pub(super) struct Cloud<'c> {
    /// Where the AWS CLI is.
    pub(super) tools: &'c VirtualEnvironment,
    /// The folder that holds `cdk.out`.
    pub(super) folder: &'c Path,
    /// Where its output is kept.
    pub(super) logs: &'c Logs,
    /// Where the emulator listens.
    pub(super) endpoint: String,
}

impl Cloud<'_> {
    /// Runs a line that `list --commands` prints, in a shell, aimed at the emulator.
    pub(super) fn run_line(&self, name: &str, line: &str) -> Result<Finished, Fault> {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("exec {line} --endpoint-url {}", self.endpoint));
        self.finish(name, shell)
    }

    /// Runs `aws` with these arguments.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Finished, Fault> {
        let mut command = self.tools.command("aws");
        command.args(arguments).args(["--endpoint-url", &self.endpoint]);
        let name: Vec<&str> = arguments.iter().take(2).copied().collect();
        self.finish(&name.join("-"), command)
    }

    /// Runs `aws` with these arguments, and returns its answer.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<Value, Fault> {
        let doing = format!("`aws {}`", arguments.join(" "));
        let answer = self.run(arguments)?.or_fault(&doing)?;
        serde_json::from_str(&answer.stdout).context(|| format!("{doing} gave no JSON"))
    }

    fn finish(&self, name: &str, mut command: Command) -> Result<Finished, Fault> {
        self.tools.isolate(&mut command);
        command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", KEY);
        command.env("AWS_DEFAULT_REGION", REGION).env("AWS_DEFAULT_OUTPUT", "json");
        command.env("AWS_EC2_METADATA_DISABLED", "true").env("AWS_MAX_ATTEMPTS", "1");
        self.logs.run(name, command.current_dir(self.folder), LIMIT)
    }
}
