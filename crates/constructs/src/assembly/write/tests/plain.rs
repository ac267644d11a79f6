//! Writes without failed operations, and files that a write rejects before it starts.

use super::{SYNCED, UNSYNCED, assembly, contents, expected, new, old, prepared, third};
use crate::assembly::write::{
    DiskError, DiskOperation, FileDifference, NameFault, OutputFile, WriteError, WriteOptions,
    compare, write, write_stepwise,
};
use std::time::{Duration, SystemTime};
use std::{fs, io};

#[test]
fn tells_what_it_did() {
    let folder = prepared();
    let written = write(folder.path(), &new(), &SYNCED).unwrap();
    assert_eq!(
        written.written,
        ["A.template.json", "C.template.json", "tree.json", "manifest.json"]
    );
    assert_eq!(written.unchanged, ["B.template.json"]);
    assert_eq!(written.removed, ["Gone.template.json", "Lost.template.yaml"]);
    assert_eq!((written.recovered, written.warnings), (false, vec![]));
    assert_eq!(contents(folder.path()), expected(&new()));
}

#[test]
fn what_is_there_already_keeps_its_time() {
    let folder = prepared();
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    for file in old() {
        fs::File::options()
            .write(true)
            .open(folder.path().join(file.name))
            .unwrap()
            .set_modified(hour_ago)
            .unwrap();
    }
    let written = write(folder.path(), &old(), &SYNCED).unwrap();
    assert_eq!((written.written.len(), written.unchanged.len()), (0, 6));
    for file in old() {
        assert_eq!(
            fs::metadata(folder.path().join(file.name)).unwrap().modified().unwrap(),
            hour_ago
        );
    }
}

#[test]
fn a_missing_folder_is_made() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("some/cdk.out");
    write(&folder, &new(), &SYNCED).unwrap();
    assert_eq!(compare(&folder, &new()).unwrap(), []);
    assert_eq!(contents(&folder).len(), new().len());
}

#[test]
fn compare_tells_every_difference_and_changes_nothing() {
    let folder = prepared();
    let before = contents(folder.path());
    let names = |name: &str| name.to_owned();
    let expected = [
        FileDifference::Changed(names("manifest.json")),
        FileDifference::Changed(names("A.template.json")),
        FileDifference::Changed(names("Gone.template.json")),
        FileDifference::Missing(names("D.template.yaml")),
        FileDifference::Stale(names("B.template.json")),
        FileDifference::Stale(names("Lost.template.yaml")),
        FileDifference::Stale(names("tree.json")),
    ];
    assert_eq!(compare(folder.path(), &third()).unwrap(), expected);
    assert_eq!(contents(folder.path()), before);
    let missing = folder.path().join("missing");
    assert_eq!(compare(&missing, &new()).unwrap().len(), new().len());
    assert!(!missing.exists());
}

#[test]
fn names_that_are_not_written() {
    let folder = prepared();
    let with = |name: &str| {
        let mut files = new();
        files.push(OutputFile { name: name.to_owned(), bytes: vec![].into() });
        write(folder.path(), &files, &UNSYNCED).unwrap_err()
    };
    for name in
        ["../x.template.json", "/x.template.json", "a/b.template.json", "..", "a\0.template.json"]
    {
        assert!(
            matches!(with(name), WriteError::Name { fault: NameFault::Characters, .. }),
            "{name}"
        );
    }
    assert!(matches!(with("x.json"), WriteError::Name { fault: NameFault::Suffix, .. }));
    assert!(matches!(with("a.template.json"), WriteError::SameName { .. }));
    assert!(matches!(with("A.template.json"), WriteError::SameName { .. }));
    let files: Vec<OutputFile<'static>> =
        new().into_iter().filter(|file| file.name != "manifest.json").collect();
    assert!(matches!(write(folder.path(), &files, &UNSYNCED), Err(WriteError::NoManifest)));
    assert_eq!(contents(folder.path()), expected(&old()));
}

#[test]
fn a_name_in_other_letter_case_is_not_removed() {
    let folder = prepared();
    let files = assembly(&[("a.template.json", "small")]);
    let written = write(folder.path(), &files, &UNSYNCED).unwrap();
    assert!(!written.removed.contains(&"A.template.json".to_owned()));
    assert_eq!(written.warnings.len(), 1);
}

#[test]
fn a_folder_or_a_file_in_the_way() {
    let folder = prepared();
    fs::create_dir(folder.path().join("C.template.json")).unwrap();
    let error = write(folder.path(), &new(), &UNSYNCED).unwrap_err();
    assert!(
        matches!(&error, WriteError::NotAFile(path) if path.ends_with("C.template.json")),
        "{error}"
    );
    fs::remove_dir(folder.path().join("C.template.json")).unwrap();
    assert_eq!(contents(folder.path()), expected(&old()));

    let error = write(&folder.path().join("notes.txt"), &new(), &UNSYNCED).unwrap_err();
    assert!(matches!(error, WriteError::NotAFolder(_)));
    let error = write(&folder.path().join("notes.txt/deeper"), &new(), &UNSYNCED).unwrap_err();
    assert!(matches!(error, WriteError::Untouched(_)), "{error}");
    assert!(compare(&folder.path().join("notes.txt"), &new()).is_err());
}

#[test]
fn messages_end_in_a_next_step() {
    let fault = |kind| DiskError {
        operation: DiskOperation::Write,
        path: "cdk.out/x".into(),
        reason: io::Error::from(kind),
    };
    let error = WriteError::Untouched(fault(io::ErrorKind::StorageFull));
    assert_eq!(error.to_string(), "cannot write `cdk.out/x`: no storage space");
    let help =
        "free some space, or write to a folder on another disk; the previous assembly is untouched";
    assert_eq!(error.help(), help);
    let error = WriteError::Unfinished(fault(io::ErrorKind::PermissionDenied));
    assert!(error.help().ends_with("the next run finishes it"));
    let error = WriteError::Name { name: "a\n\u{1b}[31m".into(), fault: NameFault::Characters };
    assert!(!error.to_string().contains(['\n', '\u{1b}']));
}

#[test]
fn a_held_lock_keeps_others_out() {
    let folder = prepared();
    let brief = WriteOptions { wait: Duration::from_millis(30), ..UNSYNCED };
    let mut refused = None;
    write_stepwise(folder.path(), &new(), &UNSYNCED, &mut |operation, _| {
        if operation == DiskOperation::Rename && refused.is_none() {
            refused = Some(write(folder.path(), &third(), &brief));
        }
        Ok(())
    })
    .unwrap();
    let refused = refused.unwrap().unwrap_err();
    assert!(matches!(refused, WriteError::Locked { .. }), "{refused}");
    assert!(
        refused.to_string().ends_with("it writes to the same folder (waited 0.03 s)"),
        "{refused}"
    );
    assert_eq!(contents(folder.path()), expected(&new()));
}
