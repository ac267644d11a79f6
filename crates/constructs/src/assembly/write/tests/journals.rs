//! Journals of unknown origin, and the order in which a journal is carried out.
#![cfg(unix)]

use super::foreign::Outside;
use super::{SYNCED, contents, expected, new, old, prepared};
use crate::assembly::write::{
    DiskOperation, FileDifference, OutputFile, Warning, compare, write, write_stepwise,
};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Writes, and tells each step and the name that it was done to.
fn steps(folder: &Path, files: &[OutputFile<'_>]) -> Vec<(DiskOperation, String)> {
    let mut steps = Vec::new();
    write_stepwise(folder, files, &SYNCED, &mut |operation, path| {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
        steps.push((operation, name.to_owned()));
        Ok(())
    })
    .unwrap();
    steps
}

#[test]
fn the_order_of_steps() {
    use DiskOperation::{Create, Lock, Remove, Rename, Sync, Write};
    let folder = prepared();
    let mut expected = vec![(Lock, ".constructs.lock")];
    let staged = [
        ".constructs-stage-A.template.json",
        ".constructs-stage-C.template.json",
        ".constructs-stage-tree.json",
        ".constructs-stage-manifest.json",
    ];
    for name in staged {
        expected.extend([(Create, name), (Write, name), (Sync, name)]);
    }
    let journal = ".constructs-stage-.constructs.journal";
    expected.extend([(Sync, ""), (Create, journal), (Write, journal), (Sync, journal)]);
    expected.extend([(Rename, ".constructs.journal"), (Sync, "")]); // Committed.
    expected.extend(
        ["A.template.json", "C.template.json", "tree.json", "manifest.json"]
            .map(|name| (Rename, name)),
    );
    expected.extend([
        (Sync, ""),
        (Remove, "Gone.template.json"),
        (Remove, "Lost.template.yaml"),
        (Sync, ""),
    ]);
    expected.extend([(Remove, ".constructs.journal"), (Remove, ".constructs.lock")]);
    let found = steps(folder.path(), &new());
    let found: Vec<(DiskOperation, &str)> =
        found.iter().map(|(operation, name)| (*operation, name.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_journal_is_carried_out_manifest_last_and_removes_nothing_that_it_puts_in_place() {
    let folder = prepared();
    let journal = r#"{"version":1,"rename":["manifest.json","A.template.json"],"remove":["A.template.json","manifest.json"]}"#;
    fs::write(folder.path().join(".constructs.journal"), journal).unwrap();
    for (name, file) in [("manifest.json", &old()[0]), ("A.template.json", &old()[1])] {
        fs::write(folder.path().join(format!(".constructs-stage-{name}")), &file.bytes).unwrap();
    }
    let found = steps(folder.path(), &old());
    let changes = found.iter().filter(|(operation, _)| {
        matches!(operation, DiskOperation::Rename | DiskOperation::Remove)
    });
    let names: Vec<&str> = changes.map(|(_, name)| name.as_str()).collect();
    assert_eq!(
        names,
        ["A.template.json", "manifest.json", ".constructs.journal", ".constructs.lock"]
    );
    assert_eq!(contents(folder.path()), expected(&old()));
}

#[test]
fn a_journal_of_somebody_else() {
    let (folder, outside) = (prepared(), Outside::new());
    let (absolute, staged) =
        (outside.file("x.template.json"), folder.path().join(".constructs-stage-B.template.json"));
    let names = [
        absolute.as_str(),
        "../../x",
        "notes.txt",
        "sub/A.template.json",
        "..",
        "a\0.template.json",
    ];
    let mut rename = names.to_vec();
    rename.extend(["B.template.json", "Never.template.json"]);
    let mut remove = names.to_vec();
    remove.extend(["manifest.json", "sub", "Mine.template.yaml"]);
    symlink(outside.file("y"), &staged).unwrap();
    let journal = serde_json::json!({"version": 1, "rename": rename, "remove": remove});
    fs::write(folder.path().join(".constructs.journal"), journal.to_string()).unwrap();
    assert_eq!(compare(folder.path(), &old()).unwrap(), [FileDifference::Interrupted]);
    let written = write(folder.path(), &old(), &SYNCED).unwrap();
    assert!(written.recovered);
    assert_eq!(written.warnings.len(), 2 * names.len() + 2, "{:#?}", written.warnings);
    assert_eq!(contents(folder.path()), expected(&old()));
    outside.check();
}

#[test]
fn a_journal_that_is_none() {
    for text in [
        "",
        "{",
        "[]",
        r#"{"version":2,"rename":[],"remove":["A.template.json"]}"#,
        r#"{"version":1}"#,
    ] {
        let folder = prepared();
        fs::write(folder.path().join(".constructs.journal"), text).unwrap();
        let written = write(folder.path(), &new(), &SYNCED).unwrap();
        assert!(matches!(&written.warnings[..], [Warning::Journal(_)]), "{text}");
        assert_eq!(contents(folder.path()), expected(&new()), "{text}");
    }
}
