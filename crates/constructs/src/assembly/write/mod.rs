//! Writes output files to a folder, all or nothing.
//!
//! Files are staged in the folder, synced, listed in a journal, and then renamed one by one. The rename of the journal is
//! the commit point: after a failure before it, the folder contains the previous assembly; after a crash later, the next
//! [`write()`] carries out the journal first.
//!
//! INVARIANT: only an assembly's files are changed or removed: the output files, files that the previous manifest lists
//! under a plain name with one of the suffixes, and names that start with `.constructs`.
//! INVARIANT: no link is followed. An output file replaces a link of its name, but not the link's target. Only the folder
//! itself can be a link to a folder.
//! INVARIANT: the manifest is renamed last, and a file with unchanged bytes is not written.
//!
//! After a killed process, or on systems where removing an open file is unsafe (not Unix), the folder keeps an empty
//! `.constructs.lock`. It is not an output, and version control can ignore it (`.constructs*`).

mod compare;
mod disk;
mod disk_error;
mod error;
mod journal;
mod lock;
mod manifest;
mod names;
mod output;
mod plan;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests start processes and wait for them")]
mod tests;
mod warning;

pub use compare::{FileDifference, compare};
pub use disk::Durability;
pub use disk_error::{DiskError, DiskOperation};
pub use error::WriteError;
pub use names::NameFault;
pub use output::OutputFile;
pub use warning::Warning;

use disk::{Disk, Steps};
use journal::Journal;
use plan::Plan;
use std::path::Path;
use std::time::Duration;

/// How to write. The default fits everything except benchmarks and tests.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions {
    durability: Durability,
    wait: Duration,
}

impl WriteOptions {
    /// Sets whether a power cut can lose written files.
    #[must_use]
    pub const fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets how long to wait for another process that writes to the same folder. The default is 10 seconds.
    #[must_use]
    pub const fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { durability: Durability::Synced, wait: Duration::from_secs(10) }
    }
}

/// The result of a [`write()`]. Names are plain file names, in the order of the caller's files; `removed` is sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// Files that are new or have other bytes.
    pub written: Vec<String>,
    /// Files that already had the same bytes; they keep their modification time.
    pub unchanged: Vec<String>,
    /// Files that the previous manifest lists and this assembly does not have.
    pub removed: Vec<String>,
    /// Whether this write first finished an interrupted one.
    pub recovered: bool,
    /// Files that were not changed, and why.
    pub warnings: Vec<Warning>,
}

/// Writes `files`, which include `manifest.json`, to `folder`, and removes other files that its previous manifest lists.
/// Creates the folder if it does not exist.
///
/// During the renames, a reader can see old files next to new ones; the manifest changes last.
///
/// # Errors
/// [`WriteError`]. After every error but [`WriteError::Unfinished`], the folder contains the previous assembly (after
/// finishing an earlier interrupted write); after `Unfinished`, the next call finishes the write.
pub fn write(
    folder: &Path,
    files: &[OutputFile<'_>],
    options: &WriteOptions,
) -> Result<Written, WriteError> {
    write_stepwise(folder, files, options, &mut |_, _| Ok(()))
}

/// [`write()`] with a hook before every operation that changes the disk, where tests stop or fail.
fn write_stepwise(
    folder: &Path,
    files: &[OutputFile<'_>],
    options: &WriteOptions,
    steps: &mut Steps<'_>,
) -> Result<Written, WriteError> {
    output::check(files)?;
    let mut disk = Disk::open(folder, options.durability, steps)?;
    let (lock, warning) = lock::take(&mut disk, options.wait)?;
    let mut written = Written { warnings: Vec::from_iter(warning), ..Written::default() };
    let result = replace(&mut disk, files, &mut written);
    lock.release(&mut disk);
    result.map(|()| written)
}

/// Replaces the files while holding the lock.
fn replace(
    disk: &mut Disk<'_>,
    files: &[OutputFile<'_>],
    written: &mut Written,
) -> Result<(), WriteError> {
    if let Some(interrupted) = Journal::read(disk, &mut written.warnings)? {
        interrupted.carry_out(disk, &mut written.warnings).map_err(WriteError::Unfinished)?;
        written.recovered = true;
    }
    disk.sweep().map_err(WriteError::Untouched)?;
    let plan = Plan::new(disk.folder(), files, &mut written.warnings)?;
    if !plan.is_empty() {
        let journal = stage(disk, &plan).map_err(|fault| {
            let _ = disk.sweep(); // The next write removes the rest.
            WriteError::Untouched(fault)
        })?;
        journal.carry_out(disk, &mut written.warnings).map_err(WriteError::Unfinished)?;
    }
    written.written = plan.changed.iter().map(|file| file.name.clone()).collect();
    written.unchanged = plan.unchanged;
    written.removed = plan.stale;
    Ok(())
}

/// Writes the changed files and then the journal; when it returns, the write is committed.
fn stage(disk: &mut Disk<'_>, plan: &Plan<'_>) -> Result<Journal, DiskError> {
    for file in &plan.changed {
        disk.create(&names::staging_name(&file.name), &file.bytes)?;
    }
    disk.sync_folder()?;
    let journal = Journal::new(plan);
    journal.commit(disk)?;
    Ok(journal)
}
