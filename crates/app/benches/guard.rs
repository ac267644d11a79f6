//! Guard's share for the app, beside cfn-guard's own engine on the same templates and rules.
//!
//! `cargo bench -p app --features guard --bench guard`. The engine in this process is the baseline: it is cfn-guard's `validate` in one
//! call. A child costs its start, and what goes to and fro; two of them use two cores.

#![expect(clippy::expect_used, reason = "a benchmark that can not run has nothing to say")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use constructs::Code;
use constructs_guard::{Engine, Limits, Rules, TemplateText, check, own_report, read_rules};
use criterion::{Criterion, criterion_group, criterion_main};

const CODE: Code = Code::new("X0001");

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn templates() -> Vec<TemplateText> {
    let environments = ["dev", "prod"].into_iter();
    let stacks = ["network", "database", "cache", "queues", "iam"];
    let names = environments
        .flat_map(|environment| stacks.map(|stack| format!("chat-{environment}-{stack}")));
    let template = |name: String| {
        let path = project().join("cdk.out").join(format!("{name}.template.json"));
        TemplateText::new(name, fs::read_to_string(path).expect("the template is committed"))
    };
    names.map(template).collect()
}

fn guard(criterion: &mut Criterion) {
    let rules: Vec<Rules> = read_rules(&project().join("rules")).expect("the rules can be read");
    let templates = templates();
    let engine = Engine::new([env!("CARGO_BIN_EXE_app"), "guard-engine"], Limits::default());
    let mut group = criterion.benchmark_group("guard, ten templates");
    group.sample_size(20);
    group.bench_function("cfn-guard's own engine", |b| {
        b.iter(|| own_report(black_box(&rules), black_box(&templates)).expect("a report"));
    });
    group.bench_function("in this process", |b| {
        b.iter(|| check(black_box(&rules), black_box(&templates), CODE).expect("a verdict"));
    });
    let one = engine.clone().children(1);
    group.bench_function("in one child", |b| {
        b.iter(|| one.check(black_box(&rules), black_box(&templates), CODE).expect("a verdict"));
    });
    group.bench_function("in a child for each core", |b| {
        b.iter(|| engine.check(black_box(&rules), black_box(&templates), CODE).expect("a verdict"));
    });
    group.finish();
}

criterion_group!(benches, guard);
criterion_main!(benches);
