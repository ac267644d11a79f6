//! The command line, as clap reads it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use constructs::assembly;

pub(crate) use crate::access::arguments::AccessOptions;

/// Describes AWS infrastructure; synthesizes CloudFormation templates.
#[derive(Parser)]
#[command(version, about, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Sets a value of the context, over `cdk.json`: `-c environments.dev.multiAz=true`
    #[arg(short = 'c', long = "context", value_name = "KEY=VALUE", global = true)]
    pub(crate) context: Vec<String>,

    /// The folder with `cdk.json` [default: the nearest, from here or from the program upwards]
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) project: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Writes the templates, and what the `cdk` CLI needs to deploy them
    Synth(SynthOptions),
    /// Lists the stacks in the order to deploy them
    #[command(visible_alias = "ls")]
    List(ListOptions),
    /// Writes the Rust source that synthesizes an existing template
    Migrate(MigrateOptions),
    /// What this program is when it checks rules: a child of itself, held to limits
    #[cfg(feature = "guard")]
    #[command(hide = true)]
    GuardEngine,
    /// Checks templates: CloudFormation's schemas and limits, IAM, rules of an organisation
    Validate(ValidateOptions),
    /// What roles can do: proofs, tables, questions
    Access(AccessOptions),
}

/// Which stacks.
#[derive(Args)]
pub(crate) struct Selection {
    /// Takes one environment only
    #[arg(long, value_name = "NAME")]
    pub(crate) env: Option<String>,
}

#[derive(Args)]
pub(crate) struct SynthOptions {
    /// Names or paths of stacks; with them come the stacks that they need [default: all]
    #[arg(value_name = "STACK")]
    pub(crate) stacks: Vec<String>,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// Where to write [default: what the `cdk` CLI asks for, or `cdk.out` beside `cdk.json`]
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// How to write templates
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub(crate) format: Format,

    /// Writes nothing, and fails where the folder is out of date
    #[arg(long)]
    pub(crate) check: bool,

    /// Says nothing of what goes well
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// The day on which acknowledgements are looked at [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<String>,
}

#[derive(Args)]
pub(crate) struct ListOptions {
    #[command(flatten)]
    pub(crate) selection: Selection,

    /// Adds where each stack goes and which stacks it needs
    #[arg(short, long, conflicts_with_all = ["json", "commands"])]
    pub(crate) long: bool,

    /// Everything, as JSON
    #[arg(long, conflicts_with = "commands")]
    pub(crate) json: bool,

    /// The commands that deploy the stacks, for a shell
    #[arg(long)]
    pub(crate) commands: bool,
}

#[derive(Args)]
pub(crate) struct MigrateOptions {
    /// A CloudFormation template, JSON or YAML
    #[arg(value_name = "TEMPLATE")]
    pub(crate) template: PathBuf,

    /// What to write: a file (`stack.rs`), or the folder of a new cargo project [default: to standard output]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,

    /// Writes over what is there
    #[arg(long, requires = "output")]
    pub(crate) force: bool,

    /// Folder with the library's crates, for a new project [default: the checkout that holds the current folder, or
    /// the one that this program was built from]
    #[arg(long, value_name = "DIR", requires = "output")]
    pub(crate) library: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ValidateOptions {
    /// Templates, JSON or YAML, and folders that a CDK wrote [default: the app's own templates]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// The folder with rules in the Guard language
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,

    /// How to write the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,

    /// What makes it fail
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
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

impl From<Format> for assembly::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Yaml => Self::Yaml,
        }
    }
}

impl Arguments {
    /// The environment that the command is about.
    pub(crate) fn environment(&self) -> Option<&str> {
        let selection = match &self.command {
            Command::Synth(options) => &options.selection,
            Command::List(options) => &options.selection,
            Command::Migrate(_) => return None,
            #[cfg(feature = "guard")]
            Command::GuardEngine => return None,
            Command::Validate(options) => &options.selection,
            Command::Access(options) => return options.env.as_deref(),
        };
        selection.env.as_deref()
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
