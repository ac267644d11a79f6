//! Cases that nobody here wrote: data of public projects, found through `FIXTURES`.
//!
//! Each test prints its score. Where the folder is not there, it says so. `docs/access.md` explains disagreements.

use constructs_iam::implies::{ComparisonOptions, Grants, Verdict, never};
use constructs_iam::{ActionUniverse, Document, PolicyText};
use serde_json::{Value as Json, json};

/// The lines of a file in `iam/`.
fn lines(file: &str) -> Option<Vec<Json>> {
    let lines = constructs_fixtures::lines(&format!("iam/{file}"))?;
    Some(lines.iter().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect())
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
        let grants = Grants::new(vec![Document::parse(&policy).document]);
        let resource = PolicyText::parse(&format!("x{}", texts[1]), false);
        let answer = never(&grants, "a:B", &resource, &ComparisonOptions::new(universe));
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
