//! Manages the folders below `target/conformance` that the checks work in, and what they make once for all of them.

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

/// The working folders of checks. One run locks them; its checks can work at the same time.
pub(super) struct Bench<'w> {
    /// The workspace that is checked.
    pub(super) workspace: &'w Workspace,
    /// The mistake that every assembly gets on purpose, for `--self-test`.
    pub(super) breakage: Option<Breakage>,
    folder: PathBuf,
    /// The subfolder of one check. Empty for the main bench.
    own: String,
    made: Arc<Mutex<BTreeMap<String, Made>>>,
    keeper: Arc<Keeper>,
    _lock: Arc<File>,
}

impl<'w> Bench<'w> {
    /// Locks the bench, unless another run uses it.
    pub(super) fn open(workspace: &'w Workspace) -> Result<Self, Error> {
        let folder = workspace.path("target/conformance");
        files::create_folder(&folder)?;
        let lock = File::create(folder.join("lock"))
            .context(|| format!("can't write in `{}`", folder.display()))?;
        lock.try_lock().context(|| "another run of `cargo xtask conformance` is active".into())?;
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

    /// The same bench with a breakage, and separate folders under this name.
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

    /// A folder that later runs use again.
    pub(super) fn kept_folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Creates an empty folder of this bench.
    pub(super) fn create_folder(&self, name: &str) -> Result<PathBuf, Error> {
        create_folder(self.folder.join(&self.own).join(name))
    }

    /// Creates an empty folder that all benches share. Only one caller may use it at a time, as in [`Self::run_once`].
    pub(super) fn create_shared_folder(&self, name: &str) -> Result<PathBuf, Error> {
        create_folder(self.folder.join(name))
    }

    /// Creates the logs of one check.
    pub(super) fn logs(&self, check: &str) -> Result<Logs, Error> {
        let folder = create_folder(self.logs_folder().join(&self.own).join(check))?;
        Ok(Logs::new(folder, Arc::clone(&self.keeper)))
    }

    /// Creates the logs of a step that runs once for all checks.
    pub(super) fn shared_logs(&self, name: &str) -> Result<Logs, Error> {
        let folder = create_folder(self.logs_folder().join(name))?;
        Ok(Logs::new(folder, Arc::clone(&self.keeper)))
    }

    /// The folder of all logs.
    pub(super) fn logs_folder(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// Runs a step once in a run. Later callers wait for it and get the same result.
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
