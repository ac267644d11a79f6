//! `validate` and `access` as whole processes, beside one of the same program that only lists the stacks.
//!
//! `cargo bench -p app --bench commands`: the app's own ten templates, and one template of 500 roles and policies.

#![expect(clippy::expect_used, reason = "a benchmark that can not run has nothing to say")]

use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Map, json};

/// Roles and policies in turn, as the app has them.
fn template(resources: usize) -> String {
    let policy = |n: usize| {
        json!({"Type": "AWS::IAM::ManagedPolicy", "Properties": {
            "ManagedPolicyName": format!("chat-dev-policy-{n}"),
            "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                "Sid": "Send", "Effect": "Allow",
                "Action": ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
                "Resource": {"Fn::Sub": format!("arn:${{AWS::Partition}}:sqs:${{AWS::Region}}:${{AWS::AccountId}}:queue-{n}")},
            }]},
        }})
    };
    let role = |n: usize| {
        json!({"Type": "AWS::IAM::Role", "Properties": {
            "RoleName": format!("chat-dev-role-{n}"),
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            }]},
            "ManagedPolicyArns": [{"Ref": format!("R{}", n + 1)}],
        }})
    };
    let entry = |n: usize| (format!("R{n}"), if n.is_multiple_of(2) { role(n) } else { policy(n) });
    let resources: Map<_, _> = (0..resources).map(entry).collect();
    serde_json::to_string_pretty(&json!({ "Resources": resources })).expect("a template")
}

fn run(arguments: &[&str]) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_app"));
    let status = command.current_dir(project).args(arguments).stdout(Stdio::null()).status();
    assert!(status.expect("the program starts").success(), "{arguments:?}");
}

fn commands(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("500.json");
    std::fs::write(&path, template(500)).expect("a folder of our own");
    let path = path.to_string_lossy().into_owned();
    let mut group = criterion.benchmark_group("a process");
    group.sample_size(40);
    group.bench_function("list", |bencher| bencher.iter(|| run(&["list"])));
    group.bench_function("access prove", |bencher| bencher.iter(|| run(&["access", "prove"])));
    group.bench_function("access matrix", |bencher| bencher.iter(|| run(&["access", "matrix"])));
    group.bench_function("synth --check", |bencher| {
        bencher.iter(|| run(&["synth", "--check", "-q"]))
    });
    group.bench_function("validate the app", |bencher| bencher.iter(|| run(&["validate"])));
    group.bench_function("validate 500 resources", |bencher| {
        bencher.iter(|| run(&["validate", &path]));
    });
    group.finish();
}

criterion_group!(benches, commands);
criterion_main!(benches);
