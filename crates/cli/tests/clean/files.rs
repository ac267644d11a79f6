//! Files that `migrate` reads and writes, where they are not regular ones: a clear error, soon.

use std::os::unix::fs::symlink;

use constructs_fixtures::program::names;

use crate::{folder, run};

#[test]
fn generated_files_are_not_written_through_links() {
    let queue = r#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}"#;
    let folder = folder(&[("queue.json", queue), ("precious", "kept")]);
    let path = |name: &str| folder.path().join(name);
    symlink("precious", path("stack.rs")).expect("a link");
    std::fs::create_dir(path("new")).expect("a folder");
    std::fs::create_dir(path("elsewhere")).expect("a folder");
    symlink("../elsewhere", path("new/src")).expect("a link");
    for (arguments, code) in [
        (&["migrate", "queue.json", "--output", "stack.rs"][..], 2),
        (&["migrate", "queue.json", "--output", "stack.rs", "--force"], 3),
        (&["migrate", "queue.json", "--output", "new", "--force"], 3),
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code(), Some(code), "{arguments:?}: {}", run.stderr);
        if code == 3 {
            let problem = "it is a link, which is not followed";
            assert!(run.stderr.contains(problem), "{arguments:?}: {}", run.stderr);
        }
    }
    assert_eq!(std::fs::read_to_string(path("precious")).expect("a file"), "kept");
    assert!(names(&path("elsewhere")).is_empty());
}

#[test]
fn templates_that_are_not_regular_files_are_errors() {
    let folder = folder(&[("deep.yaml", &format!("matrix: {}", "[".repeat(200_000)))]);
    symlink("/dev/zero", folder.path().join("zero")).expect("a link");
    symlink("nowhere", folder.path().join("dangling")).expect("a link");
    for (file, problem) in [
        ("zero", "it is a device, not a regular file"),
        ("dangling", "it is a link to a file that does not exist"),
        ("deep.yaml", "deep.yaml"),
    ] {
        let run = run(folder.path(), &["migrate", file]);
        assert!(run.stderr.contains(problem), "{file}: {}", run.stderr);
        assert_eq!(run.code(), Some(3), "{file}");
    }
}
