//! Counts the words and phrases that hide what a sentence is about, and limits them in each crate.
//!
//! Reads comments and string literals of hand-written sources, Markdown pages, and snapshots.

mod passages;
mod rules;

use std::collections::BTreeMap;

use super::input::CheckInput;
use super::limits::{Deviation, Figures};
use super::problem::Problem;
use super::section::Section;
use super::table::{layout, ratio};
use super::tree::{Tree, area};
use crate::error::Error;
use crate::files::read;
use passages::{Passage, PassageKind};
use rules::WordRules;

const LIST: &str = "xtask/tidy/words.txt";
const LIMITS: &str = "word-limits.txt";

/// The counts of one crate, or of the pages outside crates.
#[derive(Default)]
struct Counts {
    comment_lines: usize,
    in_comments: usize,
    in_literals: usize,
    in_pages: usize,
}

/// A banned phrase and where it is.
struct BannedPhrase<'a> {
    path: &'a str,
    kind: PassageKind,
    line: usize,
    phrase: String,
    instead: &'a str,
}

/// Compares the count of each crate with its limit.
pub(super) fn check(input: &CheckInput<'_>) -> Result<Section, Error> {
    let rules = WordRules::parse(LIST, &read(&input.workspace.path(LIST))?)?;
    let counts = count(&input.tree, &rules);
    let figures: Figures = counts
        .iter()
        .filter(|(_, counts)| counts.total() > 0)
        .map(|(area, counts)| ((*area).to_owned(), vec![counts.total()]))
        .collect();
    let problems = input.enforce(LIMITS, &figures, describe)?;
    Ok(Section { title: "Banned words", problems, lines: lines(&counts) })
}

/// Prints each banned phrase of one crate, named with or without `crates/`.
pub(super) fn list(input: &CheckInput<'_>, wanted: &str) -> Result<Vec<Problem>, Error> {
    let rules = WordRules::parse(LIST, &read(&input.workspace.path(LIST))?)?;
    let files = passages(&input.tree).into_iter().filter(|(path, _)| {
        let area = area(path);
        area == wanted || area.strip_prefix("crates/") == Some(wanted)
    });
    let found = files.flat_map(|(path, passages)| find(path, &passages, &rules));
    let to_problem = |found: BannedPhrase<'_>| {
        let message = format!("`{}`: {}", found.phrase, found.instead);
        Problem::on_line(found.path, found.line, message)
    };
    Ok(found.map(to_problem).collect())
}

fn count<'a>(tree: &'a Tree, rules: &WordRules) -> BTreeMap<&'a str, Counts> {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for (path, passages) in passages(tree) {
        let counts = counts.entry(area(path)).or_default();
        let comments = passages.iter().filter(|passage| passage.kind == PassageKind::Comment);
        counts.comment_lines += comments.map(|comment| comment.text.lines().count()).sum::<usize>();
        for found in find(path, &passages, rules) {
            match found.kind {
                PassageKind::Comment => counts.in_comments += 1,
                PassageKind::Literal => counts.in_literals += 1,
                PassageKind::Page => counts.in_pages += 1,
            }
        }
    }
    counts
}

/// The passages of every file that people read.
fn passages(tree: &Tree) -> Vec<(&str, Vec<Passage>)> {
    let sources = tree.sources.iter();
    let sources =
        sources.map(|source| (source.path.as_str(), passages::find_in_source(&source.text)));
    let pages = tree.files.iter().filter(|file| is_page(&file.path));
    let pages = pages
        .filter_map(|file| Some((file.path.as_str(), vec![passages::read_page(file.text()?)])));
    sources.chain(pages).collect()
}

fn is_page(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".snap")
}

/// The banned phrases of one file, in the order of the lines.
fn find<'a>(path: &'a str, passages: &[Passage], rules: &'a WordRules) -> Vec<BannedPhrase<'a>> {
    let mut found = Vec::new();
    for passage in passages {
        for hit in rules.find(&passage.text) {
            let before = passage.text.get(..hit.start).unwrap_or_default();
            found.push(BannedPhrase {
                path,
                kind: passage.kind,
                line: passage.line + before.matches('\n').count(),
                phrase: hit.phrase.split_whitespace().collect::<Vec<_>>().join(" "),
                instead: hit.instead,
            });
        }
    }
    found.sort_by_key(|found| found.line);
    found
}

fn describe(deviation: &Deviation<'_>) -> Problem {
    let Deviation { name, found, limit, .. } = deviation;
    Problem::in_file(
        *name,
        format!(
            "{found} banned words; the limit is {limit}: find them with `cargo xtask tidy --words {name}`"
        ),
    )
}

impl Counts {
    fn total(&self) -> usize {
        self.in_comments + self.in_literals + self.in_pages
    }
}

fn lines(counts: &BTreeMap<&str, Counts>) -> Vec<String> {
    let row = |(area, counts): (&&str, &Counts)| {
        vec![
            (*area).to_owned(),
            counts.comment_lines.to_string(),
            counts.in_comments.to_string(),
            counts.in_literals.to_string(),
            counts.in_pages.to_string(),
            ratio(counts.in_comments * 1000, counts.comment_lines),
            ratio(counts.total() * 1000, counts.comment_lines),
        ]
    };
    let rows: Vec<Vec<String>> = counts.iter().map(row).collect();
    let columns = [
        "crate",
        "comment lines",
        "in comments",
        "in strings",
        "in pages",
        "comments per 1,000",
        "all per 1,000",
    ];
    layout(&columns, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_with_its_line() {
        let rules = WordRules::parse("a", "foo bar -> write baz\n").unwrap();
        let passages = passages::find_in_source("// A.\n// Foo\n// bar.\nf(\"\\n foo bar\")\n");
        let found = find("a.rs", &passages, &rules);
        let found: Vec<_> =
            found.iter().map(|found| (found.line, found.kind, found.phrase.as_str())).collect();
        assert_eq!(
            found,
            [(2, PassageKind::Comment, "Foo bar"), (4, PassageKind::Literal, "foo bar")]
        );
    }

    #[test]
    fn a_count_above_the_limit_names_the_command_that_lists_the_words() {
        let deviation =
            Deviation { name: "crates/a", column: 0, found: 3, limit: 2, is_first: true };
        assert_eq!(
            describe(&deviation).to_string(),
            "crates/a: 3 banned words; the limit is 2: find them with `cargo xtask tidy --words crates/a`"
        );
    }
}
