//! Output files in memory → a folder that holds exactly them, all or nothing.
//!
//! Files are staged beside their places, synced, listed in a journal, and only then renamed one by one. The
//! moment at which the journal gets its name is the commit point: a failure before it leaves the old assembly
//! as it was, a crash after it leaves a journal that the next [`write()`] carries out before its own work.
//!
//! INVARIANT: nothing but our own files is ever changed or removed: the output files, what our previous manifest
//! lists under a plain name with one of our suffixes, and the names that start with `.constructs`.
//! INVARIANT: no link is followed. A link where an output file goes is replaced by the file; what it points to
//! stays as it was. Only the folder itself may be a link to a folder: that is its owner's choice.
//! INVARIANT: the manifest is renamed last, and a file whose bytes are already there is not touched.
//!
//! Where a process was killed, or where removing an open file is unsafe (not Unix), an empty `.constructs.lock`
//! stays behind. It is no output, and version control may ignore it (`.constructs*`).

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

/// How to write. The default is right for everything but a benchmark or a test.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions {
    /// Whether a power cut may lose what was written.
    durability: Durability,
    /// How long to wait for another process that writes to the same folder: 10 seconds unless told.
    wait: Duration,
}

impl WriteOptions {
    /// Sets whether a power cut may lose what was written.
    #[must_use]
    pub const fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets how long to wait for another process that writes to the same folder.
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

/// What a [`write()`] did. Names are plain file names, in the order of the files given; `removed` is sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// Files that are new or whose bytes changed.
    pub written: Vec<String>,
    /// Files that held the same bytes already; they keep their modification time.
    pub unchanged: Vec<String>,
    /// Files that the previous manifest listed and this assembly no longer has.
    pub removed: Vec<String>,
    /// Whether an earlier, interrupted write was finished first.
    pub recovered: bool,
    /// What was left alone, and why. Never a reason to fail.
    pub warnings: Vec<Warning>,
}

/// Makes `folder` hold `files` (`manifest.json` among them), and removes what its previous manifest lists beyond
/// them. The folder is made if it is missing.
///
/// A reader that looks while the files are being renamed can see old and new ones side by side; the manifest
/// changes last.
///
/// # Errors
/// [`WriteError`]. On every variant but [`WriteError::Unfinished`] the folder holds the assembly it held before
/// (after finishing an earlier interrupted write); after `Unfinished` the next call finishes the job.
pub fn write(
    folder: &Path,
    files: &[OutputFile<'_>],
    options: &WriteOptions,
) -> Result<Written, WriteError> {
    write_stepwise(folder, files, options, &mut |_, _| Ok(()))
}

/// [`write()`] with a hook before every operation that changes the disk: tests stop or fail there.
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

/// The work itself, under the lock.
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
            let _ = disk.sweep(); // What can't be removed now is swept by the next write.
            WriteError::Untouched(fault)
        })?;
        journal.carry_out(disk, &mut written.warnings).map_err(WriteError::Unfinished)?;
    }
    written.written = plan.changed.iter().map(|file| file.name.clone()).collect();
    written.unchanged = plan.unchanged;
    written.removed = plan.stale;
    Ok(())
}

/// Puts the changed files and then the journal on the disk; when it returns, the write is committed.
fn stage(disk: &mut Disk<'_>, plan: &Plan<'_>) -> Result<Journal, DiskError> {
    for file in &plan.changed {
        disk.create(&names::staging_name(&file.name), &file.bytes)?;
    }
    disk.sync_folder()?;
    let journal = Journal::new(plan);
    journal.commit(disk)?;
    Ok(journal)
}
