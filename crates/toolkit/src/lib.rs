//! The command line that every app gets: `synth`, `list`, `validate`, `access`, and what the `cdk` CLI expects of an app.
//!
//! An app's program is one call:
//!
//! ```no_run
//! use constructs::{App, Diagnostics};
//! use constructs_toolkit::Context;
//!
//! fn build(_context: &Context) -> Result<App, Diagnostics> {
//!     Ok(App::new())
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     constructs_toolkit::run(build)
//! }
//! ```
//!
//! With the feature `migrate`, `standalone` is the program for templates without an app.
//!
//! INVARIANT: of all crates this one alone reads the environment, the terminal and the disk, and nothing that
//! it reads there reaches an output but the context.

mod access;
mod args;
mod assembly;
mod child;
pub mod codes;
mod commands;
mod context;
mod elsewhere;
mod failure;
mod fields;
mod file;
#[cfg(feature = "guard")]
pub mod guard;
mod json_file;
mod list;
#[cfg(feature = "migrate")]
mod migrate;
mod origin;
mod output;
pub mod parse;
mod previous;
mod program;
mod project;
mod report;
mod selection;
#[cfg(feature = "migrate")]
pub mod standalone;
mod synth;
mod synthesized;
mod validate;

use std::ffi::OsString;
use std::process::ExitCode;

use constructs::{App, Diagnostics};

pub use context::Context;
pub use fields::Fields;
pub use parse::Parsed;
pub use program::{Program, Variables, app};
pub use serde_json::Value as Json;
pub use synthesized::{check, stack_templates};

use args::{Arguments, Command};
use elsewhere::FROM_APP;
use failure::Failure;
use project::Project;

/// Runs the program: reads the command line and the context, and does what they ask for.
///
/// `build` describes the app from the context. The exit code is 0 where all went well, 1 where there are
/// mistakes, no stacks or, with `--check`, differences, 2 where the command line is wrong or a file of settings such as
/// `cdk.json` is missing or can't be read, and 3 where another file can't be read or written.
pub fn run(build: impl Fn(&Context) -> Result<App, Diagnostics>) -> ExitCode {
    app(build).run()
}

/// As [`run`], with a command line of the caller's.
pub fn run_with(
    build: impl Fn(&Context) -> Result<App, Diagnostics>,
    arguments: impl IntoIterator<Item = OsString>,
) -> ExitCode {
    app(build).run_with(arguments)
}

fn execute(program: &Program<'_>, arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Arguments = match commands::parse(arguments, &FROM_APP) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    #[cfg(feature = "guard")]
    if matches!(arguments.command, Command::GuardEngine) {
        return guard::serve();
    }
    report::conclude(perform(program, &arguments))
}

fn perform(program: &Program<'_>, arguments: &Arguments) -> Result<(), Failure> {
    if let Some(environment) = arguments.environment().filter(|_| !arguments.builds_app()) {
        return Err(Failure::environment_without_app(environment));
    }
    if let Command::Validate(options) = &arguments.command
        && !options.paths.is_empty()
    {
        return validate::paths(options);
    }
    if let Command::Access(options) = &arguments.command
        && access::without_app(arguments.project.path(), &options.command)?
    {
        return Ok(());
    }
    let project = Project::find(arguments.project.path())?;
    let context = Context::load(&project, &arguments.context, arguments.environment())?;
    let synthesized = (program.build)(&context).and_then(App::synth);
    if synthesized.as_ref().is_ok_and(|assembly| assembly.stacks().next().is_none()) {
        return Err(Failure::NoStacks);
    }
    if let Command::Validate(options) = &arguments.command {
        return validate::app(&project, synthesized, options);
    }
    let assembly = synthesized?;
    report::diagnostics(assembly.warnings());
    match &arguments.command {
        Command::Synth(options) => synth::run(program, &context, &project, assembly, options),
        Command::List(options) => list::run(assembly, options),
        #[cfg(feature = "guard")]
        Command::GuardEngine => Ok(()),
        Command::Validate(_) => Ok(()),
        Command::Access(options) => access::run(program, &context, &assembly, options),
    }
}
