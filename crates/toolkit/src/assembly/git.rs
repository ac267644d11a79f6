//! `git:REV` and `git:REV:PATH` -> a folder or a file of a revision. Git is asked for names below the project's folder only.

use std::fmt::{Display, Formatter};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::entry::{EntryKind, LINK};
use crate::child;
use crate::failure::Failure;

/// How long git may take for one answer: it may ask another computer in a partial clone.
const MAX_TIME: Duration = Duration::from_secs(60);

/// A place in a revision.
pub(super) struct Revision<'a> {
    project: &'a Path,
    revision: &'a str,
    /// Relative to the project's folder; empty for that itself.
    path: String,
}

/// The entry at a path of a revision.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Folder,
    File,
}

impl<'a> Revision<'a> {
    /// A place as a person writes it after `git:`; without a path it is `assembly`.
    pub(super) fn parse(
        project: &'a Path,
        assembly: &str,
        word: &'a str,
    ) -> Result<(Self, Found), Failure> {
        let (revision, path) = word.split_once(':').unwrap_or((word, assembly));
        if revision.is_empty() {
            return Err(wrong("`git:` names no revision".to_owned(), REVISION));
        }
        if revision.starts_with('-') {
            return Err(wrong(format!("`{revision}` is not a revision"), REVISION));
        }
        let path = path.trim_start_matches("./").trim_end_matches('/');
        let is_inside = !path.starts_with('/') && path.split('/').all(|part| part != "..");
        if !is_inside {
            let problem = format!("`{path}` is not below the project's folder");
            return Err(wrong(
                problem,
                "write a path relative to the folder that holds `cdk.json`",
            ));
        }
        let place = Self { project, revision, path: path.to_owned() };
        place.check_revision()?;
        let kind = place.git(&["cat-file", "-t", &place.object("")]);
        let found = match kind.as_deref().map(<[u8]>::trim_ascii) {
            Some(b"tree") => Found::Folder,
            Some(b"blob") => Found::File,
            _ => {
                let problem = format!("there is no `{path}` in `{revision}`");
                return Err(wrong(
                    problem,
                    "commit the assembly, or name a folder or a template: `git:REV:PATH`",
                ));
            }
        };
        Ok((place, found))
    }

    fn check_revision(&self) -> Result<(), Failure> {
        let output = Command::new("git").arg("--version").output();
        if let Err(error) = output {
            return Err(wrong(
                format!("git can't be run: {error}"),
                "install git, or name folders",
            ));
        }
        if self.git(&["rev-parse", "--git-dir"]).is_none() {
            let problem = format!("`{}` is in no git repository", self.project.display());
            return Err(wrong(problem, "go to the repository, or name folders or templates"));
        }
        let commit = format!("{}^{{commit}}", self.revision);
        match self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]) {
            Some(_) => Ok(()),
            None => {
                let problem = format!("there is no commit `{}`", self.revision);
                Err(wrong(problem, REVISION))
            }
        }
    }

    /// The names in a folder below, and what they are.
    pub(super) fn entries(&self, folder: &str) -> Option<Vec<(String, EntryKind)>> {
        let listed = self.git(&["ls-tree", "-z", &self.object(folder)])?;
        let text = String::from_utf8_lossy(&listed);
        let lines = text.split('\0').filter(|line| !line.is_empty());
        lines
            .map(|line| line.split_once('\t').map(|(mode, name)| (name.into(), kind(mode))))
            .collect()
    }

    /// Whether there is anything of this name below.
    pub(super) fn has(&self, name: &str) -> bool {
        self.git(&["cat-file", "-e", &self.object(name)]).is_some()
    }

    /// A plain file below, or the place itself with an empty name; otherwise what is wrong with it.
    pub(super) fn bytes(&self, file: &str, limit: usize) -> Result<Vec<u8>, String> {
        let object = self.object(file);
        let kind = self.git(&["cat-file", "-t", &object]);
        match kind.as_deref().map(<[u8]>::trim_ascii) {
            None => return Err("it is not in this revision".to_owned()),
            Some(b"blob") => {}
            Some(_) => return Err("it is not a file".to_owned()),
        }
        if self.is_link(file) {
            return Err(LINK.to_owned());
        }
        let size = self.git(&["cat-file", "-s", &object]).unwrap_or_default();
        let size = String::from_utf8_lossy(&size).trim().parse::<usize>();
        if size.is_ok_and(|size| size > limit) {
            return Err(format!("it has more than {limit} bytes"));
        }
        self.git(&["cat-file", "blob", &object]).ok_or_else(|| "git can't read it".to_owned())
    }

    /// Whether git has the file as a link, with mode 120000.
    fn is_link(&self, file: &str) -> bool {
        let parts = [self.path.as_str(), file].into_iter().filter(|part| !part.is_empty());
        let path = format!("./{}", parts.collect::<Vec<_>>().join("/"));
        let listed = self.git(&["ls-tree", self.revision, "--", &path]);
        listed.is_some_and(|line| line.starts_with(b"120000 "))
    }

    fn object(&self, below: &str) -> String {
        let parts = [self.path.as_str(), below].into_iter().filter(|part| !part.is_empty());
        format!("{}:./{}", self.revision, parts.collect::<Vec<_>>().join("/"))
    }

    fn git(&self, arguments: &[&str]) -> Option<Vec<u8>> {
        child::run("git", arguments, self.project, Vec::new(), MAX_TIME)
    }
}

/// The place as a person writes it.
impl Display for Revision<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "git:{}:{}", self.revision, self.path)
    }
}

/// Of `100644 blob 0123…`. <https://git-scm.com/docs/git-fast-import#_filemodify>
fn kind(mode: &str) -> EntryKind {
    match mode.split(' ').next() {
        Some("040000") => EntryKind::Folder,
        Some("120000") => EntryKind::Other(LINK),
        Some("160000") => EntryKind::Other("it is a submodule, which is not read"),
        _ => EntryKind::File,
    }
}

const REVISION: &str =
    "name a commit, a branch or a tag, with a path after another `:` if it isn't the assembly";

fn wrong(problem: String, help: &str) -> Failure {
    Failure::Usage { problem, help: help.to_owned() }
}
