//! Runs commands of the AWS CLI against the emulator.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::account::sign_in;
use super::aws::AwsProcess;
use crate::conformance::bench::Bench;
use crate::conformance::process::{Finished, Logs};
use crate::conformance::python::VirtualEnvironment;
use crate::error::{Context, Error};

/// `aws cloudformation deploy` checks every 30 seconds whether a stack is done.
const LIMIT: Duration = Duration::from_secs(180);
const PROGRAM: &str = "tests/conformance/aws.py";

/// The emulator, through the AWS CLI.
pub(in crate::conformance) struct Cloud<'c> {
    tools: &'c VirtualEnvironment,
    folder: &'c Path,
    logs: &'c Logs,
    endpoint: String,
    /// The program that runs commands in one process, and its process after the first command.
    program: PathBuf,
    process: RefCell<Option<AwsProcess>>,
}

impl<'c> Cloud<'c> {
    /// The emulator at `endpoint`, through the AWS CLI among `tools`, run in `folder`.
    pub(in crate::conformance) fn new(
        bench: &Bench<'_>,
        tools: &'c VirtualEnvironment,
        folder: &'c Path,
        logs: &'c Logs,
        endpoint: String,
    ) -> Self {
        let program = bench.workspace.path(PROGRAM);
        Self { tools, folder, logs, endpoint, program, process: RefCell::new(None) }
    }

    /// The folder that commands run in.
    pub(in crate::conformance) const fn folder(&self) -> &Path {
        self.folder
    }

    /// Runs a line of `list --commands` in a shell, against the emulator.
    pub(in crate::conformance) fn run_line(
        &self,
        name: &str,
        line: &str,
    ) -> Result<Finished, Error> {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("exec {line} --endpoint-url {}", self.endpoint));
        self.logs.run(name, self.set_environment(&mut shell), LIMIT)
    }

    /// Runs `aws` with these arguments in a process of its own, as users do.
    ///
    /// `aws cloudformation deploy` names a change set after the current second: do not run it twice for a stack in one
    /// second.
    pub(in crate::conformance) fn run_in_new_process(
        &self,
        arguments: &[&str],
    ) -> Result<Finished, Error> {
        let mut command = self.tools.command("aws");
        command.args(arguments).args(["--endpoint-url", &self.endpoint]);
        let name: Vec<&str> = arguments.iter().take(2).copied().collect();
        self.logs.run(&name.join("-"), self.set_environment(&mut command), LIMIT)
    }

    /// Runs `aws` with these arguments in the shared process.
    pub(in crate::conformance) fn run(&self, arguments: &[&str]) -> Result<Finished, Error> {
        let name: Vec<&str> = arguments.iter().take(2).copied().collect();
        let mut process = self.process.borrow_mut();
        let process = match &mut *process {
            Some(process) => process,
            none => {
                let mut command = self.tools.command("python");
                let started =
                    AwsProcess::start(self.logs, self.set_environment(command.arg(&self.program)))?;
                none.insert(started)
            }
        };
        let arguments = [arguments, &["--endpoint-url", &self.endpoint]].concat();
        process.run(self.logs, &name.join("-"), &arguments, LIMIT)
    }

    /// Runs `aws` with these arguments, and returns its output as JSON.
    pub(in crate::conformance) fn ask(&self, arguments: &[&str]) -> Result<Value, Error> {
        let doing = format!("`aws {}`", arguments.join(" "));
        let answer = self.run(arguments)?.or_error(&doing)?;
        serde_json::from_str(&answer.stdout).context(|| format!("{doing} did not print JSON"))
    }

    /// Sets the emulator's endpoint and credentials in the environment of a command, and clears the rest.
    fn set_environment<'m>(&self, command: &'m mut Command) -> &'m mut Command {
        self.tools.isolate(command);
        sign_in(command);
        command.env("AWS_DEFAULT_OUTPUT", "json").env("AWS_ENDPOINT_URL", &self.endpoint);
        command.current_dir(self.folder)
    }
}
