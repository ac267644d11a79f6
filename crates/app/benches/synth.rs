//! Authoring, synthesis and plain writes, beside plain `serde_json` writing of the very same templates.
//!
//! `cargo bench`. Nothing is synced: it is this library that is measured, not a disk.

#![expect(clippy::expect_used, reason = "a benchmark that can not run has nothing to say")]

mod scale;

use std::fs;
use std::path::Path;

use constructs::assembly::{Durability, TemplateFormat, WriteOptions};
use constructs::iam::{PolicyDocument, allow_named};
use constructs::{Assembly, Expr};
use constructs_toolkit::{Context, Json};
use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use serde::Serialize;
use serde_json::ser::PrettyFormatter;

/// Stacks and queues in each: 1,000, 8,000 and 80,000 resources.
const SIZES: [(u32, u32); 3] = [(5, 200), (20, 400), (200, 400)];

/// Writes, and gives the assembly back: a program ends here, and does not take it apart.
fn written(assembly: Assembly, folder: &Path) -> Assembly {
    let options = WriteOptions::default().durability(Durability::Unsynced);
    assembly.write(folder, TemplateFormat::Json, &options).expect("a folder of our own");
    assembly
}

fn templates(assembly: &Assembly) -> Vec<(String, Json)> {
    let parse = |text| serde_json::from_str(text).expect("a template is JSON");
    assembly
        .stacks()
        .map(|stack| (stack.file_name(TemplateFormat::Json), parse(stack.template())))
        .collect()
}

/// The baseline: the finished templates, as values, into files.
fn write_plainly(templates: &[(String, Json)], folder: &Path) {
    fs::create_dir_all(folder).expect("a folder of our own");
    for (name, template) in templates {
        let mut bytes = Vec::new();
        let formatter = PrettyFormatter::with_indent(b" ");
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
        template.serialize(&mut serializer).expect("a vector takes all that is written");
        fs::write(folder.join(name), bytes).expect("a folder of our own");
    }
}

fn scale(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("scale");
    group.sample_size(20);
    for (stacks, queues) in SIZES {
        let resources = stacks * queues;
        let synth = || scale::app(stacks, queues, 10).synth().expect("no mistakes");
        let ours = folder.path().join("ours");
        group.bench_function(BenchmarkId::new("constructs", resources), |bencher| {
            let fresh = || _ = fs::remove_dir_all(&ours);
            bencher.iter_batched(fresh, |()| written(synth(), &ours), BatchSize::PerIteration);
        });
        let templates = templates(&synth());
        let plain = folder.path().join("plain");
        group.bench_function(BenchmarkId::new("serde_json", resources), |bencher| {
            let fresh = || _ = fs::remove_dir_all(&plain);
            let write = |()| write_plainly(&templates, &plain);
            bencher.iter_batched(fresh, write, BatchSize::PerIteration);
        });
    }
    group.finish();
}

fn reference_app(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let text = include_str!("../../../cdk.json");
    let file: Json = serde_json::from_str(text).expect("JSON");
    let context = file.get("context").and_then(Json::as_object).expect("an object").clone();
    let context = Context::new(context);
    criterion.bench_function("reference app", |bencher| {
        let synth = || app::build(&context).expect("settings").synth().expect("no mistakes");
        let fresh = || _ = fs::remove_dir_all(folder.path());
        bencher.iter_batched(fresh, |()| written(synth(), folder.path()), BatchSize::PerIteration);
    });
}

/// The action and the resource of the statement with this number.
type Pair = fn(u32) -> (String, String);

/// Statements that all differ, and statements that all merge into one.
fn documents(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("documents");
    for count in [100_u32, 1_000, 10_000] {
        let distinct = |at| (format!("svc{at}:Act"), format!("arn:aws:s3:::bucket-{at}"));
        let alike = |at| ("s3:GetObject".to_owned(), format!("arn:aws:s3:::bucket-{at}"));
        let kinds: [(&str, Pair); 2] = [("distinct", distinct), ("alike", alike)];
        for (name, pair) in kinds {
            let statement = |at| {
                let (action, resource) = pair(at);
                allow_named([action]).on([resource])
            };
            group.bench_function(BenchmarkId::new(name, count), |bencher| {
                bencher.iter(|| Expr::from(PolicyDocument::new((0..count).map(statement))));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, scale, reference_app, documents);
criterion_main!(benches);
