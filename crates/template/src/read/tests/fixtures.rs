//! Templates that nobody here wrote -> templates, or the fault that they were written for.

use std::fs;
use std::path::{Path, PathBuf};

use crate::read;

/// The folder that `FIXTURES` names, beside the workspace by default; none where it is missing.
#[expect(clippy::disallowed_methods, reason = "the data stays outside of the project")]
fn folder() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = std::env::var("FIXTURES").unwrap_or_else(|_| "../shared/fixtures".to_owned());
    let folder = workspace.join(named);
    folder.is_dir().then_some(folder)
}

/// Path and text of all files below `path`, in order; none where there are no fixtures.
pub(crate) fn below(path: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    match folder() {
        Some(folder) => files(&folder.join(path), &mut found),
        None => eprintln!("not run: no folder of fixtures"),
    }
    found.sort();
    found.into_iter().map(|path| (path.clone(), fs::read(path).expect("a file"))).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            files(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
}

#[test]
fn good_templates_are_read() {
    for (path, bytes) in below("cfn-lint/good") {
        let template = read(&bytes);
        assert!(template.is_ok(), "{}: {}", path.display(), template.unwrap_err());
    }
}

/// One for each file that is none: no text, twice the same key, broken JSON, broken YAML, an object as a key.
#[test]
fn of_the_bad_templates_only_those_that_are_none_are_refused() {
    let found = below("cfn-lint/bad");
    let refused: Vec<String> = found
        .iter()
        .filter(|(_, bytes)| read(bytes).is_err())
        .map(|(path, _)| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let expected = [
        "config_invalid_json.json",
        "config_invalid_yaml.yaml",
        "parse_invalid_map.yaml",
        "duplicate.json",
        "duplicate.yaml",
        "empty_file.yaml",
        "template.yaml",
    ];
    assert!(found.is_empty() || refused == expected, "{refused:?}");
}
