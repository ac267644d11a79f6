//! After several writers at the same time, the folder contains the complete assembly of one of them.

use super::child::Child;
use super::{UNSYNCED, contents, expected, new, prepared, third};
use crate::assembly::write::write;
use std::sync::Barrier;
use std::thread;

#[test]
fn two_threads() {
    let folder = prepared();
    for round in 0..100 {
        let barrier = Barrier::new(2);
        thread::scope(|scope| {
            for files in [new(), third()] {
                scope.spawn(|| {
                    let files = files;
                    barrier.wait();
                    for _ in 0..3 {
                        write(folder.path(), &files, &UNSYNCED).unwrap();
                    }
                });
            }
        });
        let found = contents(folder.path());
        assert!(
            found == expected(&new()) || found == expected(&third()),
            "round {round}: {found:#?}"
        );
    }
}

#[test]
fn four_processes() {
    let folder = prepared();
    let children: Vec<Child> =
        (0..4).map(|which| Child::start(&format!("many {which}"), folder.path())).collect();
    for child in children {
        assert!(child.end().success());
    }
    let found = contents(folder.path());
    assert!(found == expected(&new()) || found == expected(&third()), "{found:#?}");
}
