//! Queries about cases that public projects publish, found through `FIXTURES`.
//!
//! Each test prints its score. Without the folder it says so. `docs/access.md` explains disagreements.

#![expect(clippy::expect_used, reason = "a test that can not read its data has nothing to say")]

use constructs_iam::ActionUniverse;
use constructs_lint::query;
use serde_json::{Value as Json, json};

/// The lines of a file in `iam/`.
fn lines(file: &str) -> Option<Vec<Json>> {
    let lines = constructs_fixtures::lines(&format!("iam/{file}"))?;
    Some(lines.iter().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect())
}

#[test]
fn requests_are_decided_as_iam_rs_does() {
    let Some(cases) = lines("requests.jsonl") else { return };
    let universe = ActionUniverse::known();
    let agrees = |case: &&Json| {
        let query = json!({"op": "eval", "policies": case["policies"], "request": case["request"]});
        let answer: Json =
            serde_json::from_str(&query::answer(&query.to_string(), universe)).unwrap();
        let expected = match case["expected"].as_str().unwrap() {
            "Allow" => "Allowed",
            "Deny" => "ExplicitlyDenied",
            _ => "ImplicitlyDenied",
        };
        answer["decision"] == expected
    };
    score("requests", &cases, agrees, &[]);
}

#[test]
fn a_policy_grants_no_more_than_itself() {
    let Some(cases) = lines("policies.jsonl") else { return };
    let universe = ActionUniverse::known();
    let agrees = |case: &&Json| {
        let query = json!({"op": "implies", "p1": case["policy"], "p2": case["policy"]});
        let answer: Json =
            serde_json::from_str(&query::answer(&query.to_string(), universe)).unwrap();
        answer["result"] == "proved"
    };
    score("policies within themselves", &cases, agrees, &[]);
}

/// Prints the score. Cases that are known to differ are named, with their explanation in `docs/access.md`.
fn score(name: &str, cases: &[Json], agrees: impl Fn(&&Json) -> bool, known: &[&str]) {
    let wrong: Vec<&Json> = cases.iter().filter(|case| !agrees(case)).collect();
    println!("{name}: {} of {} agree", cases.len() - wrong.len(), cases.len());
    let unexplained: Vec<_> = wrong
        .iter()
        .filter(|case| !case["id"].as_str().is_some_and(|id| known.contains(&id)))
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:#?}");
}
