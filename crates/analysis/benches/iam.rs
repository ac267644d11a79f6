//! 500 managed policies of 20 services -> the time that IAM's facts take to say nothing of them; beside it the time that
//! it takes to look at every text in the same template.

use constructs_analysis::iam;
use constructs_template::{Entry, Map, Mark, Node, Value};
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
    group.bench_function("IAM's facts", |bencher| bencher.iter(|| iam::check(&template).len()));
    group.bench_function("looking at each text", |bencher| bencher.iter(|| characters(&template)));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
