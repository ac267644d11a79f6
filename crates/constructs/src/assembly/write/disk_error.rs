//! A failed operation on the disk: what failed, where, and the system's reason.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// An operation on a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiskOperation {
    /// Create the output folder and its parents.
    CreateFolder,
    /// Open or lock the lock file.
    Lock,
    /// Read a file or its kind, or list the folder.
    Read,
    /// Create a staged file.
    Create,
    /// Write a staged file.
    Write,
    /// Sync a staged file or the folder's entries.
    Sync,
    /// Rename a staged file to its final name.
    Rename,
    /// Remove a stale file, a staged file, the journal, or the lock file.
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
            Self::Rename => "replace",
            Self::Remove => "remove",
        })
    }
}

/// A failed operation on the disk. Its text: ``cannot write `cdk.out/X.template.json`: no space left on device``.
#[derive(Debug)]
#[non_exhaustive]
pub struct DiskError {
    /// The operation that failed.
    pub operation: DiskOperation,
    /// The file or folder; for a rename, the new path.
    pub path: PathBuf,
    /// The system's reason.
    pub reason: io::Error,
}

impl DiskError {
    /// Returns an argument for `map_err`: it adds `operation` and `path` to an [`io::Error`].
    pub(super) fn at(
        operation: DiskOperation,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |reason| Self { operation, path, reason }
    }

    /// The next step, in one sentence without a final period.
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
                "a folder has the name of a file: move it"
            }
            io::ErrorKind::NotFound => {
                "the folder or a file in it was removed meanwhile: run the command again"
            }
            io::ErrorKind::InvalidFilename => "shorten the name of the stack or of the folder",
            _ => "fix the reason above, then run the command again",
        }
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot {} `{}`: {}", self.operation, self.path.display(), self.reason)
    }
}

impl std::error::Error for DiskError {}
