//! Commands of the AWS CLI -> what the emulator answers.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::{KEY, REGION};
use crate::conformance::process::{Finished, Logs};
use crate::conformance::python::VirtualEnvironment;
use crate::fault::{Context, Fault};

const LIMIT: Duration = Duration::from_secs(60);

/// The emulator, through the AWS CLI.
pub(in crate::conformance) struct Cloud<'c> {
    tools: &'c VirtualEnvironment,
    folder: &'c Path,
    logs: &'c Logs,
    endpoint: String,
}

impl<'c> Cloud<'c> {
    /// The emulator at `endpoint`, through the AWS CLI among `tools`, run in `folder`.
    pub(in crate::conformance) const fn new(
        tools: &'c VirtualEnvironment,
        folder: &'c Path,
        logs: &'c Logs,
        endpoint: String,
    ) -> Self {
        Self { tools, folder, logs, endpoint }
    }

    /// The folder that commands run in.
    pub(in crate::conformance) const fn folder(&self) -> &Path {
        self.folder
    }

    /// Runs a line that `list --commands` prints, in a shell, aimed at the emulator.
    pub(in crate::conformance) fn run_line(
        &self,
        name: &str,
        line: &str,
    ) -> Result<Finished, Fault> {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("exec {line} --endpoint-url {}", self.endpoint));
        self.finish(name, shell)
    }

    /// Runs `aws` with these arguments.
    pub(in crate::conformance) fn run(&self, arguments: &[&str]) -> Result<Finished, Fault> {
        let mut command = self.tools.command("aws");
        command.args(arguments).args(["--endpoint-url", &self.endpoint]);
        let name: Vec<&str> = arguments.iter().take(2).copied().collect();
        self.finish(&name.join("-"), command)
    }

    /// Runs `aws` with these arguments, and returns its answer.
    pub(in crate::conformance) fn ask(&self, arguments: &[&str]) -> Result<Value, Fault> {
        let doing = format!("`aws {}`", arguments.join(" "));
        let answer = self.run(arguments)?.or_fault(&doing)?;
        serde_json::from_str(&answer.stdout).context(|| format!("{doing} gave no JSON"))
    }

    fn finish(&self, name: &str, mut command: Command) -> Result<Finished, Fault> {
        self.tools.isolate(&mut command);
        sign_in(&mut command);
        command.env("AWS_DEFAULT_OUTPUT", "json").env("AWS_ENDPOINT_URL", &self.endpoint);
        self.logs.run(name, command.current_dir(self.folder), LIMIT)
    }
}

/// Gives `command` the emulator's account and region.
pub(in crate::conformance) fn sign_in(command: &mut Command) {
    command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", KEY);
    command.env("AWS_DEFAULT_REGION", REGION).env("AWS_REGION", REGION);
    command.env("AWS_EC2_METADATA_DISABLED", "true").env("AWS_MAX_ATTEMPTS", "1");
}
