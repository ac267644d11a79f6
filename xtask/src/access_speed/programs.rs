//! Builds `app` and the baseline, which only reads files, in release mode.

use std::path::PathBuf;

use crate::cargo;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};

/// The programs that are measured.
pub(super) struct Programs {
    /// The reference app.
    pub(super) app: PathBuf,
    /// The example `read` of `constructs-yaml`.
    pub(super) read: PathBuf,
}

impl Programs {
    /// Builds both, or only the baseline where `app` names another binary.
    ///
    /// # Errors
    /// A build fails, or there is no such binary.
    pub(super) fn build(workspace: &Workspace, app: Option<PathBuf>) -> Result<Self, Error> {
        let app = match app {
            Some(path) => {
                path.canonicalize().context(|| format!("can't find `{}`", path.display()))?
            }
            None => build(workspace, &["--package", "app", "--bin", "app"])?,
        };
        let read = build(workspace, &["--package", "constructs-yaml", "--example", "read"])?;
        Ok(Self { app, read })
    }
}

/// Builds one program with cargo and returns where it is.
fn build(workspace: &Workspace, target: &[&str]) -> Result<PathBuf, Error> {
    let mut arguments = vec!["build", "--quiet", "--release", "--message-format", "json"];
    arguments.extend(target);
    let messages = files::run("cargo", &arguments, &workspace.path("."))?;
    let messages = String::from_utf8_lossy(&messages);
    let built = cargo::executables(&messages).pop();
    built.context(|| format!("cargo built no program for `{}`", target.join(" ")))
}
