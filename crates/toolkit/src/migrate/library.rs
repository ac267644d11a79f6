//! Finds the folder with the library's crates, as the manifest of a new project names it.
//!
//! The crates are in no registry, so a project depends on them by path: the folder that `--library` names, or else the
//! library's checkout that holds the current folder, or else the one that this program was built from.

use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;

/// The crates that a project depends on, one folder each.
const CRATES: [&str; 3] = ["constructs", "aws", "toolkit"];

/// The path from the folder `project`, which may not exist yet, to the library's crates.
pub(super) fn library_path(named: Option<&Path>, project: &Path) -> Result<String, Failure> {
    let library = match named {
        Some(folder) => crates_in(folder).ok_or_else(|| Failure::Usage {
            problem: format!("`{}` does not hold the library's crates", folder.display()),
            help: format!("name a folder with {}, one crate each", name_crates()),
        })?,
        None => find_nearby().ok_or_else(|| Failure::Usage {
            problem: "the library's crates are in no registry, and no checkout of it was found".to_owned(),
            help: "name their folder with `--library DIR`, or write the source alone: `--output stack.rs`".to_owned(),
        })?,
    };
    let project = existing(project).unwrap_or_else(|| project.to_owned());
    let path = relative(&project, &library);
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    Ok(parts.collect::<Vec<_>>().join("/"))
}

fn name_crates() -> String {
    CRATES.map(|name| format!("`{name}`")).join(", ")
}

/// The checkout above the current folder, or the one that this program was built from if it still exists.
fn find_nearby() -> Option<PathBuf> {
    let current = std::env::current_dir().ok();
    let above = current.as_deref().and_then(|folder| folder.ancestors().find_map(crates_in));
    above.or_else(|| crates_in(Path::new(env!("CARGO_MANIFEST_DIR")).parent()?))
}

/// The folder with the crates: `folder` itself, or `crates` in it.
fn crates_in(folder: &Path) -> Option<PathBuf> {
    let holds_crates =
        |folder: &PathBuf| CRATES.iter().all(|name| folder.join(name).join("Cargo.toml").is_file());
    let found = [folder.join("crates"), folder.to_owned()].into_iter().find(holds_crates)?;
    found.canonicalize().ok()
}

/// The path without links, also of a folder that is still to be made.
fn existing(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let (known, above) =
        path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, above)))?;
    let rest = path.strip_prefix(above).ok()?;
    Some(if rest.as_os_str().is_empty() { known } else { known.join(rest) })
}

/// The way from one absolute folder to another; the other itself if they have no root in common.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let from: Vec<Component<'_>> = from.components().collect();
    let to_parts: Vec<Component<'_>> = to.components().collect();
    let common = from.iter().zip(&to_parts).take_while(|(one, other)| one == other).count();
    if common == 0 {
        return to.to_owned();
    }
    let up = from.iter().skip(common).map(|_| Component::ParentDir);
    up.chain(to_parts.into_iter().skip(common)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_leads_up_and_down() {
        for (from, to, expected) in [
            ("/src/my-app", "/src/library/crates", "../library/crates"),
            ("/src/library/my-app", "/src/library/crates", "../crates"),
            ("/a", "/b/c", "../b/c"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), Path::new(expected));
        }
    }

    #[test]
    fn the_checkout_of_this_program_is_found() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
        assert_eq!(crates_in(&crates), Some(crates.clone()));
        assert_eq!(crates_in(crates.parent().unwrap()), Some(crates.clone()));
        assert_eq!(crates_in(&crates.join("toolkit")), None);
    }

    #[test]
    fn a_folder_without_the_crates_is_an_error() {
        let failure = library_path(Some(Path::new("src")), Path::new("my-app")).unwrap_err();
        assert_eq!(failure.to_string(), "`src` does not hold the library's crates");
    }
}
