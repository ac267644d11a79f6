//! Compares the files to write with the folder, and plans the changes.
//!
//! INVARIANT: the manifest, if it changes, is the last of `changed`.

use super::OutputFile;
use super::disk::Entry;
use super::disk_error::{DiskError, DiskOperation};
use super::error::WriteError;
use super::manifest;
use super::names::MANIFEST;
use super::warning::Warning;
use crate::file::{self, Links};
use std::path::Path;

/// The state of an output file's path before the write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileState {
    Missing,
    /// A file with the same bytes.
    Same,
    /// A file with other bytes, or a link.
    Different,
    /// A folder or a device, which a rename does not replace.
    InTheWay,
}

impl FileState {
    /// Reads the state of `output`'s path, without following a link.
    pub(super) fn read(folder: &Path, output: &OutputFile<'_>) -> Result<Self, DiskError> {
        let path = folder.join(&output.name);
        match Entry::at(&path)? {
            Entry::Missing => Ok(Self::Missing),
            Entry::Link => Ok(Self::Different),
            Entry::Other => Ok(Self::InTheWay),
            Entry::File => {
                // One byte more than the new content tells a longer file from an equal one.
                let same = file::read_prefix(&path, Links::Refuse, output.bytes.len())
                    .map_err(DiskError::at(DiskOperation::Read, &path))?
                    == *output.bytes;
                Ok(if same { Self::Same } else { Self::Different })
            }
        }
    }
}

/// The changes.
#[derive(Debug)]
pub(super) struct Plan<'files> {
    /// To stage and rename, in this order.
    pub(super) changed: Vec<&'files OutputFile<'files>>,
    /// To leave as they are.
    pub(super) unchanged: Vec<String>,
    /// To remove.
    pub(super) stale: Vec<String>,
}

impl<'files> Plan<'files> {
    /// Compares the files with the folder; changes nothing.
    pub(super) fn new(
        folder: &Path,
        files: &'files [OutputFile<'files>],
        warnings: &mut Vec<Warning>,
    ) -> Result<Self, WriteError> {
        let stale = manifest::stale(folder, files, warnings).map_err(WriteError::Untouched)?;
        let mut plan = Self { changed: Vec::new(), unchanged: Vec::new(), stale };
        for file in files {
            match FileState::read(folder, file).map_err(WriteError::Untouched)? {
                FileState::Same => plan.unchanged.push(file.name.clone()),
                FileState::Missing | FileState::Different => plan.changed.push(file),
                FileState::InTheWay => return Err(WriteError::NotAFile(folder.join(&file.name))),
            }
        }
        plan.changed.sort_by_key(|file| file.name == MANIFEST); // Stable: only the manifest moves.
        Ok(plan)
    }

    /// Whether the folder already contains the files.
    pub(super) fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.stale.is_empty()
    }
}
