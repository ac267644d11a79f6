//! Output files in memory and a folder → how the folder differs from them. Changes nothing, not even a lock file.

use super::OutputFile;
use super::disk::Entry;
use super::error::WriteError;
use super::manifest;
use super::names::JOURNAL;
use super::output;
use super::plan::FileState;
use std::fmt;
use std::path::Path;

/// One way in which a folder differs from what would be written to it. Holds the file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileDifference {
    /// The file is not there.
    Missing(String),
    /// The file has other bytes, or is a link or a folder.
    Changed(String),
    /// The manifest in the folder lists the file, and the new assembly has none of that name.
    Stale(String),
    /// A write to the folder was interrupted (or is under way): the next write finishes it.
    Interrupted,
}

impl fmt::Display for FileDifference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(formatter, "`{name}` is missing"),
            Self::Changed(name) => write!(formatter, "`{name}` differs"),
            Self::Stale(name) => write!(formatter, "`{name}` is stale"),
            Self::Interrupted => {
                formatter.write_str("an interrupted write is waiting to be finished")
            }
        }
    }
}

/// How `folder` differs from `files`: in their order, then what is stale, sorted; empty if a
/// [`write()`](super::write()) would change nothing. A folder that is missing lacks all files.
///
/// # Errors
/// [`WriteError`], for names that are not written, and for what can't be read.
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
