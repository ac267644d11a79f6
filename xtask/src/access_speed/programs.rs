//! The workspace -> the release builds of `app` and of the baseline that only reads files.

use std::path::PathBuf;

use serde_json::Value as Json;

use crate::fault::{Context, Fault};
use crate::files::{self, Workspace};

/// The programs that are measured.
pub(super) struct Programs {
    /// The reference app.
    pub(super) app: PathBuf,
    /// The example `read` of `constructs-document`.
    pub(super) read: PathBuf,
}

impl Programs {
    /// Builds both, or only the baseline where `app` names another binary.
    ///
    /// # Errors
    /// A build fails, or there is no such binary.
    pub(super) fn build(workspace: &Workspace, app: Option<PathBuf>) -> Result<Self, Fault> {
        let app = match app {
            Some(path) => {
                path.canonicalize().context(|| format!("can't find `{}`", path.display()))?
            }
            None => build(workspace, &["--package", "app", "--bin", "app"])?,
        };
        let read = build(workspace, &["--package", "constructs-document", "--example", "read"])?;
        Ok(Self { app, read })
    }
}

/// Builds one program with cargo and returns where it is.
fn build(workspace: &Workspace, target: &[&str]) -> Result<PathBuf, Fault> {
    let mut arguments = vec!["build", "--quiet", "--release", "--message-format", "json"];
    arguments.extend(target);
    let messages = files::run("cargo", &arguments, &workspace.path("."))?;
    let messages = String::from_utf8_lossy(&messages);
    executable(&messages).context(|| format!("cargo built no program for `{}`", target.join(" ")))
}

fn executable(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok());
    let mut programs =
        messages.filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
    programs.next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_the_last_executable_that_cargo_names() {
        let messages = "{\"reason\":\"compiler-artifact\",\"executable\":null}\n\
                        {\"reason\":\"compiler-artifact\",\"executable\":\"target/release/app\"}\n\
                        {\"reason\":\"build-finished\",\"success\":true}\n";
        assert_eq!(executable(messages), Some(PathBuf::from("target/release/app")));
        assert_eq!(executable(""), None);
    }
}
