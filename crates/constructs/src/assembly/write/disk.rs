//! The few operations by which a write changes its folder; nothing else in `write` does (but `lock`).
//!
//! INVARIANT: every operation passes `step`, so a test can stop or fail before each one.
//! INVARIANT: a file is made with `create_new`, which follows no link; existing files are only renamed or removed.

use super::disk_error::{DiskError, DiskOperation};
use super::error::WriteError;
use super::names;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Whether a power cut may lose what was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// Every file and the folder's entries are synced at each stage: all or nothing holds for a power cut too.
    #[default]
    Synced,
    /// Nothing is synced: all or nothing holds for a killed process, not for a power cut. For benchmarks.
    Unsynced,
}

/// Called before each operation; an error stands for the failure of the operation.
pub(super) type Steps<'run> = dyn FnMut(DiskOperation, &Path) -> io::Result<()> + 'run;

/// What stands at a path, without following a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Missing,
    File,
    Link,
    /// A folder, a device, a pipe, a socket.
    Other,
}

impl Entry {
    /// Looks at `path`.
    pub(super) fn at(path: &Path) -> Result<Self, DiskError> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => Ok(Self::File),
            Ok(metadata) if metadata.is_symlink() => Ok(Self::Link),
            Ok(_) => Ok(Self::Other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::Missing),
            Err(error) => Err(DiskError::at(DiskOperation::Read, path)(error)),
        }
    }
}

/// An existing folder, and how to change it.
pub(super) struct Disk<'run> {
    folder: PathBuf,
    durability: Durability,
    steps: &'run mut Steps<'run>,
}

impl<'run> Disk<'run> {
    /// Takes a folder, or makes it.
    pub(super) fn open(
        folder: &Path,
        durability: Durability,
        steps: &'run mut Steps<'run>,
    ) -> Result<Self, WriteError> {
        let mut disk = Self { folder: folder.to_owned(), durability, steps };
        match fs::metadata(folder) {
            Ok(metadata) if metadata.is_dir() => Ok(disk),
            Ok(_) => Err(WriteError::NotAFolder(folder.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                disk.step(DiskOperation::CreateFolder, folder, |path| fs::create_dir_all(path))
                    .map_err(WriteError::Untouched)?;
                Ok(disk)
            }
            Err(error) => {
                Err(WriteError::Untouched(DiskError::at(DiskOperation::Read, folder)(error)))
            }
        }
    }
}

impl Disk<'_> {
    /// The folder itself.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Does `action` at `path`, unless the hook fails first.
    pub(super) fn step<Output>(
        &mut self,
        operation: DiskOperation,
        path: &Path,
        action: impl FnOnce(&Path) -> io::Result<Output>,
    ) -> Result<Output, DiskError> {
        (self.steps)(operation, path)
            .and_then(|()| action(path))
            .map_err(DiskError::at(operation, path))
    }

    /// Makes a file that was not there, with its whole content, synced.
    pub(super) fn create(&mut self, name: &str, bytes: &[u8]) -> Result<(), DiskError> {
        let path = self.folder.join(name);
        let open = |path: &Path| OpenOptions::new().write(true).create_new(true).open(path);
        let mut file = self.step(DiskOperation::Create, &path, open)?;
        self.step(DiskOperation::Write, &path, |_| file.write_all(bytes))?;
        if self.durability == Durability::Synced {
            self.step(DiskOperation::Sync, &path, |_| file.sync_all())?;
        }
        Ok(())
    }

    /// Gives a file another name, in place of whatever file or link has it.
    pub(super) fn rename(&mut self, from: &str, to: &str) -> Result<(), DiskError> {
        let from = self.folder.join(from);
        self.step(DiskOperation::Rename, &self.folder.join(to), |to| fs::rename(&from, to))
    }

    /// Removes a file, or a link itself. One that is gone already is no fault.
    pub(super) fn remove(&mut self, name: &str) -> Result<(), DiskError> {
        self.step(DiskOperation::Remove, &self.folder.join(name), |path| {
            match fs::remove_file(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                result => result,
            }
        })
    }

    /// Removes what an earlier run, or this one, staged and did not use.
    pub(super) fn sweep(&mut self) -> Result<(), DiskError> {
        let read = DiskError::at(DiskOperation::Read, &self.folder);
        let entries = fs::read_dir(&self.folder)
            .and_then(Iterator::collect::<io::Result<Vec<_>>>)
            .map_err(read)?;
        let mut leftovers: Vec<String> = entries
            .iter()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| names::is_staged(name))
            .collect();
        leftovers.sort_unstable();
        leftovers.iter().try_for_each(|name| self.remove(name))
    }

    /// Gets the folder's entries onto the disk: what was created, renamed and removed up to now.
    pub(super) fn sync_folder(&mut self) -> Result<(), DiskError> {
        if self.durability == Durability::Unsynced || !cfg!(unix) {
            return Ok(()); // Elsewhere a folder can't be opened as a file, and its entries are journalled.
        }
        let folder = self.folder.clone();
        self.step(DiskOperation::Sync, &folder, |path| {
            match File::open(path)?.sync_all() {
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()), // A file system without such a thing.
                result => result,
            }
        })
    }
}
