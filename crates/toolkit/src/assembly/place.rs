//! A folder, on disk or in a revision -> the names in it and the bytes of its files. No link is followed.

use std::path::{Path, PathBuf};

use super::entry::{EntryKind, LINK};
use super::git::Revision;
use crate::failure::Failure;
use crate::file;

/// Where templates lie.
pub(super) enum Place<'a> {
    Disk(PathBuf),
    Git(Revision<'a>),
}

impl Place<'_> {
    /// A name below, as a message shows it.
    pub(super) fn display(&self, name: &str) -> PathBuf {
        let folder = match self {
            Self::Disk(folder) => folder.clone(),
            Self::Git(revision) => PathBuf::from(revision.to_string()),
        };
        if name.is_empty() { folder } else { folder.join(name) }
    }

    /// Whether there is anything of this name, be it a link that leads nowhere.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Disk(folder) => folder.join(name).symlink_metadata().is_ok(),
            Self::Git(revision) => revision.has(name),
        }
    }

    /// The names in a folder below and what they are, sorted.
    pub(super) fn entries(&self, folder: &str) -> Result<Vec<(String, EntryKind)>, Failure> {
        let path = self.display(folder);
        let unreadable = |error| Failure::Read { path: path.clone(), error };
        let mut entries = match self {
            Self::Git(revision) => revision
                .entries(folder)
                .ok_or_else(|| unreadable(std::io::Error::other("git can't read it")))?,
            Self::Disk(_) => {
                let entries = std::fs::read_dir(&path).map_err(unreadable)?;
                entries.map(|entry| kind(&entry?)).collect::<Result<_, _>>().map_err(unreadable)?
            }
        };
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(entries)
    }

    /// A plain file below.
    ///
    /// # Errors
    /// It is missing, is not a regular file, is reached through a link, or has more than `limit` bytes.
    pub(super) fn bytes(&self, name: &str, limit: usize) -> Result<Vec<u8>, Failure> {
        let path = self.display(name);
        let bytes = match self {
            Self::Git(revision) => revision.bytes(name, limit).map_err(|problem| {
                Failure::Read { path: path.clone(), error: std::io::Error::other(problem) }
            })?,
            Self::Disk(folder) => {
                no_links(folder, name)?;
                file::read_plain(&path, limit)?
            }
        };
        if bytes.len() > limit {
            let error = std::io::Error::other(format!("it has more than {limit} bytes"));
            return Err(Failure::Read { path, error });
        }
        Ok(bytes)
    }
}

fn kind(entry: &std::fs::DirEntry) -> std::io::Result<(String, EntryKind)> {
    let kind = entry.file_type()?;
    let kind = match (kind.is_dir(), kind.is_symlink()) {
        (true, _) => EntryKind::Folder,
        (_, true) => EntryKind::Other(LINK),
        _ => EntryKind::File,
    };
    Ok((entry.file_name().to_string_lossy().into_owned(), kind))
}

/// Refuses links among the folders that lead to a file.
fn no_links(folder: &Path, name: &str) -> Result<(), Failure> {
    let mut path = folder.to_owned();
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    for part in parts {
        path.push(part);
        let failed = |error| Failure::Read { path: path.clone(), error };
        if path.symlink_metadata().map_err(failed)?.is_symlink() {
            return Err(failed(std::io::Error::other(LINK)));
        }
    }
    Ok(())
}
