//! Finds the text of a line to quote: in a checked template, or in the app's Rust.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use constructs::diagnostic::Place;
use constructs_cloudformation::Stack;

use super::token::end_column;
use crate::file::read_named;

/// The most bytes of a Rust file to quote.
const MAX_SOURCE_BYTES: usize = 4_000_000;

/// The most bytes of lines to quote: a report on a huge template of one line quotes its first findings only.
const MAX_QUOTED_BYTES: usize = 500_000_000;

/// Texts that can be quoted.
pub(crate) struct Sources<'a> {
    templates: BTreeMap<&'a str, &'a str>,
    /// Where paths of Rust files may begin.
    folders: Vec<PathBuf>,
    read: RefCell<BTreeMap<String, Option<String>>>,
    /// Where the lines of each text begin.
    starts: RefCell<BTreeMap<String, Vec<usize>>>,
    left: Cell<usize>,
}

impl<'a> Sources<'a> {
    /// The templates, and the files in `project` or above it.
    pub(crate) fn new(
        project: Option<&Path>,
        stacks: &'a [Stack],
        refused: &'a [(String, String)],
    ) -> Self {
        let refused = refused.iter().map(|(file, text)| (&**file, &**text));
        let templates = stacks.iter().map(|stack| (&*stack.file, &*stack.text));
        let templates = templates.chain(refused).collect();
        let project = project.and_then(|folder| folder.canonicalize().ok());
        let starts = [project, std::env::current_dir().ok()];
        let folders = starts.iter().flatten().flat_map(|start| start.ancestors());
        Self {
            templates,
            folders: folders.map(Path::to_owned).collect(),
            left: Cell::new(MAX_QUOTED_BYTES),
            read: RefCell::default(),
            starts: RefCell::default(),
        }
    }

    /// The line, without its end.
    pub(crate) fn line(&self, file: &str, line: u32) -> Option<String> {
        if let Some(text) = self.templates.get(file) {
            return self.nth(file, text.strip_prefix('\u{feff}').unwrap_or(text), line);
        }
        let mut read = self.read.borrow_mut();
        let text = read.entry(file.to_owned()).or_insert_with(|| self.find(file));
        self.nth(file, text.as_deref()?, line)
    }

    fn nth(&self, file: &str, text: &str, line: u32) -> Option<String> {
        let mut starts = self.starts.borrow_mut();
        let starts = starts.entry(file.to_owned()).or_insert_with(|| line_starts(text));
        let start = *starts.get(usize::try_from(line).ok()?.checked_sub(1)?)?;
        let line = text.get(start..)?.lines().next()?;
        self.left.set(self.left.get().checked_sub(line.len())?);
        Some(line.to_owned())
    }

    /// The line and the column after the key or value at a place, if it ends on the line where it begins.
    pub(crate) fn end(&self, place: &Place) -> Option<(u32, u32)> {
        let (line, column) = place.position?;
        let text = self.line(place.file.as_deref()?, line)?;
        Some((line, end_column(&text, column)?))
    }

    /// Lines of a workspace are known by paths from its root, which is somewhere above.
    fn find(&self, file: &str) -> Option<String> {
        let path = Path::new(file);
        let is_within = path.components().all(|part| matches!(part, Component::Normal(_)));
        if !is_within || path.extension().is_none_or(|extension| extension != "rs") {
            return None;
        }
        let found =
            self.folders.iter().map(|folder| folder.join(path)).find(|path| path.is_file())?;
        let bytes = read_named(&found, MAX_SOURCE_BYTES).ok()?;
        (bytes.len() <= MAX_SOURCE_BYTES).then(|| String::from_utf8(bytes).ok())?
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}
