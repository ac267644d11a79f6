//! Builds executables with cargo and copies them to a folder where no other build replaces them.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::outcome::Stop;
use super::process::Logs;
use crate::cargo;
use crate::error::{Context, Error};
use crate::files::Workspace;

const LIMIT: Duration = Duration::from_secs(1200);
/// Messages of cargo for a crate that it could not download, which is not a mistake in the code.
const NOT_FETCHED: [&str; 3] = ["failed to download", "failed to get `", "unable to update"];

/// Runs `cargo build` with these arguments in the workspace, and copies every executable into `folder`.
pub(super) fn build(
    workspace: &Workspace,
    logs: &Logs,
    arguments: &[&str],
    folder: &Path,
) -> Result<(), Stop> {
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "--locked", "--message-format", "json-render-diagnostics"]);
    build.args(arguments).current_dir(workspace.path(""));
    let doing = format!("`cargo build {}`", arguments.join(" "));
    let answer = logs.run("build", &mut build, LIMIT)?;
    if !answer.succeeded && NOT_FETCHED.iter().any(|words| answer.stderr.contains(words)) {
        return Err(Stop::Lacking(format!("crates to build: {}", answer.last_words())));
    }
    let built = cargo::executables(&answer.or_error(&doing)?.stdout);
    if built.is_empty() {
        return Err(Error::new(format!("{doing} built no executable")).into());
    }
    for from in built {
        let to = folder.join(from.file_name().unwrap_or_default());
        std::fs::copy(&from, &to).context(|| format!("can't copy `{}`", from.display()))?;
    }
    Ok(())
}
