//! Warnings about files that a write did not change.
//!
//! Names come from a manifest or a journal, which are untrusted input: they are escaped.

use std::fmt;

/// A file that a write did not change. `Display` is one line without a final period.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The previous manifest is not valid, so no file was removed. Contains the reason.
    Manifest(String),
    /// The journal of an interrupted write is not valid, and was removed. Contains the reason.
    Journal(String),
    /// A manifest or a journal lists a name that is not an assembly's file.
    ForeignName(String),
    /// A listed file is now a link or a folder, and was not changed.
    NotAFile(String),
    /// A stale file's name differs from a written file's only in case, so it was not removed.
    LetterCase(String),
    /// The file system has no locks, so another process could write at the same time.
    NoLocks,
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest(reason) => {
                write!(formatter, "no stale file was removed: the old manifest {reason}")
            }
            Self::Journal(reason) => {
                write!(formatter, "the journal of an interrupted write was dropped: it {reason}")
            }
            Self::ForeignName(name) => {
                write!(
                    formatter,
                    "left `{}` alone: it is not the name of an assembly's file",
                    name.escape_debug()
                )
            }
            Self::NotAFile(name) => {
                write!(formatter, "left `{name}` alone: it is not a file; remove it by hand")
            }
            Self::LetterCase(name) => {
                write!(
                    formatter,
                    "left `{name}` alone: a written file's name differs in letter case only"
                )
            }
            Self::NoLocks => formatter
                .write_str("the file system has no locks: let only one process write at a time"),
        }
    }
}
