//! A failed operation at any step leaves the previous assembly, or an error and a next write that finishes.

use super::child::Child;
use super::{SYNCED, contents, expected, failing_at, new, old, prepared, recover_only, steps};
use crate::assembly::write::{OutputFile, WriteError, write, write_stepwise};
use std::{env, fs, io};

/// Fails each step in turn with `reason`, and checks the folder afterwards and after the next write.
fn check_every_step(reason: io::ErrorKind) {
    let mut counts = [0; 3];
    for step in 1..=steps(&new(), &SYNCED) {
        let folder = prepared();
        let result = write_stepwise(folder.path(), &new(), &SYNCED, &mut failing_at(step, reason));
        let mut found = contents(folder.path());
        let locked = found.remove(".constructs.lock").is_some();
        match result {
            Err(WriteError::Untouched(fault)) => {
                assert_eq!(fault.reason.kind(), reason);
                assert_eq!(found, expected(&old()), "step {step}");
                counts[0] += 1;
            }
            Err(WriteError::Unfinished(_)) => {
                recover_only(folder.path());
                assert_eq!(contents(folder.path()), expected(&new()), "step {step}");
                counts[1] += 1;
            }
            Err(error) => panic!("step {step}: {error}"),
            Ok(_) => {
                assert!(locked, "only the lock file's removal may fail unseen: step {step}");
                counts[2] += 1;
            }
        }
        let written = write(folder.path(), &new(), &SYNCED).unwrap();
        assert!(written.warnings.is_empty());
        assert_eq!(contents(folder.path()), expected(&new()), "step {step}");
    }
    println!("{reason}: {counts:?} untouched, unfinished, done");
    assert!(counts[0] > 10 && counts[1] > 5 && counts[2] == 1, "{counts:?}");
}

#[test]
fn the_disk_is_full_at_every_step() {
    check_every_step(io::ErrorKind::StorageFull);
}

#[test]
fn permission_is_denied_at_every_step() {
    check_every_step(io::ErrorKind::PermissionDenied);
}

#[test]
#[cfg(unix)]
fn the_system_cuts_a_write_short() {
    let folder = prepared();
    let mut limited = std::process::Command::new("sh");
    limited
        .args(["-c", r#"trap "" XFSZ; ulimit -f 100; exec "$0" "$@""#])
        .arg(env::current_exe().unwrap());
    let mut child = Child::start_by(limited, "big", folder.path());
    assert_eq!(child.word().as_deref(), Some("Write FileTooLarge"));
    assert!(child.end().success());
    assert_eq!(contents(folder.path()), expected(&old()));
}

/// Run as root on Linux with
/// `unshare -m sh -c 'mount -t tmpfs -o size=64k tmpfs /mnt; CONSTRUCTS_SMALL_DISK=/mnt cargo test small_disk -- --ignored'`.
#[test]
#[ignore = "needs a small file system of its own"]
fn a_small_disk_is_really_full() {
    let folder = env::var("CONSTRUCTS_SMALL_DISK")
        .expect("the path of an empty file system of about 64 KiB");
    let folder = std::path::Path::new(&folder).join("cdk.out");
    write(&folder, &old(), &SYNCED).unwrap();
    let before = contents(&folder);
    let mut files = new();
    files.push(OutputFile { name: "Big.template.json".into(), bytes: vec![b' '; 1 << 20].into() });
    let error = write(&folder, &files, &SYNCED).unwrap_err();
    assert!(
        matches!(&error, WriteError::Untouched(fault) if fault.reason.kind() == io::ErrorKind::StorageFull),
        "{error}"
    );
    assert_eq!(contents(&folder), before);
    write(&folder, &new(), &SYNCED).unwrap();
    fs::remove_dir_all(&folder).unwrap();
}
