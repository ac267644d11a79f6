//! What a write left alone → a line that says so.
//!
//! Names come from a manifest or a journal that anybody may have edited: they are shown escaped.

use std::fmt;

/// Something that was left alone on purpose. `Display` is one line without a final period.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The previous manifest can't be read as one, so nothing was removed on its word. Holds the reason.
    Manifest(String),
    /// The journal of an interrupted write can't be read as one; it was dropped. Holds the reason.
    Journal(String),
    /// A manifest or a journal names a file that is not ours to touch.
    ForeignName(String),
    /// A listed file is now a link or a folder, and was left as it is.
    NotAFile(String),
    /// A stale file's name equals that of a written file but for letter case; it was left as it is.
    LetterCase(String),
    /// The file system has no locks, so a second writer was not kept out.
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
                write!(formatter, "left `{}` alone: not a name of ours", name.escape_debug())
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
