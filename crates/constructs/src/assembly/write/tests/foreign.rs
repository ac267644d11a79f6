//! Links, and manifests of unknown origin: no other file is changed.
#![cfg(unix)]

use super::{SYNCED, assembly, contents, expected, new, old, prepared};
use crate::assembly::write::{
    DiskOperation, FileDifference, Warning, WriteError, compare, write, write_stepwise,
};
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::TempDir;

/// A folder next to the output folder, with files that are named like an assembly's; each test ends by `check`ing it.
pub(super) struct Outside(TempDir);

impl Outside {
    pub(super) fn new() -> Self {
        let outside = Self(tempfile::tempdir().unwrap());
        for name in ["x.template.json", "manifest.json", "tree.json", "y"] {
            fs::write(outside.0.path().join(name), "outside").unwrap();
        }
        outside
    }

    pub(super) fn file(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub(super) fn check(&self) {
        let found = contents(self.0.path());
        assert_eq!(found.len(), 4);
        assert!(found.values().all(|text| text == "outside"));
    }
}

fn put_manifest(folder: &Path, names: &[&str]) {
    let listing: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
    fs::write(folder.join("manifest.json"), &assembly(&listing)[0].bytes).unwrap();
}

#[test]
fn a_manifest_that_names_files_of_others() {
    let (folder, outside) = (prepared(), Outside::new());
    let relative =
        format!("../{}/x.template.json", outside.0.path().file_name().unwrap().to_str().unwrap());
    assert!(folder.path().join(&relative).exists());
    let absolute = outside.file("x.template.json");
    let names = [
        relative.as_str(),
        &absolute,
        "sub/A.template.json",
        "./A.template.json",
        "notes.txt",
        "..",
        "",
        "sub",
        "a\0.template.json",
        ".constructs-stage-notes.txt",
        "../../x",
        "Gone.template.json",
        "Lost.template.yaml",
    ];
    put_manifest(folder.path(), &names);
    let written = write(folder.path(), &new(), &SYNCED).unwrap();
    assert_eq!(written.removed, ["Gone.template.json", "Lost.template.yaml"]);
    assert_eq!(written.warnings.len(), names.len() - 2, "{:#?}", written.warnings);
    assert!(written.warnings.iter().all(|warning| matches!(warning, Warning::ForeignName(_))));
    assert_eq!(contents(folder.path()), expected(&new()));
    assert_eq!(fs::read_to_string(folder.path().join("sub/A.template.json")).unwrap(), "deeper");
    outside.check();
}

#[test]
fn a_manifest_that_is_none() {
    let texts = [
        "",
        "{",
        "[]",
        "null",
        "{\"artifacts\":[]}",
        "{\"artifacts\":{\"x\":null}}",
        "\u{feff}{}",
        r#"{"artifacts":{"x":{"type":"aws:cloudformation:stack","properties":{"templateFile":["Mine.template.json"]}}}}"#,
        r#"{"artifacts":{"x":{"type":"cdk:asset-manifest","properties":{"file":"Mine.template.json"}}}}"#,
        r#"{"artifacts":{"x":{"properties":{"templateFile":"Mine.template.json"}}}}"#,
    ];
    for text in texts {
        let folder = prepared();
        fs::write(folder.path().join("manifest.json"), text).unwrap();
        let written = write(folder.path(), &new(), &SYNCED).unwrap();
        assert!(written.removed.is_empty(), "{text}");
        let mut left = expected(&new());
        left.insert("Gone.template.json".into(), "gone".into());
        left.insert("Lost.template.yaml".into(), "lost".into());
        assert_eq!(contents(folder.path()), left, "{text}");
    }
}

#[test]
fn links_where_files_go_are_replaced_and_stale_ones_left() {
    let (folder, outside) = (prepared(), Outside::new());
    for name in ["manifest.json", "tree.json", "A.template.json", "Gone.template.json"] {
        let _ = fs::remove_file(folder.path().join(name));
        symlink(outside.file("x.template.json"), folder.path().join(name)).unwrap();
    }
    symlink(outside.file("new"), folder.path().join("C.template.json")).unwrap(); // It leads nowhere.
    assert!(
        compare(folder.path(), &new())
            .unwrap()
            .contains(&FileDifference::Changed("C.template.json".into()))
    );
    write(folder.path(), &new(), &SYNCED).unwrap();
    let mut left = expected(&new());
    left.insert("Gone.template.json".into(), "a link".into());
    left.insert("Lost.template.yaml".into(), "lost".into()); // A manifest behind a link is not read.
    assert_eq!(contents(folder.path()), left);
    outside.check();

    put_manifest(folder.path(), &["Gone.template.json"]);
    let written = write(folder.path(), &new(), &SYNCED).unwrap();
    assert_eq!(written.warnings, [Warning::NotAFile("Gone.template.json".into())]);
    assert_eq!(contents(folder.path()), left);
    outside.check();
}

#[test]
fn links_at_our_own_names() {
    let (folder, outside) = (prepared(), Outside::new());
    for name in ["A.template.json", "manifest.json", ".constructs.journal"] {
        symlink(outside.file("y"), folder.path().join(format!(".constructs-stage-{name}")))
            .unwrap();
    }
    symlink(outside.file("y"), folder.path().join(".constructs.journal")).unwrap();
    let written = write(folder.path(), &new(), &SYNCED).unwrap();
    assert_eq!(written.warnings, [Warning::Journal("is a link".into())]);
    assert_eq!(contents(folder.path()), expected(&new()));
    outside.check();

    symlink(outside.file("nothing"), folder.path().join(".constructs.lock")).unwrap();
    assert!(matches!(write(folder.path(), &old(), &SYNCED), Err(WriteError::NotAFile(_))));
    fs::remove_file(folder.path().join(".constructs.lock")).unwrap();
    assert_eq!(contents(folder.path()), expected(&new()));
    outside.check();
}

#[test]
fn a_link_planted_after_the_sweep_is_not_followed() {
    let (folder, outside) = (prepared(), Outside::new());
    let error =
        write_stepwise(folder.path(), &new(), &SYNCED, &mut |operation, path| match operation {
            DiskOperation::Create => symlink(outside.file("y"), path),
            _ => Ok(()),
        });
    let error = error.unwrap_err();
    assert!(
        matches!(&error, WriteError::Untouched(fault) if fault.reason.kind() == ErrorKind::AlreadyExists),
        "{error}"
    );
    assert_eq!(contents(folder.path()), expected(&old()));
    outside.check();
}

#[test]
fn the_folder_itself_may_be_a_link() {
    let folder = prepared();
    let parent = tempfile::tempdir().unwrap();
    let link = parent.path().join("cdk.out");
    symlink(folder.path(), &link).unwrap();
    write(&link, &new(), &SYNCED).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(contents(folder.path()), expected(&new()));
    fs::remove_file(&link).unwrap();
    symlink("nowhere", &link).unwrap();
    assert!(matches!(write(&link, &new(), &SYNCED), Err(WriteError::Untouched(_))));
}
