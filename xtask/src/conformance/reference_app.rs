//! Runs the reference app's command line: to synthesize assemblies, and to list the commands that deploy them.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::bench::Bench;
use super::executables;
use super::outcome::Stop;
use super::process::Logs;
use crate::error::{Context, Error};

/// Variables that the `cdk` CLI sets for an app; they are removed.
const PROTOCOL: [&str; 5] = [
    "CDK_OUTDIR",
    "CDK_CONTEXT_JSON",
    "CDK_DEFAULT_ACCOUNT",
    "CDK_DEFAULT_REGION",
    "CONTEXT_OVERFLOW_LOCATION_ENV",
];
/// The folder of the programs. It is separate, because a build with other features replaces those in the target folder.
const FOLDER: &str = "app";
const RUN_LIMIT: Duration = Duration::from_secs(60);

/// The reference app and its examples, built.
pub(super) struct ReferenceApp<'b> {
    bench: &'b Bench<'b>,
    logs: &'b Logs,
}

impl<'b> ReferenceApp<'b> {
    /// Builds the app and its examples, once in a run.
    pub(super) fn build(bench: &'b Bench<'b>, logs: &'b Logs) -> Result<Self, Stop> {
        bench.run_once(FOLDER, || {
            let folder = bench.create_shared_folder(FOLDER)?;
            let logs = bench.shared_logs(FOLDER)?;
            let what = ["--package", "app", "--bins", "--examples"];
            executables::build(bench.workspace, &logs, &what, &folder)
        })?;
        Ok(Self { bench, logs })
    }

    /// Writes a new assembly into `folder`. `format` is `json` or `yaml`; `context` has settings as `key=value`.
    pub(super) fn synthesize(
        &self,
        folder: &Path,
        format: &str,
        context: &[&str],
    ) -> Result<(), Error> {
        let mut arguments = vec!["synth", "--quiet", "--format", format];
        arguments.extend(context.iter().flat_map(|setting| ["--context", setting]));
        let mut command = self.command(&arguments);
        command.arg("--output").arg(folder);
        self.logs.run("synth", &mut command, RUN_LIMIT)?.or_error("`synth`")?;
        match self.bench.breakage {
            Some(breakage) if format == "json" => breakage.apply(folder),
            _ => Ok(()),
        }
    }

    /// Runs an example of the app, and returns its standard output.
    pub(super) fn example(&self, name: &str, arguments: &[&str]) -> Result<String, Error> {
        let mut command = self.program(name);
        let answer = self.logs.run(name, command.args(arguments), RUN_LIMIT)?;
        Ok(answer.or_error(&format!("`{name}`"))?.stdout)
    }

    /// The first line that `access can` prints on these templates.
    pub(super) fn ask_access_can(
        &self,
        templates: &Path,
        question: &[&str],
    ) -> Result<String, Error> {
        let mut command = self.program("app");
        command.args(["access", "can"]).args(question).arg("--templates").arg(templates);
        let doing = || format!("`access can {}`", question.join(" "));
        let answer = command.output().context(doing)?;
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().next().map(str::to_owned);
        match words(&answer.stdout).filter(|_| answer.status.success()) {
            Some(line) => Ok(line),
            None => {
                let why = words(&answer.stderr).unwrap_or_else(|| "no answer".to_owned());
                Err(Error::new(format!("{}: {why}", doing())))
            }
        }
    }

    /// The names of an environment's stacks, in the order to deploy them.
    pub(super) fn stacks(&self, environment: &str, context: &[&str]) -> Result<Vec<String>, Error> {
        self.list(&["list", "--env", environment], context)
    }

    /// The lines for a shell that deploy an environment's stacks.
    pub(super) fn deploy_lines(
        &self,
        environment: &str,
        context: &[&str],
    ) -> Result<Vec<String>, Error> {
        self.list(&["list", "--env", environment, "--commands"], context)
    }

    /// The report of `validate` in `format`, with or without findings.
    pub(super) fn validate(&self, format: &str, arguments: &[String]) -> Result<String, Error> {
        let mut command = self.command(&["validate", "--format", format]);
        let answer = self.logs.run("validate", command.args(arguments), RUN_LIMIT)?;
        if answer.stdout.is_empty() {
            return Err(Error::new(format!(
                "`validate` printed no report ({})",
                answer.last_words()
            )));
        }
        Ok(answer.stdout)
    }

    fn list(&self, arguments: &[&str], context: &[&str]) -> Result<Vec<String>, Error> {
        let mut arguments = arguments.to_vec();
        arguments.extend(context.iter().flat_map(|setting| ["--context", setting]));
        let answer = self.logs.run("list", &mut self.command(&arguments), RUN_LIMIT)?;
        let text = answer.or_error("`list`")?.stdout;
        Ok(text.lines().map(str::to_owned).collect())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program("app");
        command.args(arguments).arg("--project").arg(self.bench.workspace.path(""));
        command
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.bench.kept_folder(FOLDER).join(name));
        command.current_dir(self.bench.workspace.path(""));
        for variable in PROTOCOL {
            command.env_remove(variable);
        }
        command
    }
}
