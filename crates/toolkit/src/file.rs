//! Reads files for commands, and says which one can't be read or written.

use std::path::Path;

use constructs::file::{self, Links};

use crate::failure::Failure;

/// Reads a file that the user named, following links. Reads at most `limit + 1` bytes so that the caller can tell when the file
/// is too large.
pub(crate) fn read_named(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    file::read_prefix(path, Links::Follow, limit).map_err(to_failure(path))
}

/// Reads a file of a folder that somebody else wrote, following no link; at most `limit + 1` bytes.
pub(crate) fn read_plain(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    file::read_prefix(path, Links::Refuse, limit).map_err(to_failure(path))
}

/// Reads a text that the user named, following links.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    file::read_text(path, Links::Follow).map_err(to_failure(path))
}

/// Writes a generated file, not through a link.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    file::write(path, bytes).map_err(|error| Failure::WriteFile { path: path.to_owned(), error })
}

/// Writes a generated file below a folder, through no link in it.
#[cfg(feature = "migrate")]
pub(crate) fn write_below(folder: &Path, relative: &Path, bytes: &[u8]) -> Result<(), Failure> {
    file::write_below(folder, relative, bytes)
        .map_err(|error| Failure::WriteFile { path: folder.join(relative), error })
}

fn to_failure(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |error| Failure::Read { path, error }
}
