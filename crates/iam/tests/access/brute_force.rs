//! Every verdict on small random policies, compared with all requests of a finite universe.

use std::collections::BTreeSet;

use constructs_iam::eval::{Decision, Policies, decide};
use constructs_iam::implies::{
    Answer, ComparisonOptions, ContextValues, Grants, Layer, Verdict, is_subset,
};
use constructs_iam::{ActionUniverse, Document};
use serde_json::Value as Json;

use super::generator::{ACTIONS, CALLERS, Case, case, contexts, resources};
use super::oracle::{self, Context, Request};

#[derive(Default, Debug)]
struct Score {
    proved: usize,
    refuted: usize,
    undecided: usize,
}

#[test]
fn verdicts_agree_with_brute_force() {
    let score = run(0..4_000);
    assert!(score.proved > 500 && score.refuted > 500, "{score:?}");
    assert!(score.undecided < 600, "{score:?}");
}

/// A set operator in a statement that does not meet the others says all the same that the key has several values.
#[test]
fn a_key_has_several_values_for_every_statement() {
    assert_eq!(run(1_010_504..1_010_505).proved, 0);
}

/// `cargo test --release -p constructs-iam --test access -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes; a million cases"]
fn a_million_verdicts_agree_with_brute_force() {
    let halves = std::thread::scope(|scope| {
        let first = scope.spawn(|| run(1_000_000..1_500_000));
        let second = scope.spawn(|| run(1_500_000..2_000_000));
        [first.join().unwrap(), second.join().unwrap()]
    });
    println!("{halves:?}");
}

fn run(seeds: std::ops::Range<u64>) -> Score {
    let mut score = Score::default();
    let universe = ActionUniverse::new(ACTIONS.iter().copied());
    let resources = resources();
    for seed in seeds {
        let case = case(seed);
        let (left, right) = (grants(&case.left), grants(&case.right));
        let answer = is_subset(&left, &right, &ComparisonOptions::new(&universe));
        match answer.result {
            Verdict::Proved => {
                score.proved += 1;
                let found = counterexample(&case, &resources);
                assert!(
                    found.is_none(),
                    "seed {seed}: wrongly proved: {found:?}\n{}",
                    shown(&case)
                );
            }
            Verdict::Refuted => {
                score.refuted += 1;
                assert!(
                    is_decided_so(&case, &left, &right, &answer),
                    "seed {seed}: {answer:?}\n{}",
                    shown(&case)
                );
                assert!(
                    holds(&case, &answer),
                    "seed {seed}: wrongly refuted: {answer:?}\n{}",
                    shown(&case)
                );
            }
            Verdict::Undecided => {
                score.undecided += 1;
                let is_expected = answer
                    .reason
                    .iter()
                    .any(|reason| reason.starts_with("it holds only as long as"));
                // Whether an ARN of a condition with fewer than six fields matches anything is documented nowhere.
                let text = shown(&case);
                let has_short_arn =
                    ["arn:aws:*\"", "arn:aws:s:*:b"].iter().any(|arn| text.contains(arn));
                // Nor whom `NotPrincipal` leaves out that lists a principal of an account without all that the principal is.
                let has_not_principal = text.contains("\"NotPrincipal\"");
                let is_unclear = has_short_arn || has_not_principal;
                assert!(
                    is_expected || is_unclear || !case.variables.is_empty(),
                    "seed {seed}: {answer:?}\n{}",
                    shown(&case)
                );
                if is_expected && case.variables.is_empty() && !is_unclear {
                    let found = counterexample(&case, &resources);
                    assert!(
                        found.is_none(),
                        "seed {seed}: wrongly left to the future: {found:?}\n{}",
                        shown(&case)
                    );
                }
            }
        }
    }
    score
}

/// Whether the evaluator of requests says the same of the witness, where the sides are identity policies.
fn is_decided_so(case: &Case, left: &Grants, right: &Grants, answer: &Answer) -> bool {
    let (Some(witness), [left], [right]) =
        (&answer.witness, left.layers.as_slice(), right.layers.as_slice())
    else {
        return answer.witness.is_some();
    };
    let decision = |layer: &Layer| {
        let identity = layer.documents.iter().map(|one| Document::clone(one)).collect();
        let policies = Policies { identity, ..Policies::default() };
        decide(&policies, &witness.request()).decision
    };
    case.has_principals
        || (decision(left) == Decision::Allowed && decision(right) != Decision::Allowed)
}

fn grants(layers: &[Vec<Json>]) -> Grants {
    let document = |json: &Json| {
        let parsed = Document::parse(json);
        assert!(parsed.is_complete, "{:?}", parsed.faults);
        parsed.document
    };
    let mut layers = layers.iter().map(|layer| layer.iter().map(document).collect());
    let first = Grants::new(layers.next().unwrap());
    layers.fold(first, Grants::limit_to)
}

fn shown(case: &Case) -> String {
    format!(
        "left {}\nright {}",
        serde_json::to_string(&case.left).unwrap(),
        serde_json::to_string(&case.right).unwrap()
    )
}

/// A witness, put to the oracle.
fn holds(case: &Case, answer: &Answer) -> bool {
    let witness = answer.witness.as_ref().unwrap();
    let context: Context = witness
        .context
        .iter()
        .filter_map(|(key, values)| match values {
            ContextValues::Absent => None,
            ContextValues::Present(values) => Some((key.clone(), values.clone())),
        })
        .collect();
    let caller = case.has_principals.then_some(witness.principal.as_str());
    let request =
        Request { caller, action: &witness.action, resource: &witness.resource, context: &context };
    oracle::allows(&case.left, &request) && !oracle::allows(&case.right, &request)
}

/// A request of the universe that the left allows and the right doesn't.
fn counterexample(case: &Case, resources: &[String]) -> Option<String> {
    let statements: Vec<&Json> = case
        .left
        .iter()
        .chain(&case.right)
        .flatten()
        .flat_map(|document| document["Statement"].as_array().unwrap())
        .collect();
    let vector = |holds: &dyn Fn(&Json) -> bool| -> Vec<bool> {
        statements.iter().map(|one| holds(one)).collect()
    };
    let callers: Vec<Option<&str>> = if case.has_principals {
        CALLERS.iter().map(|name| Some(*name)).collect()
    } else {
        vec![None]
    };
    let mut seen = BTreeSet::new();
    let contexts = contexts(case);
    let by_actions =
        classes(ACTIONS.iter().copied(), |action| vector(&|one| oracle::action(one, action)));
    let nothing = Context::new();
    let by_callers = classes(callers, |caller| {
        vector(&|one| {
            oracle::principal(
                one,
                &Request { caller: *caller, action: "", resource: "", context: &nothing },
            )
        })
    });
    for context in &contexts {
        let met = vector(&|one| oracle::conditions(one, context));
        let values: Vec<_> = case.variables.iter().map(|key| context.get(*key)).collect();
        if !seen.insert((met.clone(), values)) {
            continue;
        }
        let by_resources = classes(resources.iter().map(String::as_str), |resource| {
            vector(&|one| oracle::resource(one, resource, context))
        });
        for (on, resource) in &by_resources {
            for (acts, action) in &by_actions {
                for (named, caller) in &by_callers {
                    let applies: Vec<bool> = (0..statements.len())
                        .map(|at| met[at] && on[at] && acts[at] && named[at])
                        .collect();
                    if differs(case, &applies) {
                        return Some(format!("{caller:?} {action} {resource} {context:?}"));
                    }
                }
            }
        }
    }
    None
}

fn classes<T: Copy>(
    items: impl IntoIterator<Item = T>,
    vector: impl Fn(&T) -> Vec<bool>,
) -> Vec<(Vec<bool>, T)> {
    let mut seen = BTreeSet::new();
    items
        .into_iter()
        .map(|item| (vector(&item), item))
        .filter(|(vector, _)| seen.insert(vector.clone()))
        .collect()
}

fn differs(case: &Case, applies: &[bool]) -> bool {
    let mut applies = applies.iter();
    let mut allowed = |layers: &[Vec<Json>]| {
        let mut is_denied = false;
        let mut is_granted = true;
        for layer in layers {
            let mut grants = false;
            for one in layer.iter().flat_map(|document| document["Statement"].as_array().unwrap()) {
                if *applies.next().unwrap() {
                    is_denied |= one["Effect"] == "Deny";
                    grants |= one["Effect"] == "Allow";
                }
            }
            is_granted &= grants;
        }
        is_granted && !is_denied
    };
    let left = allowed(&case.left);
    left && !allowed(&case.right)
}
