//! Measures the checks of policies: 500 managed policies of a few services, each template of the app, and a policy of the size of
//! AWS's largest. The baselines are reading every text, parsing the template, and parsing the policy.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use constructs_document::{Entry, Map, Mark, Node, Value};
use criterion::{Criterion, criterion_group, criterion_main};

const POLICIES: usize = 500;
const ACTIONS: [&str; 4] = ["kms:Decrypt", "kms:GenerateDataKey", "sqs:SendMessage", "s3:Get*"];

fn map<const N: usize>(entries: [(&str, Node); N]) -> Node {
    let entry =
        |(key, node): (&str, Node)| Entry { key: key.to_owned(), mark: Mark::default(), node };
    Node::new(Value::Map(Map::new(entries.into_iter().map(entry).collect())), Mark::default())
}

fn text(text: &str) -> Node {
    Node::new(Value::String(text.to_owned()), Mark::default())
}

fn template() -> Node {
    let policy = |_| {
        let actions = ACTIONS.iter().map(|action| text(action)).collect();
        let statement = map([
            ("Effect", text("Allow")),
            ("Action", Node::new(Value::List(actions), Mark::default())),
            ("Resource", text("*")),
            (
                "Condition",
                map([("StringEquals", map([("aws:SourceAccount", text("111122223333"))]))]),
            ),
        ]);
        let document = map([("Version", text("2012-10-17")), ("Statement", statement)]);
        map([
            ("Type", text("AWS::IAM::ManagedPolicy")),
            ("Properties", map([("PolicyDocument", document)])),
        ])
    };
    let resources = (0..POLICIES).map(|at| Entry {
        key: format!("Policy{at}"),
        mark: Mark::default(),
        node: policy(at),
    });
    let resources = Node::new(Value::Map(Map::new(resources.collect())), Mark::default());
    map([("Resources", resources)])
}

/// The baseline: how many characters the texts have.
fn characters(node: &Node) -> usize {
    match &node.value {
        Value::String(text) => text.chars().count(),
        Value::List(items) => items.iter().map(characters).sum(),
        Value::Map(map) => map.iter().map(|entry| characters(&entry.node)).sum(),
        _ => 0,
    }
}

fn bench(criterion: &mut Criterion) {
    let template = template();
    let mut group = criterion.benchmark_group("500 policies");
    group.bench_function("IAM's facts", |bencher| {
        bencher.iter(|| constructs_lint::check(&template).len())
    });
    group.bench_function("looking at each text", |bencher| bencher.iter(|| characters(&template)));
    group.finish();
    app(criterion);
    largest(criterion);
}

/// The templates of the app, as they are committed.
fn app(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cdk.out");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".template.json"));
    paths.sort();
    let texts: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    let read = |text: &Vec<u8>| constructs_yaml::read(text).ok();
    let templates: Vec<_> = texts.iter().filter_map(read).collect();
    let mut group = criterion.benchmark_group("the app's templates");
    group.bench_function("IAM's checks", |bencher| {
        bencher.iter(|| {
            templates.iter().map(|found| constructs_lint::check(found.root()).len()).sum::<usize>()
        });
    });
    group.bench_function("parsing", |bencher| {
        bencher.iter(|| texts.iter().filter_map(read).count());
    });
    group.finish();
}

/// A policy of all actions of many services, one statement for each, 226 kB as JSON: AWS's largest managed policy has 157.
fn largest(criterion: &mut Criterion) {
    let mut services: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (prefix, name) in constructs_lint::facts::actions() {
        services.entry(prefix).or_default().push(format!("{prefix}:{name}"));
    }
    let statements: Vec<serde_json::Value> = services
        .into_iter()
        .step_by(3)
        .take(150)
        .map(|(prefix, actions)| {
            serde_json::json!({"Effect": "Allow", "Action": actions, "Resource": format!("arn:aws:{prefix}:*:*:app/*")})
        })
        .collect();
    let policy = serde_json::json!({"Version": "2012-10-17", "Statement": statements});
    let text = policy.to_string();
    let mut group = criterion.benchmark_group(format!("a policy of {} kB", text.len() / 1000));
    group.sample_size(20);
    group.bench_function("IAM's checks", |bencher| {
        bencher.iter(|| {
            constructs_lint::check_document(&policy, constructs_lint::PolicyKind::Identity).len()
        });
    });
    group.bench_function("parsing", |bencher| {
        bencher.iter(|| serde_json::from_str::<serde_json::Value>(&text).is_ok());
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
