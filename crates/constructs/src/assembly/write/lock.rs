//! Locks a folder for one writer.
//!
//! The lock is the system's own (`flock`), on `.constructs.lock`: it ends with the process, so a killed process leaves no
//! lock, only an empty file.
//!
//! INVARIANT: only the holder removes the file, and a lock counts only if the path still names the locked file. A process
//! that got the lock of a file that was just removed tries again.

use super::disk::{Disk, Entry};
use super::disk_error::{DiskError, DiskOperation};
use super::error::WriteError;
use super::names::LOCK;
use super::warning::Warning;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// How often to try again.
const PAUSE: Duration = Duration::from_millis(10);

/// The lock. Dropping it unlocks; [`release`](Self::release) also removes the file.
pub(super) struct Lock {
    /// `None` where the file system has no locks.
    held: Option<File>,
}

impl Lock {
    /// Unlocks, and removes the file if that is safe.
    pub(super) fn release(self, disk: &mut Disk<'_>) {
        if cfg!(unix) && self.held.is_some() {
            let _ = disk.remove(LOCK); // A remaining file does no harm.
        }
    }
}

/// The result of one attempt.
enum Try {
    Held(Lock, Option<Warning>),
    Busy,
}

/// Takes the lock, trying again for as long as `wait`.
pub(super) fn take(
    disk: &mut Disk<'_>,
    wait: Duration,
) -> Result<(Lock, Option<Warning>), WriteError> {
    let tries = wait.as_millis() / PAUSE.as_millis();
    let path = disk.folder().join(LOCK);
    for _ in 0..tries {
        if let Try::Held(lock, warning) = attempt(disk, &path)? {
            return Ok((lock, warning));
        }
        sleep(PAUSE);
    }
    match attempt(disk, &path)? {
        Try::Held(lock, warning) => Ok((lock, warning)),
        Try::Busy => Err(WriteError::Locked { path, waited: wait }),
    }
}

fn attempt(disk: &mut Disk<'_>, path: &Path) -> Result<Try, WriteError> {
    let Some(file) = open(disk, path)? else {
        return Ok(Try::Busy);
    };
    match file.try_lock() {
        Ok(()) => match is_named(&file, path) {
            Ok(true) => Ok(Try::Held(Lock { held: Some(file) }, None)),
            Ok(false) => Ok(Try::Busy),
            Err(error) => {
                Err(WriteError::Untouched(DiskError::at(DiskOperation::Lock, path)(error)))
            }
        },
        Err(TryLockError::WouldBlock) => Ok(Try::Busy),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Try::Held(Lock { held: None }, Some(Warning::NoLocks)))
        }
        Err(TryLockError::Error(error)) => {
            Err(WriteError::Untouched(DiskError::at(DiskOperation::Lock, path)(error)))
        }
    }
}

/// Opens or creates the lock file; `None` if it was removed meanwhile. A link is not followed.
fn open(disk: &mut Disk<'_>, path: &Path) -> Result<Option<File>, WriteError> {
    let create = |path: &Path| OpenOptions::new().write(true).create_new(true).open(path);
    match disk.step(DiskOperation::Lock, path, create) {
        Ok(file) => return Ok(Some(file)),
        Err(fault) if fault.reason.kind() == io::ErrorKind::AlreadyExists => {}
        Err(fault) => return Err(WriteError::Untouched(fault)),
    }
    match Entry::at(path).map_err(WriteError::Untouched)? {
        Entry::Missing => return Ok(None),
        Entry::Link | Entry::Other => return Err(WriteError::NotAFile(path.to_owned())),
        Entry::File => {}
    }
    match OpenOptions::new().write(true).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::Untouched(DiskError::at(DiskOperation::Lock, path)(error))),
    }
}

/// Whether the path still names the locked file.
#[cfg(unix)]
fn is_named(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match std::fs::symlink_metadata(path) {
        Ok(named) => Ok((named.dev(), named.ino()) == (held.dev(), held.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// No process removes the file on these systems, so it is always the same one.
#[cfg(not(unix))]
fn is_named(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(all(test, unix))]
mod tests {
    use super::is_named;
    use std::fs::{self, File};

    #[test]
    fn a_removed_lock_file_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let file = File::create(&path).unwrap();
        assert!(is_named(&file, &path).unwrap());
        fs::remove_file(&path).unwrap();
        assert!(!is_named(&file, &path).unwrap());
        let other = File::create(&path).unwrap();
        assert!(!is_named(&file, &path).unwrap());
        assert!(is_named(&other, &path).unwrap());
    }
}
