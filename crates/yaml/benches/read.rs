//! How long it takes to read a template of 500 resources, beside readers that keep no places.

#![expect(clippy::expect_used, reason = "a benchmark that can not run has nothing to say")]

use std::fmt::Write;
use std::hint::black_box;

use constructs_document::{read_json, to_yaml};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Some 300 kB: queues with policies, as JSON.
fn template(resources: usize) -> String {
    let mut text = String::from("{\n  \"Resources\": {\n");
    for number in 0..resources {
        let comma = if number == 0 { "" } else { ",\n" };
        let _ = write!(
            text,
            r#"{comma}    "Queue{number}": {{
      "Type": "AWS::SQS::Queue",
      "Condition": "IsProduction",
      "Properties": {{
        "QueueName": {{"Fn::Sub": "${{AWS::StackName}}-queue-{number}"}},
        "VisibilityTimeout": 30,
        "KmsDataKeyReusePeriodSeconds": 300,
        "RedrivePolicy": {{
          "deadLetterTargetArn": {{"Fn::GetAtt": ["Queue0", "Arn"]}},
          "maxReceiveCount": 5
        }},
        "Tags": [
          {{"Key": "team", "Value": "platform\u00e9"}},
          {{"Key": "stage", "Value": {{"Ref": "Stage"}}}}
        ]
      }}
    }}"#
        );
    }
    text.push_str("\n  }\n}\n");
    text
}

fn read(criterion: &mut Criterion) {
    let json = template(500);
    let yaml = to_yaml(&read_json(json.as_bytes()).expect("a template"));
    let mut group = criterion.benchmark_group("read 500 resources");
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("JSON, with places", |bencher| {
        bencher.iter(|| constructs_yaml::read(black_box(json.as_bytes())).expect("a template"));
    });
    group.bench_function("JSON, serde_json", |bencher| {
        bencher.iter(|| {
            serde_json::from_slice::<serde_json::Value>(black_box(json.as_bytes())).expect("JSON")
        });
    });
    group.throughput(Throughput::Bytes(yaml.len() as u64));
    group.bench_function("YAML, with places", |bencher| {
        bencher.iter(|| constructs_yaml::read(black_box(yaml.as_bytes())).expect("a template"));
    });
    group.bench_function("YAML, yaml_serde", |bencher| {
        bencher.iter(|| serde_yaml::from_str::<serde_yaml::Value>(black_box(&yaml)).expect("YAML"));
    });
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
