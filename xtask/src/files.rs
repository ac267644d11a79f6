//! Finds, reads, and writes files of the workspace, and runs programs in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Context, Error};

/// The folder that contains `facts`, `crates`, and `target`.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace at `chosen`, or the one that cargo runs this program from.
    pub(crate) fn find(chosen: Option<PathBuf>) -> Result<Self, Error> {
        if let Some(root) = chosen {
            return Ok(Self { root });
        }
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .context(|| "run this as `cargo xtask`, or name a folder with `--root`".into())?;
        let root = package.parent().map(Path::to_path_buf);
        Ok(Self { root: root.context(|| "the package has no parent folder".into())? })
    }

    /// The folder of templates to test with: the one that the variable `FIXTURES` names, or the default one.
    pub(crate) fn fixtures(&self) -> PathBuf {
        let named = std::env::var_os("FIXTURES").map(PathBuf::from);
        named.unwrap_or_else(|| self.path("../shared/fixtures"))
    }

    /// The path of `relative` below the root.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).context(|| format!("can't read `{}`", path.display()))
}

/// The text of a file, or nothing if there is no such file.
pub(crate) fn read_if_present(path: &Path) -> Result<Option<String>, Error> {
    if path.exists() { read(path).map(Some) } else { Ok(None) }
}

/// Writes a file and creates its folder. Leaves the file untouched if it already contains `text`.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    if read_if_present(path).ok().flatten().as_deref() == Some(text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    std::fs::write(path, text).context(|| format!("can't write `{}`", path.display()))
}

/// Writes a binary file. Leaves it untouched if it already contains `bytes`.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if std::fs::read(path).is_ok_and(|found| found == bytes) {
        return Ok(());
    }
    std::fs::write(path, bytes).context(|| format!("can't write `{}`", path.display()))
}

/// Creates a folder and its parents.
pub(crate) fn create_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path)
        .context(|| format!("can't create the folder `{}`", path.display()))
}

/// Removes a folder and what it contains, if it exists.
pub(crate) fn remove_folder(path: &Path) -> Result<(), Error> {
    if !path.exists() {
        return Ok(());
    }
    std::fs::remove_dir_all(path).context(|| format!("can't empty `{}`", path.display()))
}

/// Creates an empty folder in place of an earlier one.
pub(crate) fn create_empty_folder(path: &Path) -> Result<(), Error> {
    remove_folder(path)?;
    create_folder(path)
}

/// The names in a folder, sorted. Empty if the folder does not exist.
pub(crate) fn names_in(folder: &Path) -> Result<Vec<String>, Error> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries =
        std::fs::read_dir(folder).context(|| format!("can't list `{}`", folder.display()))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// The files below a folder, relative to it, sorted.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for name in names_in(folder)? {
        let path = folder.join(&name);
        if path.is_dir() {
            found.extend(files_below(&path)?.into_iter().map(|below| Path::new(&name).join(below)));
        } else {
            found.push(PathBuf::from(name));
        }
    }
    Ok(found)
}

/// A path as text.
pub(crate) fn path_text(path: &Path) -> Result<String, Error> {
    path.to_str().map(str::to_owned).context(|| format!("`{}` is not UTF-8", path.display()))
}

/// A relative path with `/`, on every system.
pub(crate) fn with_slashes(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Runs a program in a folder and returns its standard output.
pub(crate) fn run(program: &str, arguments: &[&str], folder: &Path) -> Result<Vec<u8>, Error> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context(|| format!("can't start `{program}`"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Error::new(format!("`{program} {}` failed", arguments.join(" "))))
    }
}
