//! A write that is killed at any moment → the old assembly or the new one, once the next write has run.

use super::child::Child;
use super::{
    SYNCED, UNSYNCED, contents, dying_at, expected, new, old, prepared, recover_only, steps, third,
};
use crate::assembly::write::{
    FileDifference, OutputFile, WriteOptions, compare, write, write_stepwise,
};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Checks a folder in which a write was killed: nothing half, then a whole next write.
fn check_after_kill(folder: &Path, place: &str, possible: &[Vec<OutputFile<'static>>]) {
    recover_only(folder);
    let found = contents(folder);
    assert!(possible.iter().any(|files| found == expected(files)), "{place}: {found:#?}");
    write(folder, &third(), &UNSYNCED).unwrap();
    assert_eq!(contents(folder), expected(&third()), "{place}");
}

/// Kills a write of `new()` in a prepared folder, without a process.
fn killed_at(step: usize, options: &WriteOptions) -> tempfile::TempDir {
    let folder = prepared();
    let _ = write_stepwise(folder.path(), &new(), options, &mut dying_at(step)); // Killed at its last step, it is done.
    folder
}

#[test]
fn killed_at_every_step() {
    for step in 1..=steps(&new(), &SYNCED) {
        let folder = killed_at(step, &SYNCED);
        let interrupted =
            compare(folder.path(), &old()).unwrap().contains(&FileDifference::Interrupted);
        let possible = if interrupted { vec![new()] } else { vec![old(), new()] };
        check_after_kill(folder.path(), &format!("step {step}"), &possible);
    }
}

#[test]
fn killed_at_every_step_and_killed_again_while_recovering() {
    let mut kills = 0;
    for first in 1..=steps(&new(), &UNSYNCED) {
        for second in 1.. {
            let folder = killed_at(first, &UNSYNCED);
            kills += 1;
            let mut reached = 0;
            let mut dying = dying_at(second);
            let _ = write_stepwise(folder.path(), &third(), &UNSYNCED, &mut |operation, path| {
                reached += 1;
                dying(operation, path)
            });
            check_after_kill(
                folder.path(),
                &format!("steps {first}, {second}"),
                &[old(), new(), third()],
            );
            if reached < second {
                break; // The second write ran to its end.
            }
        }
    }
    println!("{kills} pairs of kills");
}

#[test]
fn a_process_killed_at_every_step() {
    for step in 1..=steps(&new(), &SYNCED) {
        let folder = prepared();
        let mut child = Child::start(&format!("stop {step}"), folder.path());
        assert!(child.has_stopped(), "step {step}");
        child.kill();
        check_after_kill(folder.path(), &format!("step {step}"), &[old(), new()]);
    }
}

#[test]
fn a_process_killed_at_any_moment() {
    let (start, mut kills, mut ends) = (Instant::now(), 0_u32, [0; 2]);
    let folder = prepared();
    while start.elapsed() < Duration::from_millis(1500) {
        let mut child = Child::start("alternate", folder.path());
        assert!(child.has_stopped());
        sleep(Duration::from_micros(u64::from(kills * 977 % 9001)));
        child.kill();
        kills += 1;
        recover_only(folder.path());
        let found = contents(folder.path());
        let end = [old(), new()].iter().position(|files| found == expected(files));
        ends[end.unwrap_or_else(|| panic!("kill {kills}: {found:#?}"))] += 1;
    }
    println!("{kills} kills; {ends:?} old and new assemblies");
    assert!(kills > 5);
}
