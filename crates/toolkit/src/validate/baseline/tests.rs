//! Baselines that are written, applied, and written again.

use constructs::Diagnostic;
use constructs_document::read_json;

use super::*;
use crate::validate::check::Checkers;
use crate::validate::input;

/// Two queues with a mistake each.
const TEMPLATE: &str = "Resources:
  Orders: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: 901}}
  Returns: {Type: 'AWS::SQS::Queue', Properties: {QueueNam: returns}}
";

struct Run {
    folder: tempfile::TempDir,
}

impl Run {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn baseline(&self) -> std::path::PathBuf {
        self.folder.path().join("baseline.json")
    }

    /// The text of the baseline, without the path of the folder.
    fn text(&self) -> String {
        let text = std::fs::read_to_string(self.baseline()).unwrap();
        text.replace(&*self.folder.path().to_string_lossy(), "FOLDER")
    }

    /// The codes and remarks after `step` has changed the report on a template.
    fn check(
        &self,
        template: &str,
        step: impl FnOnce(&Path, &mut Report, &[Stack]) -> Result<(), Failure>,
    ) -> (Vec<&'static str>, usize) {
        let path = self.folder.path().join("queues.yaml");
        std::fs::write(&path, template).unwrap();
        let read = input::read(&[path]).unwrap();
        let checkers = Checkers::new(None).unwrap();
        let mut report = checkers.report(&read.stacks, None, read.findings).unwrap();
        step(&self.baseline(), &mut report, &read.stacks).unwrap();
        let codes = report.findings.iter().map(|found| found.code.as_str()).collect();
        (codes, report.acknowledged.len())
    }

    fn apply(&self, template: &str, ignore: &[String]) -> (Vec<&'static str>, usize) {
        let filter = CodeFilter::new(&[], ignore).unwrap();
        self.check(template, |path, report, stacks| {
            filter.apply(report);
            apply(path, report, stacks, &filter)
        })
    }

    fn write(&self, template: &str, add: bool) -> (Vec<&'static str>, usize) {
        self.check(template, |path, report, stacks| write(path, report, stacks, add))
    }
}

#[test]
fn a_written_baseline_accepts_its_findings() {
    let run = Run::new();
    assert_eq!(run.write(TEMPLATE, false), (vec![], 2));
    insta::assert_snapshot!(run.text());
    assert_eq!(run.apply(TEMPLATE, &[]), (vec![], 2));
    let moved = format!("Description: queues\n\n{TEMPLATE}");
    assert_eq!(run.apply(&moved, &[]), (vec![], 2));
}

#[test]
fn another_value_is_a_new_finding_and_the_entry_is_unused() {
    let run = Run::new();
    run.write(TEMPLATE, false);
    assert_eq!(run.apply(&TEMPLATE.replace("901", "902"), &[]), (vec!["S0206", "F0112"], 1));
    assert_eq!(run.apply(&TEMPLATE.replace("901", "900"), &[]), (vec!["S0206"], 1));
    let ignored = ["F0112".to_owned()];
    assert_eq!(run.apply(&TEMPLATE.replace("901", "900"), &ignored), (vec![], 1));
}

#[test]
fn a_baseline_that_exists_only_loses_entries() {
    let run = Run::new();
    run.write(TEMPLATE, false);
    let first = run.text();
    let changed = TEMPLATE.replace("901", "902");
    assert_eq!(run.write(&changed, false), (vec!["F0112"], 1));
    assert_eq!(run.text().lines().count(), first.lines().count() - 1);
    assert_eq!(run.write(&changed, true), (vec![], 2));
    assert_eq!(run.write(TEMPLATE, true), (vec![], 2));
    assert_eq!(run.text(), first);
}

#[test]
fn a_text_that_is_not_a_template_is_not_accepted() {
    let run = Run::new();
    assert_eq!(run.write("Resources: [", false), (vec!["S0201"], 0));
    insta::assert_snapshot!(run.text());
}

#[test]
fn a_malformed_baseline_is_an_error_with_its_place() {
    let run = Run::new();
    let problems = [
        "{}",
        r#"{"version": 2, "findings": []}"#,
        r#"{"version": 1}"#,
        "{\"version\": 1, \"findings\": [\n{\"code\": \"F0101\"}]}",
    ];
    let problems = problems.map(|text| {
        std::fs::write(run.baseline(), text).unwrap();
        let failure = file::read(&run.baseline()).unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        failure.to_string().replace(&*run.folder.path().to_string_lossy(), "FOLDER")
    });
    insta::assert_snapshot!(problems.join("\n"));
}

#[test]
fn the_hash_is_of_the_value_and_not_of_its_text() {
    let hash = |text: &str| entry::hash(&read_json(text.as_bytes()).unwrap());
    assert_eq!(hash(r#"{"a": 1, "b": [2]}"#), hash(r#"{ "b": [ 2 ], "a": 1 }"#));
    // It is in the files of users, so it must not change.
    assert_eq!(hash(r#"{"a": 1, "b": ["x", true, null, 1.5]}"#), "ae9a3c3c40cbea92");
    let others =
        [r#"{"a": "1", "b": [2]}"#, r#"{"a": 1, "b": [2, 3]}"#, r#"{"a": [1, 2], "b": []}"#];
    assert!(others.iter().all(|other| hash(other) != hash(r#"{"a": 1, "b": [2]}"#)));
}

#[test]
fn an_unused_entry_names_what_it_was_about() {
    let entry = Entry {
        stack: "shop-queues".to_owned(),
        construct: "Queues/Orders".to_owned(),
        property: "DelaySeconds".to_owned(),
        code: "F0112".to_owned(),
        rule: String::new(),
        value: String::new(),
    };
    let note: Diagnostic = unused_entry(&entry, 3, Path::new("baseline.json"));
    insta::assert_snapshot!(note.to_string());
}
