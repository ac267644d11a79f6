//! Why a command failed: an invalid app, differences found by `--check`, or an I/O error.

use std::fmt::{Display, Formatter, Result};
use std::io;
use std::path::PathBuf;

use constructs::Diagnostics;
use constructs::assembly::WriteError;
use constructs_document::{Mark, ReadError};

/// How to get Guard, in one line.
#[cfg(not(feature = "guard"))]
pub(crate) const NO_GUARD: &str = "rules in the Guard language need the feature `guard` of `constructs-toolkit`: add it in `Cargo.toml`, then run `validate --rules rules`";

/// A command's failure, with its next step.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The app is invalid.
    Diagnostics(Diagnostics),
    /// `--check` found differences; one line for each.
    OutOfDate(Vec<String>),
    /// A file could not be read.
    Read { path: PathBuf, error: io::Error },
    /// A file could not be written.
    WriteFile { path: PathBuf, error: io::Error },
    /// `--no-new-access`: this many can do more than before.
    NewAccess(usize),
    /// A file is not JSON, or not of the shape that it has to be.
    Malformed { path: PathBuf, problem: String },
    /// A file of settings is not JSON, or not of the shape that it has to be.
    Json { path: PathBuf, mark: Option<Mark>, problem: String, help: String },
    /// The app has no stacks.
    NoStacks,
    /// A file is not a template.
    Template { path: PathBuf, error: ReadError },
    /// Something is not where it should be, or asked for wrongly: what, and the next step.
    Usage { problem: String, help: String },
    /// A report has findings; it says all there is to say.
    Findings,
    /// Rules in the Guard language are asked for, and nobody is there to read them.
    #[cfg(not(feature = "guard"))]
    NoGuard,
    /// Rules could not be asked.
    #[cfg(feature = "guard")]
    Guard(constructs_guard::GuardError),
    /// A folder holds no assembly.
    NoManifest { folder: PathBuf },
    /// The assembly could not be written.
    Write(WriteError),
    /// Standard output was closed or full.
    Output(io::Error),
}

impl Failure {
    /// `--env` for a command that does not build the app.
    pub(crate) fn environment_without_app(environment: &str) -> Self {
        Self::Usage {
            problem: format!(
                "`--env {environment}` selects stacks of the app, and this command reads other templates"
            ),
            help: "leave out `--env`, and name the templates of the environment".to_owned(),
        }
    }

    /// 1: mistakes and differences. 2: the command line and files of settings. 3: other files.
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::Diagnostics(_)
            | Self::OutOfDate(_)
            | Self::Findings
            | Self::NewAccess(_)
            | Self::NoStacks => 1,
            Self::Usage { .. } | Self::Json { .. } => 2,
            #[cfg(not(feature = "guard"))]
            Self::NoGuard => 2,
            #[cfg(feature = "guard")]
            Self::Guard(_) => 3,
            Self::Read { .. }
            | Self::WriteFile { .. }
            | Self::Malformed { .. }
            | Self::Template { .. }
            | Self::NoManifest { .. }
            | Self::Write(_)
            | Self::Output(_) => 3,
        }
    }

    /// What to do next.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Diagnostics(_) | Self::Findings => None,
            #[cfg(not(feature = "guard"))]
            Self::NoGuard => None,
            #[cfg(feature = "guard")]
            Self::Guard(error) => Some(error.help().to_owned()),
            Self::NoManifest { .. } => Some(
                "name a folder that a CDK wrote, a folder of templates, or the templates"
                    .to_owned(),
            ),
            Self::OutOfDate(_) => {
                Some("run `synth`, look at the difference, and commit it".to_owned())
            }
            Self::Read { .. } => {
                Some("check that it is a regular file that may be read".to_owned())
            }
            Self::WriteFile { .. } => Some(
                "name a regular file in a folder that you may write to, on a disk with free space"
                    .to_owned(),
            ),
            Self::NewAccess(_) => {
                Some("have the gains reviewed, then run it without `--no-new-access`".to_owned())
            }
            Self::Malformed { .. } => Some("fix the file at this location".to_owned()),
            Self::Template { error, .. } => Some(error.help()),
            Self::Usage { help, .. } | Self::Json { help, .. } => Some(help.clone()),
            Self::NoStacks => Some(
                "add a stack where the app is described, or look at the context that it reads"
                    .to_owned(),
            ),
            Self::Write(error) => Some(error.help().to_string()),
            Self::Output(_) => Some("look at where standard output goes".to_owned()),
        }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Diagnostics(diagnostics) => diagnostics.fmt(f),
            Self::OutOfDate(_) => f.write_str("the assembly is out of date"),
            Self::NoStacks => f.write_str("the app has no stacks, so nothing was written"),
            Self::Read { path, error } => write!(f, "cannot read `{}`: {error}", path.display()),
            Self::WriteFile { path, error } => {
                write!(f, "cannot write `{}`: {error}", path.display())
            }
            Self::NewAccess(1) => f.write_str("1 principal can do more than before"),
            Self::NewAccess(count) => write!(f, "{count} principals can do more than before"),
            Self::Malformed { path, problem } => write!(f, "`{}`: {problem}", path.display()),
            Self::Json { path, mark, problem, .. } => {
                write!(f, "`{}`: {problem}", path.display())?;
                mark.map_or(Ok(()), |mark| write!(f, ", at {mark}"))
            }
            Self::Template { path, error } => write!(f, "`{}`: {error}", path.display()),
            Self::Usage { problem, .. } => f.write_str(problem),
            Self::Findings => Ok(()),
            #[cfg(not(feature = "guard"))]
            Self::NoGuard => f.write_str(NO_GUARD),
            #[cfg(feature = "guard")]
            Self::Guard(error) => error.fmt(f),
            Self::NoManifest { folder } => {
                write!(f, "there is no `manifest.json` in `{}`, and no template", folder.display())
            }
            Self::Write(error) => error.fmt(f),
            Self::Output(error) => write!(f, "cannot write to standard output: {error}"),
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Diagnostics(diagnostics)
    }
}

#[cfg(feature = "guard")]
impl From<constructs_guard::GuardError> for Failure {
    fn from(error: constructs_guard::GuardError) -> Self {
        Self::Guard(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
