//! The workspace -> the folders below `target/conformance` that the checks work in, and what they make once for all of them.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::breakage::Breakage;
use super::keeper::Keeper;
use super::outcome::Stop;
use super::process::Logs;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};

type Made = Arc<OnceLock<Result<(), Stop>>>;

/// Where checks work. One run has it for itself; its checks may work side by side.
pub(super) struct Bench<'w> {
    /// The workspace that is checked.
    pub(super) workspace: &'w Workspace,
    /// What is wrong on purpose with every assembly, for `--self-test`.
    pub(super) breakage: Option<Breakage>,
    folder: PathBuf,
    /// The folder of a check's own below the others; empty for none.
    own: String,
    made: Arc<Mutex<BTreeMap<String, Made>>>,
    keeper: Arc<Keeper>,
    _lock: Arc<File>,
}

impl<'w> Bench<'w> {
    /// Takes the bench, unless another run has it.
    pub(super) fn open(workspace: &'w Workspace) -> Result<Self, Error> {
        let folder = workspace.path("target/conformance");
        files::create_folder(&folder)?;
        let lock = File::create(folder.join("lock"))
            .context(|| format!("can't write in `{}`", folder.display()))?;
        lock.try_lock().context(|| "another run of `cargo xtask conformance` is at work".into())?;
        Ok(Self {
            workspace,
            breakage: None,
            folder,
            own: String::new(),
            made: Arc::default(),
            keeper: Arc::new(Keeper::start()?),
            _lock: Arc::new(lock),
        })
    }

    /// The same bench with something broken on it, and folders of its own under this name.
    pub(super) fn with_breakage(&self, breakage: Breakage, own: &str) -> Self {
        Self {
            workspace: self.workspace,
            breakage: Some(breakage),
            folder: self.folder.clone(),
            own: format!("self-test/{own}"),
            made: Arc::clone(&self.made),
            keeper: Arc::clone(&self.keeper),
            _lock: Arc::clone(&self._lock),
        }
    }

    /// A place that stays as it is from run to run.
    pub(super) fn kept_folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// An empty folder of this bench's.
    pub(super) fn create_folder(&self, name: &str) -> Result<PathBuf, Error> {
        create_folder(self.folder.join(&self.own).join(name))
    }

    /// An empty folder that all benches share; whoever asks has to be alone with it, as in [`Self::once`].
    pub(super) fn create_shared_folder(&self, name: &str) -> Result<PathBuf, Error> {
        create_folder(self.folder.join(name))
    }

    /// New logs for one check.
    pub(super) fn logs(&self, check: &str) -> Result<Logs, Error> {
        let folder = create_folder(self.logs_folder().join(&self.own).join(check))?;
        Ok(Logs::new(folder, Arc::clone(&self.keeper)))
    }

    /// New logs for what is made once.
    pub(super) fn shared_logs(&self, name: &str) -> Result<Logs, Error> {
        let folder = create_folder(self.logs_folder().join(name))?;
        Ok(Logs::new(folder, Arc::clone(&self.keeper)))
    }

    /// The folder of all logs.
    pub(super) fn logs_folder(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// Makes something, once in a run: whoever comes second waits for it, and hears the same.
    pub(super) fn run_once(
        &self,
        name: &str,
        make: impl FnOnce() -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let made = {
            let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(name.to_owned()).or_default())
        };
        made.get_or_init(make).clone()
    }
}

fn create_folder(folder: PathBuf) -> Result<PathBuf, Error> {
    files::create_empty_folder(&folder)?;
    Ok(folder)
}
