//! Why an assembly was not written: one line for what happened and one for the next step.
//!
//! INVARIANT: after every error but `Unfinished`, the folder contains the previous assembly.

use super::disk_error::DiskError;
use super::names::{MANIFEST, NameFault};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// Why [`write()`](super::write()) or [`compare`](super::compare()) failed. `Display` is one line without a final
/// period; [`help`](Self::help) is the next step.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// An output file's name is not allowed.
    Name {
        /// The name.
        name: String,
        /// Why it is not allowed.
        fault: NameFault,
    },
    /// Two output files have names that are equal, or that differ only in case.
    SameName {
        /// The name that came first.
        first: String,
        /// The name that came later.
        second: String,
    },
    /// No output file has the name `manifest.json`.
    NoManifest,
    /// The output folder's path names something else.
    NotAFolder(PathBuf),
    /// A folder, a device, or for the lock file a link, has the name of an output file.
    NotAFile(PathBuf),
    /// Another process wrote to the folder during the whole wait.
    Locked {
        /// The lock file.
        path: PathBuf,
        /// How long the write waited.
        waited: Duration,
    },
    /// An operation failed before the commit point: the previous assembly is unchanged.
    Untouched(DiskError),
    /// An operation failed after the commit point: the next write finishes this one.
    Unfinished(DiskError),
}

impl WriteError {
    /// The next step, in one or two sentences without a final period.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Name { fault, .. } => fault.help().to_owned(),
            Self::SameName { .. } => {
                "rename one of the two stacks: names differ by more than letter case".to_owned()
            }
            Self::NoManifest => format!("add `{MANIFEST}` to the files"),
            Self::NotAFolder(_) => "choose another output folder, or move that file".to_owned(),
            Self::NotAFile(_) => "move it, then run the command again".to_owned(),
            Self::Locked { .. } => {
                "wait for the other run to finish, or stop it, then run the command again"
                    .to_owned()
            }
            Self::Untouched(fault) => {
                format!("{}; the previous assembly is untouched", fault.help())
            }
            Self::Unfinished(fault) => {
                format!(
                    "{}; part of the new assembly is written, and the next run finishes it",
                    fault.help()
                )
            }
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { name, fault } => {
                write!(formatter, "cannot write a file named `{}`: {fault}", name.escape_debug())
            }
            Self::SameName { first, second } => {
                write!(
                    formatter,
                    "the files `{first}` and `{second}` are one and the same on some file systems"
                )
            }
            Self::NoManifest => write!(formatter, "the assembly has no `{MANIFEST}`"),
            Self::NotAFolder(path) => write!(formatter, "`{}` is not a folder", path.display()),
            Self::NotAFile(path) => {
                write!(formatter, "`{}` is in the way: it is not a file", path.display())
            }
            Self::Locked { path, waited } => {
                let (path, seconds) = (path.display(), waited.as_secs_f32());
                write!(
                    formatter,
                    "another process holds `{path}`: it writes to the same folder (waited {seconds} s)"
                )
            }
            Self::Untouched(fault) | Self::Unfinished(fault) => fault.fmt(formatter),
        }
    }
}

impl std::error::Error for WriteError {}
