//! A path -> bytes, as many as are looked at, of a plain file.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;

/// The file that somebody named, by whatever way it is reached. One byte more than `most` is read: it is too large then, which
/// whoever reads the text says.
pub(crate) fn read_named(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::Read { path: path.to_owned(), error };
    // Opening anything else may wait for ever.
    let found = path.metadata().map_err(failed)?;
    if !found.is_file() {
        return Err(failed(io::Error::other("it is no file")));
    }
    read(path, most).map(|(bytes, _)| bytes).map_err(failed)
}

/// A file of a folder that somebody else wrote: a plain one, no link.
pub(crate) fn read_plain(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::Read { path: path.to_owned(), error };
    let found = path.symlink_metadata().map_err(failed)?;
    if found.is_symlink() {
        return Err(failed(io::Error::other("it is a link, which is not followed")));
    }
    if !found.is_file() {
        return Err(failed(io::Error::other("it is no file")));
    }
    let (bytes, opened) = read(path, most).map_err(failed)?;
    if !is_same(&found, &opened) {
        return Err(failed(io::Error::other("it was replaced while it was being read")));
    }
    Ok(bytes)
}

fn read(path: &Path, most: usize) -> io::Result<(Vec<u8>, Metadata)> {
    let file = File::open(path)?;
    let opened = file.metadata()?;
    let mut bytes = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes, opened))
}

/// Whether what was opened is what was looked at before.
#[cfg(unix)]
fn is_same(found: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (found.dev(), found.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn is_same(_: &Metadata, opened: &Metadata) -> bool {
    opened.is_file()
}
