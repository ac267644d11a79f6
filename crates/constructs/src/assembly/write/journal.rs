//! A committed plan ↔ `.constructs.journal`, and the journal → a folder in which it is done.
//!
//! The file is `{"version":1,"rename":["X.template.json","manifest.json"],"remove":["Y.template.json"]}`. A
//! rename's source follows from its name, so the file can't name one.
//!
//! INVARIANT: the journal is somebody's input when it is read. Only plain names of ours count, and only a regular
//! staged file is put in place: so a journal can do no more than the files beside it and a manifest could.
//! INVARIANT: carrying out a journal again, from any point, ends in the same folder.

use super::disk::{Disk, Entry};
use super::disk_error::{DiskError, DiskOperation};
use super::error::WriteError;
use super::names::{self, JOURNAL, MANIFEST};
use super::plan::Plan;
use super::warning::Warning;
use crate::file::{self, Links};
use serde::{Deserialize, Serialize};

const VERSION: u32 = 1;

/// What is left to do once everything is staged.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    version: u32,
    rename: Vec<String>,
    remove: Vec<String>,
}

impl Journal {
    /// The journal of a plan whose changed files are staged.
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let rename = plan.changed.iter().map(|file| file.name.clone()).collect();
        Self { version: VERSION, rename, remove: plan.stale.clone() }
    }

    /// Writes the journal. The rename inside is the commit point, and the last thing that can fail.
    pub(super) fn commit(&self, disk: &mut Disk<'_>) -> Result<(), DiskError> {
        let path = disk.folder().join(JOURNAL);
        let bytes = serde_json::to_vec(self)
            .map_err(|error| DiskError::at(DiskOperation::Write, path)(error.into()))?;
        let staged = names::staging_name(JOURNAL);
        disk.create(&staged, &bytes)?;
        disk.rename(&staged, JOURNAL)
    }

    /// The journal of an interrupted write, if one stands. What can't be a journal of ours is removed.
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

    /// Drops the names that we would not have written, and puts the manifest last.
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
