//! Measures the check of a template of 500 resources of 25 types: alone, with reading it, and in a process that uses the facts
//! for the first time.
//!
//! `cargo bench -p constructs-schema`. The template is written to `target/500.template.json` on the way, so that other
//! tools can be measured on the same bytes: `time cfn-lint --regions us-east-1 -- target/500.template.json`.

#![expect(clippy::expect_used, reason = "a benchmark that can not run has nothing to say")]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use constructs_schema::check_template;
use criterion::{Criterion, criterion_group};

#[path = "template/mod.rs"]
mod template;

fn check(criterion: &mut Criterion) {
    let text = template::text(500);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/500.template.json");
    std::fs::write(&path, &text).expect("a folder of our own");
    let read = || constructs_yaml::read(text.as_bytes()).expect("a template");
    let root = read();
    assert!(check_template(root.root()).is_empty(), "the template is a good one");
    let mut group = criterion.benchmark_group("500 resources");
    group.bench_function("check", |bencher| bencher.iter(|| check_template(root.root())));
    group.bench_function("read", |bencher| bencher.iter(read));
    group.measurement_time(Duration::from_secs(8)).sample_size(20);
    let program = std::env::current_exe().expect("this program");
    let process = |argument: &str| {
        let status = Command::new(&program).args([argument]).arg(&path).status();
        assert!(status.expect("this program runs").success());
    };
    group.bench_function("a process that does nothing", |bencher| {
        bencher.iter(|| process("--idle"));
    });
    group.bench_function("a process: read, first use of the facts, check", |bencher| {
        bencher.iter(|| process("--once"));
    });
    group.finish();
}

criterion_group!(benches, check);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.as_slice() {
        [_, mode, _] if mode == "--idle" => {}
        [_, mode, path] if mode == "--once" => {
            let text = std::fs::read(path).expect("the template");
            let template = constructs_yaml::read(&text).expect("a template");
            assert!(check_template(template.root()).is_empty(), "the template is a good one");
        }
        _ => benches_main(),
    }
}

fn benches_main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
