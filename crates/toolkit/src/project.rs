//! Finds the project: the folder that holds `cdk.json`, from wherever the program is started.

use std::env;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

use crate::failure::Failure;
use crate::json_file::JsonFile;

/// The folder of `cdk.json`, and what that file says.
pub(crate) struct Project {
    folder: PathBuf,
    context: Map<String, Json>,
}

/// The file that names the app and its context, as the `cdk` CLI has it.
pub(crate) const FILE: &str = "cdk.json";

/// What to do where there is no such file.
const HELP: &str = "go to the folder that holds it, or name that with `--project`; in a new project write one: `{\"app\": \"cargo run --quiet -- synth\"}`";

impl Project {
    /// Looks for `cdk.json` in `folder`, or from here upwards, then from the package that `cargo run` runs, then
    /// from the program itself.
    ///
    /// A project without one is an error, and so is one that can't be read: a run that does not find its app must not replace
    /// what an earlier one wrote.
    pub(crate) fn find(folder: Option<&Path>) -> Result<Self, Failure> {
        let folder = find_folder(folder)?;
        let path = folder.join(FILE);
        if is_missing(&path) {
            return Err(missing(&folder));
        }
        let context = context_of(&read_settings(&path)?, &path)?;
        Ok(Self { folder, context })
    }

    /// The folder that holds `cdk.json`.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The context of `cdk.json`.
    pub(crate) const fn context(&self) -> &Map<String, Json> {
        &self.context
    }

    /// Where the assembly goes: `--output`, what the `cdk` CLI asks for, or `cdk.out` in the project.
    pub(crate) fn output(&self, asked: Option<&Path>) -> PathBuf {
        match (asked, cli_output()) {
            (Some(asked), _) => asked.to_owned(),
            (None, Some(folder)) => folder,
            (None, None) => self.folder.join("cdk.out"),
        }
    }
}

/// The project's folder, for commands that need nothing of what `cdk.json` says.
pub(crate) fn find_folder(folder: Option<&Path>) -> Result<PathBuf, Failure> {
    match folder {
        Some(folder) if folder.is_dir() => Ok(folder.to_owned()),
        Some(folder) => Err(Failure::Usage {
            problem: format!("there is no folder `{}`", folder.display()),
            help: "name the folder that holds `cdk.json`".to_owned(),
        }),
        None => search(&starts()),
    }
}

/// Reads a file of settings of the `cdk` CLI.
pub(crate) fn read_settings(path: &Path) -> Result<JsonFile, Failure> {
    JsonFile::read(path).map_err(|failure| match failure {
        Failure::Read { error, .. } => unreadable(path, &error),
        failure => failure,
    })
}

/// The object `context` of a file of settings; empty where it has none.
pub(crate) fn context_of(file: &JsonFile, path: &Path) -> Result<Map<String, Json>, Failure> {
    file.object("context").ok_or_else(|| Failure::Json {
        path: path.to_owned(),
        mark: file.locate(&["context"]),
        problem: "`context` is not an object".to_owned(),
        help: "write it as `\"context\": { … }`".to_owned(),
    })
}

/// The folder that the `cdk` CLI asks an app to write to. It is set where that runs the app.
pub(crate) fn cli_output() -> Option<PathBuf> {
    env::var_os("CDK_OUTDIR").filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// A variable of the environment that the `cdk` CLI's protocol names, or that says where the user's own files are.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(crate) fn read_variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Where to look from.
fn starts() -> Vec<PathBuf> {
    let here = env::current_dir().ok();
    let package = read_variable("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let program = env::current_exe().ok();
    [here, package, program].into_iter().flatten().collect()
}

/// The nearest folder upwards that has an entry `cdk.json`, whatever it is: a link that leads nowhere is an error of the
/// project's, and no reason to take another project.
fn search(starts: &[PathBuf]) -> Result<PathBuf, Failure> {
    for folder in starts.iter().flat_map(|start| start.ancestors()) {
        let path = folder.join(FILE);
        match path.symlink_metadata() {
            Ok(_) => return Ok(folder.to_owned()),
            Err(error) if is_absence(error.kind()) => {}
            Err(error) => return Err(unreadable(&path, &error)),
        }
    }
    Err(missing(starts.first().map_or(Path::new("."), PathBuf::as_path)))
}

/// Whether an error says that there is no such file. The program itself is a file, not a folder.
fn is_absence(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| is_absence(error.kind()))
}

fn missing(folder: &Path) -> Failure {
    Failure::Usage {
        problem: format!("there is no `{FILE}` in `{}` or above it", folder.display()),
        help: HELP.to_owned(),
    }
}

/// A file in the user's own folder holds for every project.
fn other_project(path: &Path) -> &'static str {
    if path.ends_with(".cdk.json") {
        ""
    } else {
        ", or name the folder of another project with `--project`"
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Usage {
        problem: format!("cannot read `{}`: {error}", path.display()),
        help: format!("fix or remove it{}", other_project(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_entry_is_the_project_whatever_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let outer = folder.path().canonicalize().unwrap();
        let inner = outer.join("inner/deeper");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(outer.join(FILE), "{}").unwrap();
        let starts = [inner.join("program"), inner.clone()];
        assert_eq!(search(&starts).unwrap(), outer);
        std::fs::create_dir(outer.join("inner").join(FILE)).unwrap();
        assert_eq!(search(&starts).unwrap(), outer.join("inner"));
        let failure = Project::find(Some(&outer.join("inner"))).err().unwrap();
        assert_eq!(failure.exit_code(), 2);
        assert!(failure.to_string().ends_with("cdk.json`: it is a directory"), "{failure}");
    }

    #[test]
    fn a_folder_without_the_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let failure = Project::find(Some(folder.path())).err().unwrap();
        assert_eq!(failure.exit_code(), 2);
        assert!(failure.to_string().starts_with("there is no `cdk.json` in `"), "{failure}");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_nowhere_and_devices_are_errors() {
        for (target, problem) in [
            ("nowhere", "it is a link to a file that does not exist"),
            ("/dev/zero", "it is a device, not a regular file"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            std::os::unix::fs::symlink(target, folder.path().join(FILE)).unwrap();
            let found = search(&[folder.path().join("sub")]).unwrap();
            assert_eq!(found, folder.path());
            let failure = Project::find(Some(&found)).err().unwrap();
            assert_eq!(failure.exit_code(), 2);
            assert!(failure.to_string().ends_with(problem), "{failure}");
        }
    }
}
