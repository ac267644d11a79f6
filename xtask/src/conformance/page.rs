//! Writes the outcomes of the checks into the table of `docs/conformance.md`, with the date and the versions of the tools.

use std::time::Duration;

use super::clock;
use super::outcome::Ended;
use super::side_by_side;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};
use crate::page::replace_section;

const PAGE: &str = "docs/conformance.md";
const BEGIN: &str = "<!-- written by `cargo xtask conformance --write` -->\n";
const END: &str = "<!-- end -->\n";
/// Maximum characters in a line of the page.
const WIDTH: usize = 120;

/// Replaces the table of the page.
pub(super) fn write(
    workspace: &Workspace,
    ended: &[Ended],
    whole: Duration,
    versions: &[String],
) -> Result<(), Error> {
    let path = workspace.path(PAGE);
    let table = table(ended, whole, &clock::today(), &versions.join(", "));
    let text = replace_section(&files::read(&path)?, BEGIN, END, &table);
    files::write(&path, &text.context(|| format!("`{PAGE}` has no markers for the table"))?)
}

fn table(ended: &[Ended], whole: Duration, day: &str, versions: &str) -> String {
    let width = side_by_side::width();
    let about = format!(
        "As of {day}, {width} checks at a time, {} seconds for all of them, with {versions}:",
        whole.as_secs()
    );
    let mut table = wrap(&about);
    table.push_str("\n| check | outcome | seconds | what |\n|---|---|---|---|\n");
    for one in ended {
        let (word, remark) = one.outcome.word_and_remark();
        let seconds = one.time.as_secs();
        table.push_str(&format!("| {} | {word} | {seconds} | {remark} |\n", one.name));
    }
    table
}

/// Wraps a text into lines of at most [`WIDTH`] characters.
fn wrap(text: &str) -> String {
    let (mut lines, mut line) = (String::new(), String::new());
    for word in text.split(' ') {
        if !line.is_empty() && line.len() + 1 + word.len() > WIDTH {
            lines.push_str(&line);
            lines.push('\n');
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    format!("{lines}{line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::outcome::Outcome;

    #[test]
    fn a_row_is_a_check() {
        let outcome = Outcome::Passed("3 templates".to_owned());
        let ended = [Ended { name: "lint".to_owned(), outcome, time: Duration::from_secs(3) }];
        let table = table(&ended, Duration::from_secs(4), "2026-01-02", "x 1");
        assert!(table.starts_with("As of 2026-01-02, "), "{table}");
        assert!(table.contains(" 4 seconds for all of them, with x 1:\n\n| check "), "{table}");
        assert!(table.ends_with("|---|---|---|---|\n| lint | passed | 3 | 3 templates |\n"));
    }

    #[test]
    fn lines_are_as_wide_as_the_page() {
        let text = ["word"; 50].join(" ");
        let lines = wrap(&text);
        let widths: Vec<usize> = lines.lines().map(str::len).collect();
        assert_eq!(widths, [119, 119, 9]);
        assert_eq!(lines.replace('\n', " ").trim(), text);
    }
}
