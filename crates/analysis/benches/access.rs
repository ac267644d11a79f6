//! The decision engine: lines a second, and roles of a hundred statements; beside plain reading of the same JSON.

use std::hint::black_box;

use constructs_analysis::access::implies::implies;
use constructs_analysis::access::{ActionUniverse, Document, query};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Value as Json, json};

/// As many actions as AWS has: 400 services of 55.
fn universe() -> ActionUniverse {
    let verbs = [
        "Get", "List", "Describe", "Create", "Delete", "Update", "Put", "Tag", "Untag", "Start",
        "Stop",
    ];
    let names = (0..400).flat_map(|service| {
        verbs.iter().flat_map(move |verb| {
            (0..5).map(move |thing| format!("service{service}:{verb}Thing{thing}"))
        })
    });
    ActionUniverse::new(names)
}

/// A role's policy of this many statements, no two alike.
fn policy(statements: usize, verb: &str) -> Json {
    let statement = |index: usize| {
        json!({
            "Effect": if index % 10 == 9 { "Deny" } else { "Allow" },
            "Action": [format!("service{index}:{verb}*"), format!("service{}:Put*", index + 1), "service7:*"],
            "Resource": [format!("arn:aws:service{index}:*:111122223333:thing/{index}/*"), format!("arn:aws:service{}:*:*:thing-*", index + 1)],
            "Condition": {"StringEquals": {"aws:PrincipalTag/team": [format!("team-{}", index % 5), "admins"]}},
        })
    };
    json!({"Version": "2012-10-17", "Statement": (0..statements).map(statement).collect::<Vec<_>>()})
}

fn eval(criterion: &mut Criterion) {
    let universe = ActionUniverse::default();
    let line = json!({
        "op": "eval",
        "policies": {"identity": [policy(5, "Get"), policy(3, "List")]},
        "request": {
            "principal": "arn:aws:iam::111122223333:user/bob", "action": "service2:GetThing1",
            "resource": "arn:aws:service2:eu-west-1:111122223333:thing/2/x", "context": {"aws:PrincipalTag/team": "team-2"},
        },
    }).to_string();
    criterion.bench_function("eval: one line of JSON", |bencher| {
        bencher.iter(|| query::answer(black_box(&line), &universe));
    });
    criterion.bench_function("eval: the line read by serde_json alone", |bencher| {
        bencher.iter(|| serde_json::from_str::<Json>(black_box(&line)));
    });
}

fn comparisons(criterion: &mut Criterion) {
    let universe = universe();
    let document = |json: &Json| Document::parse(json).document;
    let (left, right) = (document(&policy(100, "Get")), document(&policy(100, "*")));
    criterion.bench_function(
        "implies: 100 statements within 100, proved or refuted by one",
        |bencher| {
            bencher.iter(|| implies(black_box(&left), black_box(&right), &universe));
        },
    );
    let mut merged = left.clone();
    merged.statements.reverse();
    criterion.bench_function(
        "implies: 100 statements within the same, in another order",
        |bencher| {
            bencher.iter(|| implies(black_box(&left), black_box(&merged), &universe));
        },
    );
    criterion.bench_function("implies: 10 statements within the same", |bencher| {
        let small = document(&policy(10, "Get"));
        bencher.iter(|| implies(black_box(&small), black_box(&small), &universe));
    });
}

criterion_group!(benches, eval, comparisons);
criterion_main!(benches);
