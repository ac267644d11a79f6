//! Why an assembly was not written → one line of what happened and one of what to do next.
//!
//! INVARIANT: every variant but `Unfinished` means that the assembly in the folder is the one from before.

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
    /// An output file has a name that is not written.
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        fault: NameFault,
    },
    /// Two output files have names that some file system takes for one: equal, or equal but for letter case.
    SameName {
        /// The name that came first.
        first: String,
        /// The name that came later.
        second: String,
    },
    /// No output file is called `manifest.json`.
    NoManifest,
    /// The output folder's path leads to something else.
    NotAFolder(PathBuf),
    /// A folder (or a device, or for our lock a link) stands where a file goes.
    NotAFile(PathBuf),
    /// Another process kept writing to the folder for as long as we waited.
    Locked {
        /// The lock file.
        path: PathBuf,
        /// How long we waited.
        waited: Duration,
    },
    /// The system refused something before the commit point: the old assembly stands untouched.
    Untouched(DiskError),
    /// The system refused something after the commit point: the next write finishes this one.
    Unfinished(DiskError),
}

impl WriteError {
    /// What to do next, in one or two sentences without a final period.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Name { fault, .. } => fault.help().to_owned(),
            Self::SameName { .. } => {
                "rename one of the two stacks: names differ by more than letter case".to_owned()
            }
            Self::NoManifest => format!("add `{MANIFEST}` to the files"),
            Self::NotAFolder(_) => {
                "choose another output folder, or move that file away".to_owned()
            }
            Self::NotAFile(_) => "move it away, then run it again".to_owned(),
            Self::Locked { .. } => {
                "let the other run finish (or end it), then run it again".to_owned()
            }
            Self::Untouched(fault) => {
                format!("{}; the previous assembly is untouched", fault.help())
            }
            Self::Unfinished(fault) => {
                format!(
                    "{}; the new assembly is half in place, and the next run finishes it",
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
