//! What every test here needs: three assemblies, a folder with other people's files, and ways to stop a write.

mod child;
mod crash;
mod faults;
mod foreign;
mod journals;
mod plain;
mod writers;

use super::disk::Steps;
use super::{
    DiskOperation, Durability, OutputFile, WriteError, WriteOptions, compare, write_stepwise,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};
use tempfile::TempDir;

const SYNCED: WriteOptions =
    WriteOptions { durability: Durability::Synced, wait: Duration::from_secs(10) };
const UNSYNCED: WriteOptions = WriteOptions { durability: Durability::Unsynced, ..SYNCED };

/// Files of an assembly, and the manifest that lists them, first: `write` has to move it to the end.
fn assembly(files: &[(&str, &str)]) -> Vec<OutputFile<'static>> {
    let listed: Vec<String> = files.iter().map(|(name, _)| artifact(name)).collect();
    let manifest = format!(r#"{{"version":"36.0.0","artifacts":{{{}}}}}"#, listed.join(","));
    let files = files.iter().map(|(name, text)| OutputFile {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec().into(),
    });
    let manifest =
        OutputFile { name: "manifest.json".to_owned(), bytes: manifest.into_bytes().into() };
    std::iter::once(manifest).chain(files).collect()
}

fn artifact(name: &str) -> String {
    let name = serde_json::to_string(name).unwrap();
    let (kind, key) = if name == "\"tree.json\"" {
        ("cdk:tree", "file")
    } else {
        ("aws:cloudformation:stack", "templateFile")
    };
    format!(r#"{name}:{{"type":"{kind}","properties":{{"{key}":{name}}}}}"#)
}

fn old() -> Vec<OutputFile<'static>> {
    assembly(&[
        ("A.template.json", "old a"),
        ("B.template.json", "b"),
        ("Gone.template.json", "gone"),
        ("Lost.template.yaml", "lost"),
        ("tree.json", "old tree"),
    ])
}

fn new() -> Vec<OutputFile<'static>> {
    let files = [
        ("A.template.json", "new a"),
        ("B.template.json", "b"),
        ("C.template.json", "c"),
        ("tree.json", "new tree"),
    ];
    assembly(&files)
}

fn third() -> Vec<OutputFile<'static>> {
    assembly(&[
        ("A.template.json", "third a"),
        ("Gone.template.json", "back"),
        ("D.template.yaml", "d"),
    ])
}

/// A folder that contains `old()` and other files.
fn prepared() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    fs::write(folder.path().join("Mine.template.json"), "by hand").unwrap();
    fs::write(folder.path().join(".constructs-stage-notes.txt"), "odd, but not ours").unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(folder.path().join("sub/A.template.json"), "deeper").unwrap();
    super::write(folder.path(), &old(), &UNSYNCED).unwrap();
    folder
}

/// All files in the folder with their texts; links and folders by kind.
fn contents(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        let text = match kind {
            kind if kind.is_dir() => "a folder".to_owned(),
            kind if kind.is_symlink() => "a link".to_owned(),
            _ => String::from_utf8(fs::read(entry.path()).unwrap()).unwrap(),
        };
        (entry.file_name().into_string().unwrap(), text)
    });
    entries.collect()
}

/// The folder of [`prepared`] as it has to be with `files` in it, to the last byte.
fn expected(files: &[OutputFile<'_>]) -> BTreeMap<String, String> {
    let others = [
        ("notes.txt", "mine"),
        ("Mine.template.json", "by hand"),
        (".constructs-stage-notes.txt", "odd, but not ours"),
        ("sub", "a folder"),
    ];
    let others = others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let files = files
        .iter()
        .map(|file| (file.name.clone(), String::from_utf8(file.bytes.to_vec()).unwrap()));
    others.chain(files).collect()
}

/// Finishes what was interrupted and then fails before anything of a new write is staged.
fn recover_only(folder: &Path) {
    let files = assembly(&[("Never.template.json", "never")]);
    let result = write_stepwise(folder, &files, &UNSYNCED, &mut |operation, _| match operation {
        DiskOperation::Create => Err(io::Error::other("no more")),
        _ => Ok(()),
    });
    assert!(matches!(&result, Err(WriteError::Untouched(_))), "{result:?}");
}

/// From its `at`-th step on, nothing reaches the disk any more: what a killed process leaves. A write that is
/// under way at that moment is torn.
fn dying_at(at: usize) -> impl FnMut(DiskOperation, &Path) -> io::Result<()> {
    let mut count = 0;
    move |operation, path| {
        count += 1;
        if count == at && operation == DiskOperation::Write {
            fs::write(path, "half of i")?;
        }
        if count >= at { Err(io::Error::other("killed")) } else { Ok(()) }
    }
}

/// Like [`dying_at`], but one step fails with `reason`, and the process lives on.
fn failing_at(
    at: usize,
    reason: io::ErrorKind,
) -> impl FnMut(DiskOperation, &Path) -> io::Result<()> {
    let mut count = 0;
    move |operation, path| {
        count += 1;
        if count == at && operation == DiskOperation::Write {
            fs::write(path, "half of i")?;
        }
        if count == at { Err(reason.into()) } else { Ok(()) }
    }
}

/// The number of steps to write `files` over [`prepared`].
fn steps(files: &[OutputFile<'_>], options: &WriteOptions) -> usize {
    let (folder, mut count) = (prepared(), 0);
    let steps: &mut Steps<'_> = &mut |_, _| {
        count += 1;
        Ok(())
    };
    write_stepwise(folder.path(), files, options, steps).unwrap();
    count
}

#[test]
fn the_helpers_help() {
    let folder = prepared();
    assert_eq!(contents(folder.path()), expected(&old()));
    assert_eq!(compare(folder.path(), &old()).unwrap(), []);
    assert!(steps(&new(), &SYNCED) > steps(&new(), &UNSYNCED));
}
