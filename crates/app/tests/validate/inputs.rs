//! Bad input: an error with a place, no panic, no hang; and assemblies of any CDK.

use std::fs;
use std::process::Output;

use serde_json::json;

use crate::{folder, found, report, run, stderr, stdout};

const QUEUE: &str = r#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}"#;
const WRONG: &str =
    r#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"X": 1}}}}"#;

fn manifest(artifacts: &serde_json::Value) -> String {
    json!({"version": "99.0.0", "artifacts": artifacts, "more": [1]}).to_string()
}

fn stack(file: &str) -> serde_json::Value {
    json!({"type": "aws:cloudformation:stack", "properties": {"templateFile": file}, "metadata": {}})
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn a_text_that_is_no_template_is_a_finding_with_its_place() {
    let aliases = (0..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, n| {
        format!("{text}a{m}: &a{m} [*a{n}, *a{n}]\n", m = n + 1)
    });
    let huge = format!("{{\"A\": \"{}\"}}", "x".repeat(5_000_000));
    for (text, place) in [
        ("", ":1:1"),
        ("{\"Resources\": {\"A\": ", ":1:21"),
        ("Resources:\n  A: [1,\n", ":3:1"),
        ("Resources: a\0b", ":1:13"),
        (&"[".repeat(100_000), ":1:129"),
        (&format!("A: {}", "{B: ".repeat(5_000)), ":1:"),
        (&aliases, ":"),
        (&huge, ":1:1"),
        ("- a\n- b\n", ":1:1"),
    ] {
        let folder = folder(&[("bad.yaml", text)]);
        let output = run(folder.path(), &["bad.yaml"]);
        let shown: String = text.chars().take(40).collect();
        assert_eq!(code(&output), Some(1), "{shown}");
        let told = stdout(&output);
        assert!(told.starts_with("error[S0201]: "), "{shown}: {told}");
        assert!(told.contains(&format!("--> bad.yaml{place}")), "{shown}: {told}");
    }
    let folder = folder(&[]);
    fs::write(folder.path().join("latin.yaml"), b"Description: caf\xe9").expect("a file");
    assert!(stdout(&run(folder.path(), &["latin.yaml"])).contains("--> latin.yaml:1:17"));
}

#[test]
fn one_bad_template_does_not_hide_the_others() {
    let folder = folder(&[("bad.yaml", "{"), ("wrong.json", WRONG)]);
    let report = report(folder.path(), &["bad.yaml", "wrong.json"]);
    let codes: Vec<_> = found(&report).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["S0201", "F0101"]);
    let place =
        json!({"file": "bad.yaml", "line": 1, "column": 2, "endLine": null, "endColumn": null});
    assert_eq!(report["findings"][0]["file"], place);
}

#[test]
fn an_assembly_is_read_with_its_stages_and_nothing_else() {
    let outer = json!({
        "A": stack("a.template.json"),
        "Stage": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Stage"}},
        "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}},
        "New": {"type": "something:new", "properties": 1},
    });
    let folder = folder(&[
        ("cdk.out/manifest.json", &manifest(&outer)),
        ("cdk.out/a.template.json", WRONG),
        ("cdk.out/unnamed.template.json", "{"),
        (
            "cdk.out/assembly-Stage/manifest.json",
            &manifest(&json!({"B": stack("b.template.json")})),
        ),
        ("cdk.out/assembly-Stage/b.template.json", WRONG),
    ]);
    let report = report(folder.path(), &["cdk.out"]);
    assert_eq!(found(&report).len(), 2);
    let files = report["templates"].as_array().expect("templates").iter().map(|one| &one["file"]);
    let files: Vec<_> = files.collect();
    assert_eq!(files, ["cdk.out/a.template.json", "cdk.out/assembly-Stage/b.template.json"]);
}

#[test]
fn a_manifest_leads_nowhere_else() {
    for (name, problem) in [
        ("../out.json", "which is not in the folder of the assembly"),
        ("/etc/passwd", "which is not in the folder of the assembly"),
        ("..", "which is not in the folder of the assembly"),
        ("gone.json", "cannot read"),
    ] {
        let folder = folder(&[
            ("out.json", QUEUE),
            ("cdk.out/manifest.json", &manifest(&json!({"A": stack(name)}))),
        ]);
        let output = run(folder.path(), &["cdk.out"]);
        assert_eq!(code(&output), Some(3), "{name}");
        assert!(stderr(&output).contains(problem), "{name}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{name}");
    }
}

#[test]
fn what_is_no_manifest_is_said() {
    for (text, problem) in [
        ("", "EOF"),
        ("[]", "it has no object `artifacts`"),
        ("{\"artifacts\": {}}", "it names no stack"),
        (
            r#"{"artifacts": {"A": {"type": "aws:cloudformation:stack"}}}"#,
            "the artifact `A` has no `templateFile`",
        ),
        (&"[".repeat(100_000), "recursion limit"),
        ("{\"artifacts\": \0}", "at line 1 column 15"),
    ] {
        let folder = folder(&[("cdk.out/manifest.json", text)]);
        let output = run(folder.path(), &["cdk.out"]);
        assert_eq!(code(&output), Some(3), "{problem}");
        assert!(stderr(&output).contains(problem), "{}", stderr(&output));
    }
    let loose = folder(&[("cdk.out/a.template.json", QUEUE)]);
    assert_eq!(code(&run(loose.path(), &["cdk.out"])), Some(0));
    let empty = folder(&[("cdk.out/readme.md", "no template")]);
    let output = run(empty.path(), &["cdk.out"]);
    assert_eq!(code(&output), Some(3));
    assert!(
        stderr(&output).contains("there is no `manifest.json` in `cdk.out`"),
        "{}",
        stderr(&output)
    );
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_not_followed_and_those_that_are_named_are() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[
        ("real.json", QUEUE),
        ("cdk.out/manifest.json", &manifest(&json!({"A": stack("a.json")}))),
    ]);
    let here = folder.path();
    symlink("../real.json", here.join("cdk.out/a.json")).expect("a link");
    let output = run(here, &["cdk.out"]);
    assert_eq!(code(&output), Some(3));
    assert!(stderr(&output).contains("it is a link, which is not followed"), "{}", stderr(&output));
    assert_eq!(code(&run(here, &["cdk.out/a.json"])), Some(0));
    symlink("nowhere", here.join("dangling")).expect("a link");
    assert_eq!(code(&run(here, &["dangling"])), Some(3));
    symlink("cdk.out", here.join("folder")).expect("a link");
    fs::remove_file(here.join("cdk.out/a.json")).expect("gone");
    fs::write(here.join("cdk.out/a.json"), QUEUE).expect("a file");
    assert_eq!(code(&run(here, &["folder"])), Some(0));
    symlink("../cdk.out", here.join("cdk.out/nested")).expect("a link");
    let nested =
        json!({"N": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "nested"}}});
    fs::write(here.join("cdk.out/manifest.json"), manifest(&nested)).expect("a file");
    let output = run(here, &["cdk.out"]);
    assert!(stderr(&output).contains("it is a link, which is not followed"), "{}", stderr(&output));
}

#[test]
fn what_can_not_be_read_is_of_the_world() {
    let folder = folder(&[("good.json", QUEUE)]);
    for path in ["gone.json", "/dev/null", "/dev/zero"] {
        let output = run(folder.path(), &["good.json", path]);
        assert_eq!(code(&output), Some(3), "{path}");
        assert!(stderr(&output).contains(&format!("cannot read `{path}`")), "{}", stderr(&output));
    }
}

#[test]
fn no_app_has_to_be_built_for_paths() {
    let folder = folder(&[("good.json", QUEUE), ("cdk.json", "this is not JSON")]);
    assert_eq!(code(&run(folder.path(), &["good.json"])), Some(0));
}

#[test]
fn exit_codes_follow_what_it_is_to_fail_on() {
    let unused = r#"{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Metadata": {"constructs":
        {"acknowledged": [{"code": "F0101", "reason": "gone"}]}}}}}"#;
    let folder = folder(&[("good.json", QUEUE), ("unused.json", unused), ("wrong.json", WRONG)]);
    for (arguments, expected) in [
        (&["good.json"][..], 0),
        (&["unused.json"], 0),
        (&["unused.json", "--fail-on", "warning"], 1),
        (&["wrong.json"], 1),
        (&["wrong.json", "--rules", "rules"], 2),
        (&["wrong.json", "--format", "html"], 2),
    ] {
        assert_eq!(code(&run(folder.path(), arguments)), Some(expected), "{arguments:?}");
    }
    let output = run(folder.path(), &["good.json", "--rules", "rules"]);
    assert_eq!(stderr(&output).lines().count(), 1);
    assert!(stderr(&output).contains("the feature `guard` of `constructs-toolkit`"));
    assert!(stdout(&run(folder.path(), &["good.json"])).contains("Guard did not run"));
}
