//! The decision engine: lines a second, roles of a hundred statements, the worst of AWS's managed policies, and what is paid
//! once: the list of all actions, a managed policy; beside plain reading of the same.

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use constructs_iam::implies::implies;
use constructs_iam::managed_policy;
use constructs_iam::{ActionUniverse, Document, Operator, PolicyCondition, PolicyText};
use criterion::{Criterion, criterion_group};
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

/// The longest two of AWS's managed policies, one within another; and the slowest to prove, split in two halves.
fn managed(criterion: &mut Criterion) {
    let known = ActionUniverse::known();
    let document = |name: &str| managed_policy(name).unwrap_or_default();
    let names = ["ReadOnlyAccess", "aws-service-role/AWSSupportServiceRolePolicy"];
    let [reader, support] = names.map(document);
    criterion.bench_function(
        "managed: ReadOnlyAccess within AWSSupportServiceRolePolicy",
        |bencher| {
            bencher.iter(|| implies(black_box(&reader), black_box(&support), known));
        },
    );
    criterion.bench_function("managed: ReadOnlyAccess within itself", |bencher| {
        bencher.iter(|| implies(black_box(&reader), black_box(&reader), known));
    });
    let boundary = document("SageMakerStudioProjectUserRolePermissionsBoundary");
    let mut group = criterion.benchmark_group("managed: the slowest");
    group.sample_size(10);
    group.bench_function("a boundary of SageMaker's within its halves", |bencher| {
        let split = halves(&boundary);
        bencher.iter(|| implies(black_box(&boundary), black_box(&split), known));
    });
    group.finish();
}

/// Prints the nanoseconds that something takes.
#[expect(clippy::disallowed_methods, reason = "a benchmark's output is the clock's")]
fn time(what: &str) {
    let start = Instant::now();
    if !what.is_empty() {
        once(what);
    }
    println!("{}", start.elapsed().as_nanos());
}

/// What is paid once in a process, by what it is called.
fn once(what: &str) {
    if what == "known" {
        black_box(ActionUniverse::known());
    } else {
        black_box(managed_policy(what));
    }
}

/// The first use of the list of actions and of a managed policy, each in a process of its own; beside a process that does
/// nothing, so that the clock's own share shows.
fn first(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("first use in a process");
    group.sample_size(20);
    for (name, what) in [
        ("nothing", ""),
        ("the list of all actions", "known"),
        ("a managed policy of one statement", "service-role/AmazonECSTaskExecutionRolePolicy"),
        ("ReadOnlyAccess", "ReadOnlyAccess"),
        ("the longest managed policy", "aws-service-role/AWSSupportServiceRolePolicy"),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|count| (0..count).map(|_| in_a_process(what)).sum());
        });
    }
    group.finish();
    criterion.bench_function("managed: a policy of one statement, once more", |bencher| {
        bencher.iter(|| managed_policy(black_box("service-role/AmazonECSTaskExecutionRolePolicy")));
    });
}

/// The argument that makes this program do one thing once.
const ONCE: &str = "--once";

/// How long it takes, as a child of this program says.
fn in_a_process(what: &str) -> Duration {
    let program = std::env::current_exe().unwrap_or_default();
    let output = Command::new(program).args([ONCE, what]).output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    let nanoseconds = String::from_utf8_lossy(&text).trim().parse();
    nanoseconds.map(Duration::from_nanos).unwrap_or_default()
}

/// Each statement twice, under a condition and under its contrary.
fn halves(document: &Document) -> Document {
    let mut split = document.clone();
    let values = vec![PolicyText::parse("vpc-1", false)];
    let conditions = ["StringEquals", "StringNotEquals"].map(|name| {
        let operator = Operator::parse(name);
        operator.map(|operator| PolicyCondition {
            operator,
            key: "aws:SourceVpc".to_owned(),
            values: values.clone(),
        })
    });
    let halves = document.statements.iter().flat_map(|statement| {
        conditions.iter().map(move |condition| {
            let mut half = statement.clone();
            half.conditions.extend(condition.clone());
            half
        })
    });
    split.statements = halves.collect();
    split
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

criterion_group!(benches, first, comparisons, managed);

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(ONCE) {
        return time(&arguments.next().unwrap_or_default());
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
