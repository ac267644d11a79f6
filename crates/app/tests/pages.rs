//! The README and the pages in `docs/` show what the program prints, and tests compile their Rust.
// With the engine of Guard, `validate` prints another note.
#![cfg(not(feature = "guard"))]
#![expect(clippy::expect_used, reason = "a test that can not go on says why")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(name: &str) -> String {
    fs::read_to_string(project().join(name)).expect("a page")
}

/// Standard output and standard error of the program.
fn printed(arguments: &[&str], folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_app"));
    constructs_fixtures::program::clean(&mut command);
    let output = command.args(arguments).current_dir(folder).output().expect("the program starts");
    let texts = [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"));
    texts.concat()
}

/// The fenced block of `page` in this language that contains `words`.
fn block<'p>(page: &'p str, language: &str, words: &str) -> &'p str {
    let blocks = page.split("```").skip(1).step_by(2);
    let mut texts = blocks.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'));
    texts.find(|text| text.contains(words)).expect("a block with these words")
}

/// Checks that the program printed each line of `block`; `…` at a line's end leaves out the rest.
fn assert_shows(block: &str, printed: &str) {
    let lines = block.lines().filter(|line| line.trim() != "…");
    for line in lines {
        let is_printed = match line.strip_suffix('…') {
            Some(start) => printed.lines().any(|one| one.starts_with(start)),
            None => printed.lines().any(|one| one == line),
        };
        assert!(is_printed, "the program does not print\n{line}\nbut\n{printed}");
    }
}

#[test]
fn the_readme_shows_what_synth_prints() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("cdk.out");
    let arguments = ["synth", "--output", out.to_str().expect("UTF-8")];
    printed(&arguments, &project());
    let again = printed(&arguments, &project());
    let again = again.replace(folder.path().to_str().expect("UTF-8"), "…");
    assert_shows(block(&page("README.md"), "text", "unchanged"), &again);
}

#[test]
fn the_readme_shows_what_validate_prints() {
    let printed = printed(&["validate"], &project());
    assert_shows(block(&page("README.md"), "text", "validate:"), &printed);
}

#[test]
fn the_readme_shows_a_proof() {
    let printed = printed(&["access", "prove", "--env", "dev"], &project());
    assert_shows(block(&page("README.md"), "text", "  proved:"), &printed);
}

#[test]
fn the_page_on_deployments_shows_a_command() {
    let page = page("docs/deploy.md");
    let command = block(&page, "sh", "aws cloudformation").lines().nth(1).expect("a command");
    assert_shows(command, &printed(&["list", "--env", "dev", "--commands"], &project()));
}

#[test]
fn the_rust_of_every_page_is_compiled() {
    let docs = fs::read_dir(project().join("docs")).expect("a folder");
    let names = docs.map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| format!("docs/{}", name.to_string_lossy()));
    let pages = names.filter(|name| name.ends_with(".md")).chain(["README.md".to_owned()]);
    let source = include_str!("../src/lib.rs");
    for name in pages {
        let page = page(&name);
        assert!(!page.contains("```rust,ignore"), "`{name}` has Rust that is not compiled");
        let is_compiled = source.contains(&format!("include_str!(\"../../../{name}\")"));
        assert_eq!(page.contains("```rust"), is_compiled, "`{name}` in crates/app/src/lib.rs");
    }
}
