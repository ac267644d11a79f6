//! The program for templates and assemblies without an app: `migrate`, `validate`, and `access`.
//!
//! It shares options with the command line of an app, where the paths of templates are optional; here they are required.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Arg, Parser, Subcommand};

use crate::access::arguments::AccessOptions;
use crate::args::{ProjectFolder, ValidateOptions};
use crate::elsewhere::FROM_STANDALONE;
use crate::failure::Failure;
use crate::migrate::arguments::MigrateOptions;
use crate::{access, commands, migrate, report, validate};

const EXAMPLES: &str = "\
Examples:
  constructs validate cdk.out
  constructs validate --explain F0101
  constructs access matrix --templates cdk.out
  constructs access can Api sqs:SendMessage '*' --templates roles.yaml
  constructs access diff git:main cdk.out --no-new-access
  constructs migrate queues.yaml --output src/queues.rs";

// The usages that clap writes are wider than 80 columns.
const CAN: &str = "\
constructs access can [OPTIONS] --templates <PATH>
         <PRINCIPAL> <ACTION> <RESOURCE>";
const WHO_CAN: &str = "\
constructs access who-can [OPTIONS] --templates <PATH>
         <ACTION> <RESOURCE>";

/// Checks templates, answers what they allow, and writes them as Rust source
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    project: ProjectFolder,
}

#[derive(Subcommand)]
enum Command {
    /// Check templates: schemas, limits, IAM, own rules
    #[command(
        mut_arg("paths", require_paths_or_code),
        mut_arg("env", hide),
        after_help = validate::arguments::EXAMPLES
    )]
    Validate(ValidateOptions),
    /// List and compare what roles can do
    #[command(
        mut_arg("env", hide),
        mut_subcommand("prove", |prove| prove.hide(true)),
        mut_subcommand("matrix", require_templates),
        mut_subcommand("can", |can| {
            require_templates(can).mut_arg("context", hide).override_usage(CAN)
        }),
        mut_subcommand("who-can", |who_can| require_templates(who_can).override_usage(WHO_CAN))
    )]
    Access(AccessOptions),
    /// Write the Rust source of an existing template
    Migrate(MigrateOptions),
    /// Check rules as a child of this program, within limits
    #[cfg(feature = "guard")]
    #[command(hide = true)]
    GuardEngine,
}

fn hide(argument: Arg) -> Arg {
    argument.hide(true)
}

fn require_paths(argument: Arg) -> Arg {
    argument
        .required(true)
        .help("Templates, JSON or YAML, and folders of templates\nor with an assembly")
}

fn require_paths_or_code(argument: Arg) -> Arg {
    require_paths(argument).required(false).required_unless_present("explain")
}

fn require_templates(command: clap::Command) -> clap::Command {
    command.mut_arg("templates", require_paths)
}

/// Runs the program: reads the command line, and does what it asks for. The exit codes are those of [`run`](crate::run).
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

/// As [`run`], with a command line of the caller's.
pub fn run_with(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Arguments = match commands::parse(arguments, &FROM_STANDALONE) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    #[cfg(feature = "guard")]
    if matches!(arguments.command, Command::GuardEngine) {
        return crate::guard::serve();
    }
    report::conclude(perform(&arguments))
}

fn perform(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Validate(options) => {
            refuse_environment(options.selection.env.as_deref())?;
            validate::paths(options)
        }
        Command::Access(options) => {
            refuse_environment(options.env.as_deref())?;
            match access::without_app(arguments.project.path(), &options.command)? {
                true => Ok(()),
                false => Err(needs_app()),
            }
        }
        Command::Migrate(options) => migrate::run(options),
        #[cfg(feature = "guard")]
        Command::GuardEngine => Ok(()),
    }
}

/// Rejects `--env` for a command that does not build the app.
fn refuse_environment(environment: Option<&str>) -> Result<(), Failure> {
    environment.map_or(Ok(()), |environment| Err(Failure::environment_without_app(environment)))
}

fn needs_app() -> Failure {
    Failure::Usage {
        problem:
            "`access prove` compares an app with its permission matrix, and this program has no app"
                .to_owned(),
        help: "run it with the app's own program: `cargo run -- access prove`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_sound() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn templates_are_required() {
        for words in [
            &["constructs", "validate"][..],
            &["constructs", "access", "matrix"],
            &["constructs", "access", "can", "Api", "sqs:SendMessage", "*"],
            &["constructs", "access", "who-can", "sqs:SendMessage", "*"],
        ] {
            let error = Arguments::try_parse_from(words).err().map(|error| error.kind());
            assert_eq!(error, Some(clap::error::ErrorKind::MissingRequiredArgument), "{words:?}");
        }
    }

    #[test]
    fn what_needs_an_app_is_an_error() {
        for words in [
            &["constructs", "access", "prove"][..],
            &["constructs", "access", "--env", "dev", "matrix", "--templates", "x.yaml"],
            &["constructs", "validate", "x.yaml", "--env", "dev"],
        ] {
            let arguments =
                Arguments::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(perform(&arguments).unwrap_err().exit_code(), 2, "{words:?}");
        }
    }
}
