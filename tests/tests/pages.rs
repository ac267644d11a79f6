//! The pages of the repository: their links lead to files and headings, the paths that they name exist,
//! and the README is short.

use std::fs;
use std::path::{Path, PathBuf};

const README_WORDS: usize = 1_000;
/// Folders at the root in which a page names files by their path.
const ROOTS: [&str; 6] = ["crates/", "docs/", "facts/", "rules/", "tests/", "xtask/"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The Markdown files directly in `folder`, with their texts.
fn pages_in(folder: &str) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    let paths = entries.map(|entry| entry.unwrap().path());
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.map(|path| (path.clone(), fs::read_to_string(&path).expect("UTF-8"))).collect()
}

fn pages() -> Vec<(PathBuf, String)> {
    let folders = [".", "docs", "docs/decisions", "facts", "rules", "tests/conformance"];
    folders.into_iter().flat_map(pages_in).collect()
}

/// A page without its code.
fn prose(page: &str) -> String {
    page.split('`').step_by(2).collect()
}

/// The targets of the links in a text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

/// The anchors that GitHub gives the headings of a page.
fn anchors(page: &str) -> Vec<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let text = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = text.chars().filter(|one| one.is_alphanumeric() || " -_".contains(*one));
        kept.map(|one| if one == ' ' { '-' } else { one }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn links_lead_to_files_and_headings() {
    for (path, text) in pages() {
        for link in links(&prose(&text)).filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.with_file_name(file) };
            assert!(target.exists(), "{}: no file at `{link}`", path.display());
            if !anchor.is_empty() {
                let anchors = anchors(&fs::read_to_string(&target).expect("a page"));
                assert!(anchors.contains(&anchor.to_owned()), "{}: `{link}`", path.display());
            }
        }
    }
}

#[test]
fn paths_in_code_spans_exist() {
    for name in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "STYLE.md"] {
        let text = fs::read_to_string(root().join(name)).expect("a page");
        for span in text.split('`').filter(|span| !span.contains([' ', '\n', '*', '…'])) {
            let is_path = ROOTS.iter().any(|folder| span.starts_with(folder));
            assert!(!is_path || root().join(span).exists(), "{name}: no file at `{span}`");
        }
    }
}

#[test]
fn the_readme_is_short() {
    let text = fs::read_to_string(root().join("README.md")).expect("the README");
    let words = text.split_whitespace().count();
    assert!(words < README_WORDS, "the README has {words} words");
}
