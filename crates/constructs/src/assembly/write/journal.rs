//! Reads, writes, and carries out the journal of a committed plan, `.constructs.journal`.
//!
//! The file is `{"version":1,"rename":["X.template.json","manifest.json"],"remove":["Y.template.json"]}`. A
//! rename's source follows from its name, so the file can't name one.
//!
//! INVARIANT: the journal is untrusted input. Only plain names of an assembly's files count, and only a regular staged file
//! is renamed: a journal can do no more than the files next to it and a manifest.
//! INVARIANT: carrying out a journal again, from any point, results in the same folder.

use super::disk::{Disk, Entry};
use super::disk_error::{DiskError, DiskOperation};
use super::error::WriteError;
use super::names::{self, JOURNAL, MANIFEST};
use super::plan::Plan;
use super::warning::Warning;
use crate::file::{self, Links};
use serde::{Deserialize, Serialize};

const VERSION: u32 = 1;

/// The renames and removals that follow once every file is staged.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    version: u32,
    rename: Vec<String>,
    remove: Vec<String>,
}

impl Journal {
    /// Creates the journal of a plan whose changed files are staged.
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let rename = plan.changed.iter().map(|file| file.name.clone()).collect();
        Self { version: VERSION, rename, remove: plan.stale.clone() }
    }

    /// Writes the journal. Its rename is the commit point.
    pub(super) fn commit(&self, disk: &mut Disk<'_>) -> Result<(), DiskError> {
        let path = disk.folder().join(JOURNAL);
        let bytes = serde_json::to_vec(self)
            .map_err(|error| DiskError::at(DiskOperation::Write, path)(error.into()))?;
        let staged = names::staging_name(JOURNAL);
        disk.create(&staged, &bytes)?;
        disk.rename(&staged, JOURNAL)
    }

    /// Reads the journal of an interrupted write, if there is one. Removes a file that is not a valid journal.
    pub(super) fn read(
        disk: &mut Disk<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<Self>, WriteError> {
        let path = disk.folder().join(JOURNAL);
        let reason = match Entry::at(&path).map_err(WriteError::Untouched)? {
            Entry::Missing => return Ok(None),
            Entry::Other => return Err(WriteError::NotAFile(path)),
            Entry::Link => "is a link".to_owned(),
            Entry::File => {
                let read = DiskError::at(DiskOperation::Read, &path);
                let bytes = file::read(&path, Links::Refuse)
                    .map_err(|error| WriteError::Untouched(read(error)))?;
                match serde_json::from_slice::<Self>(&bytes) {
                    Ok(journal) if journal.version == VERSION => {
                        return Ok(Some(journal.only_ours(warnings)));
                    }
                    Ok(journal) => format!("has version {}", journal.version),
                    Err(error) => format!("is not one of ours: {error}"),
                }
            }
        };
        warnings.push(Warning::Journal(reason));
        disk.remove(JOURNAL).map_err(WriteError::Untouched)?;
        Ok(None)
    }

    /// Drops names that are not an assembly's files, and moves the manifest to the end.
    fn only_ours(mut self, warnings: &mut Vec<Warning>) -> Self {
        let mut ours = |name: &String| {
            let ours = names::check(name).is_ok();
            if !ours {
                warnings.push(Warning::ForeignName(name.clone()));
            }
            ours
        };
        self.rename.retain(&mut ours);
        self.remove.retain(&mut ours);
        self.remove.retain(|name| name != MANIFEST && !self.rename.contains(name));
        self.rename.sort_by_key(|name| name == MANIFEST);
        self
    }

    /// Renames, removes, and removes the journal itself.
    pub(super) fn carry_out(
        &self,
        disk: &mut Disk<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), DiskError> {
        disk.sync_folder()?; // The journal itself; before the first rename, or a power cut could undo the commit.
        for name in &self.rename {
            let staged = names::staging_name(name);
            match Entry::at(&disk.folder().join(&staged))? {
                Entry::File => disk.rename(&staged, name)?,
                Entry::Missing => {} // Renamed before the interruption.
                Entry::Link | Entry::Other => warnings.push(Warning::NotAFile(staged)),
            }
        }
        disk.sync_folder()?;
        for name in &self.remove {
            match Entry::at(&disk.folder().join(name))? {
                Entry::File => disk.remove(name)?,
                Entry::Missing => {}
                Entry::Link | Entry::Other => warnings.push(Warning::NotAFile(name.clone())),
            }
        }
        disk.sync_folder()?;
        disk.remove(JOURNAL)
    }
}
