//! Runs an app's program: parses the command line, loads the context, builds the app, and runs the command.

use std::ffi::OsString;
use std::process::ExitCode;

use constructs::{App, Diagnostics};

use crate::args::{Arguments, Command};
use crate::context::Context;
use crate::elsewhere::FROM_APP;
use crate::failure::Failure;
#[cfg(feature = "guard")]
use crate::guard;
use crate::program::{Program, app};
use crate::project::Project;
use crate::{access, commands, list, report, synth, validate};

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

impl Program<'_> {
    /// Runs it: reads the command line and the context, and does what they ask for. The exit codes are those of
    /// [`run`](crate::run).
    pub fn run(self) -> ExitCode {
        self.run_with(std::env::args_os())
    }

    /// As [`run`](Self::run), with a command line of the caller's.
    pub fn run_with(self, arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
        execute(&self, arguments)
    }
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
        && !options.is_about_app()
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
