//! An operation that the system refused → what was being done, where, and the system's reason.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What was being done to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiskOperation {
    /// Making the output folder (and its parents).
    CreateFolder,
    /// Opening or locking the lock file.
    Lock,
    /// Reading a file or its kind, or listing the folder.
    Read,
    /// Making a staged file.
    Create,
    /// Filling a staged file.
    Write,
    /// Getting a staged file, or the folder's entries, onto the disk for good.
    Sync,
    /// Giving a staged file its name.
    Rename,
    /// Removing a stale file, a staged file, the journal or the lock file.
    Remove,
}

impl fmt::Display for DiskOperation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::CreateFolder => "create the folder",
            Self::Lock => "lock",
            Self::Read => "read",
            Self::Create => "create",
            Self::Write => "write",
            Self::Sync => "sync",
            Self::Rename => "put in place",
            Self::Remove => "remove",
        })
    }
}

/// A refused operation. Its text: ``cannot write `cdk.out/X.template.json`: no space left on device``.
#[derive(Debug)]
#[non_exhaustive]
pub struct DiskError {
    /// What was being done.
    pub operation: DiskOperation,
    /// To which file or folder; for a rename, its new place.
    pub path: PathBuf,
    /// The system's answer.
    pub reason: io::Error,
}

impl DiskError {
    /// Turns an [`io::Error`] into a fault of `operation` at `path`: an argument for `map_err`.
    pub(super) fn at(
        operation: DiskOperation,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |reason| Self { operation, path, reason }
    }

    /// What to do about it, in one sentence without a final period.
    pub(super) fn help(&self) -> &'static str {
        match self.reason.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => {
                "free some space, or write to a folder on another disk"
            }
            io::ErrorKind::PermissionDenied => {
                "make the folder and its files writable for you, or write elsewhere"
            }
            io::ErrorKind::ReadOnlyFilesystem => {
                "write to a folder that is not on a read-only file system"
            }
            io::ErrorKind::NotADirectory => "a part of the path is a file: choose another folder",
            io::ErrorKind::IsADirectory | io::ErrorKind::DirectoryNotEmpty => {
                "a folder stands where a file goes: move it away"
            }
            io::ErrorKind::NotFound => {
                "the folder or a file in it vanished meanwhile: run it again"
            }
            io::ErrorKind::InvalidFilename => "shorten the name of the stack or of the folder",
            _ => "see to the reason that the system gives, then run it again",
        }
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot {} `{}`: {}", self.operation, self.path.display(), self.reason)
    }
}

impl std::error::Error for DiskError {}
