//! The command line of an app, as clap reads it. The program without an app shares its options: `standalone.rs`.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use constructs::assembly;

pub(crate) use crate::access::arguments::AccessOptions;
use crate::validate::DeploymentOptions;
use crate::validate::arguments::{EXAMPLES, FindingOptions};

/// Writes, checks and proves the CloudFormation templates of this app.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Set a context value, over `cdk.json`:{n}`-c environments.dev.multiAz=true`
    #[arg(short = 'c', long = "context", value_name = "KEY=VALUE", global = true)]
    pub(crate) context: Vec<String>,

    #[command(flatten)]
    pub(crate) project: ProjectFolder,
}

/// The project.
#[derive(Args)]
pub(crate) struct ProjectFolder {
    /// Folder of `cdk.json` [default: the nearest one,{n}from here or from the program upwards]
    #[arg(long = "project", value_name = "DIR", global = true)]
    folder: Option<PathBuf>,
}

impl ProjectFolder {
    /// The folder that the user named.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.folder.as_deref()
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write the templates, and what the `cdk` CLI needs
    Synth(SynthOptions),
    /// List the stacks in the order to deploy them
    #[command(visible_alias = "ls")]
    List(ListOptions),
    /// Check rules as a child of this program, within limits
    #[cfg(feature = "guard")]
    #[command(hide = true)]
    GuardEngine,
    /// Check templates: schemas, limits, IAM, own rules
    #[command(after_help = EXAMPLES)]
    Validate(ValidateOptions),
    /// Prove, list and compare what roles can do
    Access(AccessOptions),
}

/// Which stacks.
#[derive(Args)]
pub(crate) struct Selection {
    /// Build one environment only
    #[arg(long, value_name = "NAME")]
    pub(crate) env: Option<String>,
}

#[derive(Args)]
pub(crate) struct SynthOptions {
    /// Stacks by name, path, scope or pattern (`dev/*`),{n}with the stacks that they need [default: all]
    #[arg(value_name = "STACK")]
    pub(crate) stacks: Vec<String>,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// Remove templates of other stacks from the folder
    #[arg(long)]
    pub(crate) only: bool,

    /// Folder to write to [default: the one that the `cdk`{n}CLI asks for, or `cdk.out` beside `cdk.json`]
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// Format of the templates: json, yaml
    #[arg(long, value_enum, default_value_t = Format::Json, hide_possible_values = true)]
    pub(crate) format: Format,

    /// Write nothing; fail if the folder is out of date
    #[arg(long)]
    pub(crate) check: bool,

    /// Print errors and warnings only
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Date used to check whether acknowledgements have{n}expired [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<String>,
}

#[derive(Args)]
pub(crate) struct ListOptions {
    /// Stacks by name, path, scope or pattern (`dev/*`),{n}with the stacks that they need [default: all]
    #[arg(value_name = "STACK")]
    pub(crate) stacks: Vec<String>,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// Add account, region and dependencies of each stack
    #[arg(short, long, conflicts_with_all = ["json", "commands"])]
    pub(crate) long: bool,

    /// Print everything as JSON
    #[arg(long, conflicts_with = "commands")]
    pub(crate) json: bool,

    /// Print the shell commands that deploy the stacks
    #[arg(long)]
    pub(crate) commands: bool,
}

#[derive(Args)]
pub(crate) struct ValidateOptions {
    /// Templates, JSON or YAML, and folders of templates{n}or with an assembly [default: the app's own templates]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// Folder with rules in the Guard language
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) deployment: DeploymentOptions,

    /// Format of the report: text, json, sarif, github,{n}junit
    #[arg(long, value_enum, default_value_t = ReportFormat::Text, hide_possible_values = true)]
    pub(crate) format: ReportFormat,

    /// Findings that fail the run: error,{n}warning
    #[arg(
        long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error,
        hide_possible_values = true
    )]
    pub(crate) fail_on: FailOn,

    #[command(flatten)]
    pub(crate) finding: FindingOptions,
}

impl ValidateOptions {
    /// Whether the command is about the templates of the app.
    pub(crate) const fn is_about_app(&self) -> bool {
        self.paths.is_empty() && self.finding.explain.is_none()
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, which code scanners show
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// JUnit's XML, which most CI servers show
    Junit,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    /// Warnings and errors
    Warning,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Json,
    Yaml,
}

impl From<Format> for assembly::TemplateFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Yaml => Self::Yaml,
        }
    }
}

impl SynthOptions {
    /// Whether only some of the app's stacks are written.
    pub(crate) const fn selects(&self) -> bool {
        !self.stacks.is_empty() || self.selection.env.is_some()
    }
}

impl Arguments {
    /// The environment that the command is about.
    pub(crate) fn environment(&self) -> Option<&str> {
        let selection = match &self.command {
            Command::Synth(options) => &options.selection,
            Command::List(options) => &options.selection,
            #[cfg(feature = "guard")]
            Command::GuardEngine => return None,
            Command::Validate(options) => &options.selection,
            Command::Access(options) => return options.env.as_deref(),
        };
        selection.env.as_deref()
    }

    /// Whether the command is about the app, and not about templates that are named.
    pub(crate) fn builds_app(&self) -> bool {
        match &self.command {
            Command::Synth(_) | Command::List(_) => true,
            #[cfg(feature = "guard")]
            Command::GuardEngine => false,
            Command::Validate(options) => options.is_about_app(),
            Command::Access(options) => options.command.builds_app(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::arguments::AccessCommand;

    #[test]
    fn the_commands_are_sound() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_apps_context_and_that_of_a_request_are_two() {
        for line in [
            [
                "app",
                "access",
                "-c",
                "a=1",
                "can",
                "Api",
                "sqs:SendMessage",
                "*",
                "--context",
                "k=v",
            ],
            [
                "app",
                "-c",
                "a=1",
                "access",
                "can",
                "Api",
                "sqs:SendMessage",
                "*",
                "--context",
                "k=v",
            ],
            [
                "app",
                "access",
                "can",
                "Api",
                "sqs:SendMessage",
                "*",
                "--context",
                "k=v",
                "-c",
                "a=1",
            ],
        ] {
            let arguments =
                Arguments::try_parse_from(line).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(arguments.context, ["a=1"], "{line:?}");
            let Command::Access(access) = arguments.command else { panic!("{line:?}") };
            let AccessCommand::Can(can) = access.command else { panic!("{line:?}") };
            assert_eq!(can.context, ["k=v"], "{line:?}");
        }
    }
}
