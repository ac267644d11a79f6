//! The entries of a folder, on disk or in a revision of git.

/// What an entry of a folder is.
pub(super) enum EntryKind {
    Folder,
    /// A file, or something that reading it as one will refuse.
    File,
    /// What is not read; the text says why.
    Other(&'static str),
}

/// Why a link is an error.
pub(super) const LINK: &str = "it is a link, which is not followed";
