//! The operations that change the folder; apart from `lock`, nothing else in `write` changes it.
//!
//! INVARIANT: every operation passes `step`, so that a test can stop or fail before each one.
//! INVARIANT: a file is created with `create_new`, which follows no link; existing files are only renamed or removed.

use super::disk_error::{DiskError, DiskOperation};
use super::error::WriteError;
use super::names;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Whether a power cut can lose written files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// Every file and the folder's entries are synced at each stage: all or nothing, even after a power cut.
    #[default]
    Synced,
    /// Nothing is synced: all or nothing after a killed process, but not after a power cut. For benchmarks.
    Unsynced,
}

/// Called before each operation; an error makes the operation fail.
pub(super) type Steps<'run> = dyn FnMut(DiskOperation, &Path) -> io::Result<()> + 'run;

/// The kind of file at a path, without following a link.
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
    /// Opens a folder, or creates it.
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

    /// Runs `action` at `path`, unless the hook fails first.
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

    /// Creates a file with its whole content, and syncs it. Fails if it exists.
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

    /// Renames a file; a file or link with the new name is replaced.
    pub(super) fn rename(&mut self, from: &str, to: &str) -> Result<(), DiskError> {
        let from = self.folder.join(from);
        self.step(DiskOperation::Rename, &self.folder.join(to), |to| fs::rename(&from, to))
    }

    /// Removes a file, or a link itself. Succeeds if it does not exist.
    pub(super) fn remove(&mut self, name: &str) -> Result<(), DiskError> {
        self.step(DiskOperation::Remove, &self.folder.join(name), |path| {
            match fs::remove_file(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                result => result,
            }
        })
    }

    /// Removes staged files that this run or an earlier one did not use.
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

    /// Syncs the folder's entries: files created, renamed, and removed so far.
    pub(super) fn sync_folder(&mut self) -> Result<(), DiskError> {
        if self.durability == Durability::Unsynced || !cfg!(unix) {
            return Ok(()); // Other systems can't open a folder as a file, and journal its entries.
        }
        let folder = self.folder.clone();
        self.step(DiskOperation::Sync, &folder, |path| {
            match File::open(path)?.sync_all() {
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()), // The file system can't sync folders.
                result => result,
            }
        })
    }
}
