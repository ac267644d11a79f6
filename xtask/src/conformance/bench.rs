//! The workspace -> the folders below `target/conformance` that the checks work in.

use std::fs::File;
use std::path::PathBuf;

use super::breakage::Breakage;
use super::process::Logs;
use crate::fault::{Context, Fault};
use crate::files::{self, Workspace};

/// Where checks work. One run has it for itself.
pub(super) struct Bench<'w> {
    /// The workspace that is checked.
    pub(super) workspace: &'w Workspace,
    /// What is wrong on purpose with every assembly, for `--self-test`.
    pub(super) breakage: Option<Breakage>,
    folder: PathBuf,
    _lock: File,
}

impl<'w> Bench<'w> {
    /// Takes the bench, unless another run has it.
    pub(super) fn open(workspace: &'w Workspace) -> Result<Self, Fault> {
        let folder = workspace.path("target/conformance");
        files::create_folder(&folder)?;
        let lock = File::create(folder.join("lock"))
            .context(|| format!("can't write in `{}`", folder.display()))?;
        lock.try_lock().context(|| "another run of `cargo xtask conformance` is at work".into())?;
        Ok(Self { workspace, breakage: None, folder, _lock: lock })
    }

    /// A place that stays as it is from run to run.
    pub(super) fn kept(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// An empty folder.
    pub(super) fn emptied(&self, name: &str) -> Result<PathBuf, Fault> {
        let folder = self.folder.join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)
                .context(|| format!("can't empty `{}`", folder.display()))?;
        }
        files::create_folder(&folder)?;
        Ok(folder)
    }

    /// New logs for one check.
    pub(super) fn logs(&self, check: &str) -> Result<Logs, Fault> {
        Ok(Logs::new(self.emptied(&format!("logs/{check}"))?))
    }

    /// The folder of all logs.
    pub(super) fn logs_folder(&self) -> PathBuf {
        self.folder.join("logs")
    }
}
