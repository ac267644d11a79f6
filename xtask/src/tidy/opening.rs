//! Checks that every Rust file opens with a sentence on what it does.

use super::input::CheckInput;
use super::problem::Problem;
use super::section::Section;
use super::tree::{TrackedFile, is_compile_failure, is_rust};

/// Checks every Rust file, generated ones too.
pub(super) fn check(input: &CheckInput<'_>) -> Section {
    let sources = input.tree.files.iter().filter(|file| is_rust(&file.path));
    let problems: Vec<Problem> = sources.filter(|file| !opens_well(file)).map(describe).collect();
    Section { title: "First lines", problems, lines: Vec::new() }
}

fn opens_well(file: &TrackedFile) -> bool {
    file.bytes.starts_with(b"//!") || is_compile_failure(&file.path)
}

fn describe(file: &TrackedFile) -> Problem {
    Problem::on_line(&file.path, 1, "start the file with `//!` and one sentence on what it does")
}

#[cfg(test)]
mod tests {
    use super::{TrackedFile, opens_well};

    #[test]
    fn a_file_starts_with_a_sentence() {
        let opens = |path: &str, text: &str| {
            opens_well(&TrackedFile { path: path.into(), bytes: text.into() })
        };
        assert!(opens("crates/a/src/b.rs", "//! Reads b.\n"));
        assert!(!opens("crates/a/src/b.rs", "use b;\n"));
        assert!(opens("tests/compile_fail/b.rs", "use b;\n"));
    }
}
