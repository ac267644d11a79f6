//! Cases that nobody here wrote: data of public projects, found through `FIXTURES`.
//!
//! Each test prints its score. Where the folder is not there, it says so. `docs/access.md` explains disagreements.

use std::path::PathBuf;

use constructs_analysis::access::implies::{Grants, Question, Verdict, never};
use constructs_analysis::access::{ActionUniverse, Document, Text, query};
use serde_json::{Value as Json, json};

/// The lines of a file; `None` where there is no such folder.
fn lines(file: &str) -> Option<Vec<Json>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    #[expect(clippy::disallowed_methods, reason = "where the fixtures lie is no output")]
    let folder = std::env::var("FIXTURES").map_or(beside, PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("iam").join(file)) else {
        println!("not run: there is no `iam/{file}` below FIXTURES");
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
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
fn policies_are_read() {
    let Some(cases) = lines("policies.jsonl") else { return };
    let agrees = |case: &&Json| {
        let parsed = Document::parse(&case["policy"]);
        (parsed.is_complete && parsed.faults.is_empty()) == (case["expected"] == "parses")
    };
    score("policies", &cases, agrees, &[]);
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

/// Whether two globs have a text in common: a policy on the one, asked for the other.
#[test]
fn globs_meet_as_parliament_has_it() {
    let Some(cases) = lines("globs.jsonl") else { return };
    let cases: Vec<Json> = cases.into_iter().filter(|case| case["fn"] == "is_glob_match").collect();
    let universe = ActionUniverse::known();
    let agrees = |case: &&Json| {
        let texts: Vec<&str> =
            case["args"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
        // A resource is never empty: something in front of both makes no difference.
        let policy = json!({"Statement": {"Effect": "Allow", "Action": "a:B", "Resource": format!("x{}", texts[0])}});
        let grants = Grants::of(vec![Document::parse(&policy).document]);
        let resource = Text::parse(&format!("x{}", texts[1]), false);
        let answer = never(&grants, "a:B", &resource, &Question::over(universe));
        (answer.result == Verdict::Refuted) == case["expected"].as_bool().unwrap()
    };
    score("globs", &cases, agrees, &[]);
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
