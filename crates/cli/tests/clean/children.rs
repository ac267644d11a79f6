//! A program that ends, by itself or by a signal, leaves no process behind that it started.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::{folder, program};

/// The variable by which the processes of a run are known.
const MARK: &str = "CHILDREN_OF_RUN";

/// A tool that says that it runs, and does not end.
const ENDLESS: &str =
    "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\n: >\"$STARTED\"\nexec sleep 600\n";

/// Looks for something up to ten seconds.
fn wait_for(mut is_so: impl FnMut() -> bool) -> bool {
    for _ in 0..500 {
        if is_so() {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}

/// The processes of a run, by what they execute. One that has ended has no environment any more.
fn processes(mark: &str) -> Vec<String> {
    let mark = format!("{MARK}={mark}");
    let has_mark = |folder: &Path| {
        let environment = fs::read(folder.join("environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
    };
    let entries = fs::read_dir("/proc").expect("a folder").filter_map(Result::ok);
    let found = entries.map(|entry| entry.path()).filter(|path| has_mark(path));
    let command = |path: &Path| fs::read_to_string(path.join("cmdline")).unwrap_or_default();
    found.map(|path| command(&path).replace('\0', " ")).collect()
}

fn start(project: &Path, arguments: &[&str]) -> (Child, String) {
    let mark = project.display().to_string();
    let tools = project.join("tools");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([tools].into_iter().chain(std::env::split_paths(&path)));
    let mut command = program(project);
    command.args(arguments).env(MARK, &mark).env("STARTED", project.join("started"));
    command.env("PATH", path.expect("a path")).stdin(Stdio::null());
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    (child.expect("the program starts"), mark)
}

fn project() -> tempfile::TempDir {
    let queue = r#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}"#;
    folder(&[("cdk.json", "{}"), ("queue.json", queue)])
}

#[test]
fn a_program_that_is_killed_leaves_no_child() {
    for (tool, arguments) in [
        ("rustfmt", &["migrate", "queue.json"][..]),
        ("git", &["access", "diff", "git:HEAD", "queue.json"]),
    ] {
        for signal in ["KILL", "TERM"] {
            let project = project();
            let path = project.path().join("tools").join(tool);
            fs::create_dir(project.path().join("tools")).expect("a folder");
            fs::write(&path, ENDLESS).expect("a file");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
            let (child, mark) = start(project.path(), arguments);
            let has_started = wait_for(|| project.path().join("started").exists());
            assert!(has_started, "{tool} was not started");
            kill(child, &mark, signal);
        }
    }
}

/// Ends a program that has children by a signal, and waits for them to end.
fn kill(mut child: Child, mark: &str, signal: &str) {
    assert!(wait_for(|| processes(mark).len() >= 2), "it has no child");
    let id = child.id().to_string();
    let kill = Command::new("kill").args(["-s", signal, &id]).status();
    assert!(kill.expect("a signal").success());
    let status = child.wait().expect("a status");
    assert!(!status.success(), "{signal}");
    let is_over = wait_for(|| processes(mark).is_empty());
    assert!(is_over, "{signal}: {:?}", processes(mark));
}

#[cfg(feature = "guard")]
#[test]
fn a_program_that_is_killed_leaves_no_engine_of_guard() {
    let project = project();
    // Each rule calls the next twice.
    let step = |n: u32| format!("rule r{n}(a) {{ %a exists\n r{m}(%a)\n r{m}(%a) }}\n", m = n + 1);
    let steps: String = (0..60).map(step).collect();
    let rules = format!("{steps}rule r60(a) {{ %a exists }}\nrule start {{ r0(Resources) }}\n");
    fs::create_dir(project.path().join("rules")).expect("a folder");
    fs::write(project.path().join("rules/endless.guard"), rules).expect("a file");
    let (child, mark) = start(project.path(), &["validate", "queue.json", "--rules", "rules"]);
    kill(child, &mark, "KILL");
}

#[test]
fn a_program_that_ends_leaves_no_child() {
    let project = project();
    let (mut child, mark) = start(project.path(), &["migrate", "queue.json"]);
    assert!(child.wait().expect("a status").success());
    assert!(wait_for(|| processes(&mark).is_empty()), "{:?}", processes(&mark));
}
