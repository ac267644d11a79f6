//! The reference app -> assemblies, and the lines that deploy them, by its own command line.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::bench::Bench;
use super::process::Logs;
use crate::fault::Fault;

/// What the `cdk` CLI passes to an app: not ours to pass on.
const PROTOCOL: [&str; 5] = [
    "CDK_OUTDIR",
    "CDK_CONTEXT_JSON",
    "CDK_DEFAULT_ACCOUNT",
    "CDK_DEFAULT_REGION",
    "CONTEXT_OVERFLOW_LOCATION_ENV",
];
const BUILD_LIMIT: Duration = Duration::from_secs(600);
const RUN_LIMIT: Duration = Duration::from_secs(60);

/// The reference app, built.
pub(super) struct ReferenceApp<'b> {
    bench: &'b Bench<'b>,
    logs: &'b Logs,
}

impl<'b> ReferenceApp<'b> {
    /// Builds the app.
    pub(super) fn build(bench: &'b Bench<'b>, logs: &'b Logs) -> Result<Self, Fault> {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--quiet", "--package", "app"]).current_dir(bench.workspace.path(""));
        logs.run("build", &mut cargo, BUILD_LIMIT)?.or_fault("building the app")?;
        Ok(Self { bench, logs })
    }

    /// Writes a new assembly into `folder`; `format` is `json` or `yaml`, `context` are settings as `key=value`.
    pub(super) fn synthesize(
        &self,
        folder: &Path,
        format: &str,
        context: &[&str],
    ) -> Result<(), Fault> {
        let mut arguments = vec!["synth", "--quiet", "--format", format];
        arguments.extend(context.iter().flat_map(|setting| ["--context", setting]));
        let mut command = self.command(&arguments);
        command.arg("--output").arg(folder);
        self.logs.run("synth", &mut command, RUN_LIMIT)?.or_fault("`synth`")?;
        match self.bench.breakage {
            Some(breakage) if format == "json" => breakage.apply(folder),
            _ => Ok(()),
        }
    }

    /// Runs an example of the app, built as the app is.
    pub(super) fn example(&self, name: &str, arguments: &[&str]) -> Result<(), Fault> {
        let mut cargo =
            self.cargo(&["run", "--quiet", "--package", "app", "--example", name, "--"]);
        cargo.args(arguments);
        self.logs.run(name, &mut cargo, BUILD_LIMIT)?.or_fault(&format!("`{name}`")).map(drop)
    }

    /// The names of an environment's stacks, in the order to deploy them.
    pub(super) fn stacks(&self, environment: &str, context: &[&str]) -> Result<Vec<String>, Fault> {
        self.list(&["list", "--env", environment], context)
    }

    /// The lines for a shell that deploy an environment's stacks.
    pub(super) fn deploy_lines(
        &self,
        environment: &str,
        context: &[&str],
    ) -> Result<Vec<String>, Fault> {
        self.list(&["list", "--env", environment, "--commands"], context)
    }

    /// The report of `validate` in `format`, whatever it finds.
    pub(super) fn validate(&self, format: &str, arguments: &[String]) -> Result<String, Fault> {
        let mut command = self.command(&["validate", "--format", format]);
        let answer = self.logs.run("validate", command.args(arguments), RUN_LIMIT)?;
        if answer.stdout.is_empty() {
            return Err(Fault::new(format!("`validate` gave no report ({})", answer.last_words())));
        }
        Ok(answer.stdout)
    }

    fn list(&self, arguments: &[&str], context: &[&str]) -> Result<Vec<String>, Fault> {
        let mut arguments = arguments.to_vec();
        arguments.extend(context.iter().flat_map(|setting| ["--context", setting]));
        let answer = self.logs.run("list", &mut self.command(&arguments), RUN_LIMIT)?;
        let text = answer.or_fault("`list`")?.stdout;
        Ok(text.lines().map(str::to_owned).collect())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.cargo(&["run", "--quiet", "--package", "app", "--"]);
        command.args(arguments).arg("--project").arg(self.bench.workspace.path(""));
        command
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(self.bench.workspace.path(""));
        for variable in PROTOCOL {
            command.env_remove(variable);
        }
        command
    }
}
