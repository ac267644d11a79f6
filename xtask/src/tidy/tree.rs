//! Reads every file of the workspace that git tracks, and parses the Rust sources.

use std::collections::BTreeMap;

use super::outline::{self, Outline};
use crate::error::{Context, Error};
use crate::files::{self, Workspace};

/// The files of the workspace.
pub(super) struct Tree {
    /// Every tracked file and its bytes, sorted by path; new files that git does not ignore count too.
    pub(super) files: Vec<TrackedFile>,
    /// The Rust sources among them that are written by hand.
    pub(super) sources: Vec<SourceFile>,
}

/// A tracked file.
pub(super) struct TrackedFile {
    /// Relative to the workspace, with `/`.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// A hand-written Rust source.
pub(super) struct SourceFile {
    pub(super) path: String,
    pub(super) text: String,
    /// Empty for files whose name says that they are tests.
    pub(super) outline: Outline,
    /// Compiled for tests only.
    pub(super) is_test: bool,
}

impl Tree {
    /// Reads the files and parses the sources.
    pub(super) fn read(workspace: &Workspace) -> Result<Self, Error> {
        let files = read_tracked_files(workspace)?;
        let texts: Vec<(&str, &str)> = files
            .iter()
            .filter(|file| is_rust(&file.path))
            .filter_map(|file| Some((file.path.as_str(), file.text()?)))
            .filter(|(_, text)| !is_generated(text))
            .collect();
        let mut sources = parse_all(&texts)?;
        mark_tests(&mut sources);
        Ok(Self { files, sources })
    }
}

impl TrackedFile {
    /// The text, if it is UTF-8.
    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// The package or folder that a file is counted for: `crates/toolkit`, `xtask`, `tests`, or `docs` for all else.
pub(super) fn area(path: &str) -> &str {
    let end_of =
        |index: usize| path.match_indices('/').nth(index).map_or(path.len(), |(end, _)| end);
    let folder = path.get(..end_of(0)).unwrap_or(path);
    match folder {
        "crates" => path.get(..end_of(1)).unwrap_or(path),
        "xtask" | "tests" => folder,
        _ => "docs",
    }
}

/// Whether the path is a Rust source of the workspace.
pub(super) fn is_rust(path: &str) -> bool {
    path.ends_with(".rs") && area(path) != "docs"
}

/// Whether a generator wrote the file: a line near the top marks it.
pub(super) fn is_generated(text: &str) -> bool {
    text.lines().take(30).any(|line| line.starts_with("// @generated"))
}

/// A program that must not compile, kept for its error message.
pub(super) fn is_compile_failure(path: &str) -> bool {
    path.split('/').any(|part| part == "compile_fail")
}

fn read_tracked_files(workspace: &Workspace) -> Result<Vec<TrackedFile>, Error> {
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let listed = files::run("git", &arguments, &workspace.path("."))?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let present = paths.into_iter().filter(|path| workspace.path(path).is_file());
    present.map(|path| TrackedFile::read(workspace, path)).collect()
}

impl TrackedFile {
    fn read(workspace: &Workspace, path: &str) -> Result<Self, Error> {
        let bytes =
            std::fs::read(workspace.path(path)).context(|| format!("can't read `{path}`"))?;
        Ok(Self { path: path.to_owned(), bytes })
    }
}

/// Parses on all cores: the parser takes most of the time of all checks.
fn parse_all(texts: &[(&str, &str)]) -> Result<Vec<SourceFile>, Error> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = texts.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = texts
            .chunks(share)
            .map(|texts| {
                scope.spawn(|| texts.iter().map(parse).collect::<Result<Vec<SourceFile>, Error>>())
            })
            .collect();
        let mut sources = Vec::new();
        for worker in workers {
            let parsed = worker.join().ok().context(|| "a parser stopped".into())?;
            sources.extend(parsed?);
        }
        Ok(sources)
    })
}

fn parse(&(path, text): &(&str, &str)) -> Result<SourceFile, Error> {
    let is_test = has_test_name(path);
    let outline = if is_test {
        Outline::default()
    } else {
        outline::parse(text)
            .map_err(|error| Error::new(format!("{path}:{}: {error}", error.span().start().line)))?
    };
    Ok(SourceFile { path: path.to_owned(), text: text.to_owned(), outline, is_test })
}

fn has_test_name(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs")
}

/// Marks the files that a `#[cfg(test)] mod x;` declares, and those below them.
fn mark_tests(sources: &mut [SourceFile]) {
    let mut files = Vec::new();
    for source in &*sources {
        for module in &source.outline.modules {
            let folder = child_folder(&source.path, &module.names);
            files.extend(module.test_children.iter().map(|name| format!("{folder}/{name}")));
        }
    }
    for source in sources {
        let is_below = |file: &String| {
            source
                .path
                .strip_prefix(file)
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        source.is_test |= files.iter().any(is_below);
    }
}

/// The folder that holds the child modules of a module of the file.
pub(super) fn child_folder(path: &str, names: &[String]) -> String {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let mut folder = match name {
        "lib" | "main" | "mod" => folder.to_owned(),
        _ => stem.to_owned(),
    };
    for name in names {
        folder.push('/');
        folder.push_str(name);
    }
    folder
}

/// The sources of each area that are not tests.
pub(super) fn by_area(sources: &[SourceFile]) -> BTreeMap<&str, Vec<&SourceFile>> {
    let mut areas: BTreeMap<&str, Vec<&SourceFile>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.is_test) {
        areas.entry(area(&source.path)).or_default().push(source);
    }
    areas
}

/// Whether the file is part of a library or program, and not of its examples and benchmarks.
pub(super) fn is_product(path: &str) -> bool {
    path.strip_prefix(area(path)).is_some_and(|rest| rest.starts_with("/src/"))
}

/// A hand-written source, for tests of the checks.
#[cfg(test)]
pub(super) fn source(path: &str, text: &str) -> SourceFile {
    parse(&(path, text)).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_counted_for_its_package() {
        assert_eq!(area("crates/toolkit/src/lib.rs"), "crates/toolkit");
        assert_eq!(area("xtask/src/main.rs"), "xtask");
        assert_eq!(area("README.md"), "docs");
        assert_eq!(area("docs/decisions/README.md"), "docs");
    }

    #[test]
    fn generated_sources_say_so_at_the_start_of_a_line() {
        assert!(is_generated("//! Types.\n// @generated by the generator.\n"));
        assert!(!is_generated("//! Types.\nconst HEAD: &str = \"// @generated\";\n"));
    }

    #[test]
    fn children_are_in_the_folder_of_their_parent() {
        assert_eq!(child_folder("a/src/lib.rs", &[]), "a/src");
        assert_eq!(child_folder("a/src/b/mod.rs", &["c".into()]), "a/src/b/c");
        assert_eq!(child_folder("a/src/b.rs", &[]), "a/src/b");
    }

    #[test]
    fn tests_are_found_by_name_and_by_declaration() {
        let mut sources = [
            source("crates/a/src/lib.rs", "#[cfg(test)] mod cases; mod b;"),
            source("crates/a/src/cases.rs", ""),
            source("crates/a/src/cases/c.rs", ""),
            source("crates/a/src/b.rs", ""),
            source("crates/a/src/b/tests.rs", ""),
            source("crates/a/tests/d.rs", ""),
        ];
        mark_tests(&mut sources);
        let tests = sources.iter().map(|source| source.is_test).collect::<Vec<_>>();
        assert_eq!(tests, [false, true, true, false, true, true]);
    }
}
