//! Runs the cases of `tests/cases/access/changes.jsonl` and `answers.jsonl`, one on each line.
//!
//! ```text
//! {"case": …, "old": STATE, "new": STATE, "gain": true}
//! {"case": …, "templates": STATE, "ask": ["can", …], "answer": "depends"}
//! ```
//! `STATE` is a template, or `{"files": {"manifest.json": …, …}}`. `gain` says whether somebody can do more, or might.

use serde_json::Value as Json;

use super::{Output, rows, run_on};

#[test]
fn a_gate_fails_where_somebody_gains_or_might() {
    let wrong = |row: &Json| {
        let files = [files("old", &row["old"]), files("new", &row["new"])].concat();
        let (old, new) = (argument("old", &row["old"]), argument("new", &row["new"]));
        let Output { text, code } = run_with(&files, &["diff", &old, &new, "--no-new-access"]);
        let is_gain = row["gain"].as_bool().unwrap();
        (code != u8::from(is_gain)).then(|| format!("{}: {code}\n{text}", row["case"]))
    };
    let wrong: Vec<String> = rows("changes.jsonl").iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_answer_is_what_every_deployment_gives() {
    let wrong = |row: &Json| {
        let asked = row["ask"].as_array().unwrap().iter().map(|word| word.as_str().unwrap());
        let templates = argument("state", &row["templates"]);
        let arguments: Vec<&str> = asked.chain(["--templates", &templates]).collect();
        let Output { text, .. } = run_with(&files("state", &row["templates"]), &arguments);
        let answer = row["answer"].as_str().unwrap();
        (!text.starts_with(answer)).then(|| format!("{}: {text}", row["case"]))
    };
    let wrong: Vec<String> = rows("answers.jsonl").iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of a state, with their texts.
fn files(name: &str, state: &Json) -> Vec<(String, String)> {
    match state["files"].as_object() {
        Some(files) => {
            files.iter().map(|(file, json)| (format!("{name}/{file}"), json.to_string())).collect()
        }
        None => vec![(format!("{name}.json"), state.to_string())],
    }
}

/// The argument that names a state.
fn argument(name: &str, state: &Json) -> String {
    if state["files"].is_object() { format!("@{name}") } else { format!("@{name}.json") }
}

fn run_with(files: &[(String, String)], arguments: &[&str]) -> Output {
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    run_on(&files, arguments)
}
