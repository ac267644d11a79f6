//! Compares output files with a folder. Changes nothing, and creates no lock file.

use super::OutputFile;
use super::disk::Entry;
use super::error::WriteError;
use super::manifest;
use super::names::JOURNAL;
use super::output;
use super::plan::FileState;
use std::fmt;
use std::path::Path;

/// A difference between a folder and the files that a write would produce. Contains the file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileDifference {
    /// The file does not exist.
    Missing(String),
    /// The file has other bytes, or is a link or a folder.
    Changed(String),
    /// The manifest in the folder lists the file, and the new assembly does not have it.
    Stale(String),
    /// A write to the folder was interrupted or is running: the next write finishes it.
    Interrupted,
}

impl fmt::Display for FileDifference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(formatter, "`{name}` is missing"),
            Self::Changed(name) => write!(formatter, "`{name}` differs"),
            Self::Stale(name) => write!(formatter, "`{name}` is stale"),
            Self::Interrupted => formatter.write_str("an earlier write was interrupted"),
        }
    }
}

/// Lists the differences between `folder` and `files`: in the order of `files`, then stale files, sorted. Empty if a
/// [`write()`](super::write()) would change nothing.
///
/// # Errors
/// [`WriteError`], for names that are not allowed, and for files that can't be read.
pub fn compare(folder: &Path, files: &[OutputFile<'_>]) -> Result<Vec<FileDifference>, WriteError> {
    output::check(files)?;
    let mut differences = Vec::new();
    if Entry::at(&folder.join(JOURNAL)).map_err(WriteError::Untouched)? != Entry::Missing {
        differences.push(FileDifference::Interrupted);
    }
    for file in files {
        match FileState::read(folder, file).map_err(WriteError::Untouched)? {
            FileState::Same => {}
            FileState::Missing => differences.push(FileDifference::Missing(file.name.clone())),
            FileState::Different | FileState::InTheWay => {
                differences.push(FileDifference::Changed(file.name.clone()))
            }
        }
    }
    let stale = manifest::stale(folder, files, &mut Vec::new()).map_err(WriteError::Untouched)?;
    differences.extend(stale.into_iter().map(FileDifference::Stale));
    Ok(differences)
}
