//! Writes the lines of the table into their section of `docs/performance.md`, between two markers.

use super::table;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};
use crate::page::replace_section;

const PAGE: &str = "docs/performance.md";
const BEGIN: &str = "<!-- cargo xtask access-speed --write -->\n";
const END: &str = "<!-- end of access-speed -->\n";

/// Replaces the section.
///
/// # Errors
/// The page can't be read or written, or has no markers.
pub(super) fn write(workspace: &Workspace, lines: &[String], runs: u32) -> Result<(), Error> {
    let path = workspace.path(PAGE);
    let text = replace_section(&files::read(&path)?, BEGIN, END, &section(lines, runs));
    files::write(&path, &text.context(|| format!("`{PAGE}` has no markers for the table"))?)
}

fn section(lines: &[String], runs: u32) -> String {
    format!(
        "Medians of {runs} runs of whole processes (one run if it takes over 10 s), in CPU seconds, user and system \
         together. *Before* is the\nfigure of an earlier version. The baseline is a process that reads the same files and \
         does nothing else, or `app list` for a project.\n\n{}\n{}\n",
        table::HEAD,
        lines.join("\n")
    )
}
