//! Reports for programs.

use serde_json::Value as Json;

use crate::{folder, report, run, stdout};

/// A template with a finding, an acknowledged one of each form, and a warning.
const TEMPLATE: &str = r#"{
  "Metadata": {"cfn-lint": {"config": {"ignore_checks": ["E3012"]}}},
  "Resources": {
    "Push": {
      "Type": "AWS::SQS::Queue",
      "Metadata": {
        "aws:cdk:path": "Shop/Push/Resource",
        "constructs": {"acknowledged": [
          {"code": "F0112", "reason": "AWS raised the limit for us"},
          {"code": "F0199", "reason": "gone"},
          {"code": "F0101"}
        ]}
      },
      "Properties": {"QueueName": "a,b: 100%", "VisibilityTimeout": 43201, "DelaySeconds": [1], "X\u202e<&": 1}
    }
  }
}"#;

fn formatted(format: &str) -> String {
    let folder = folder(&[("shop.json", TEMPLATE)]);
    stdout(&run(folder.path(), &["shop.json", "--format", format]))
}

#[test]
fn json_holds_everything() {
    let text = formatted("json");
    insta::assert_snapshot!(text);
    assert!(serde_json::from_str::<Json>(&text).is_ok());
}

#[test]
fn sarif_leads_to_the_template() {
    let text = formatted("sarif");
    insta::assert_snapshot!(text);
    let json: Json = serde_json::from_str(&text).expect("JSON");
    let results = json["runs"][0]["results"].as_array().expect("results");
    let rules = json["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in results {
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn github_gets_annotations() {
    insta::assert_snapshot!(formatted("github"));
}

#[test]
fn junit_gets_a_test_for_each_finding() {
    insta::assert_snapshot!(formatted("junit"));
}

#[test]
fn two_runs_say_the_same() {
    for format in ["text", "json", "sarif", "github", "junit"] {
        assert_eq!(formatted(format), formatted(format), "{format}");
    }
}

#[test]
fn cfn_lint_and_guard_are_listed_with_whom_they_were_written_for() {
    let folder = folder(&[("shop.json", TEMPLATE)]);
    let report = report(folder.path(), &["shop.json"]);
    let listed: Vec<_> = report["acknowledged"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["code"].as_str(), one["acknowledgedFor"].as_str()))
        .collect();
    assert_eq!(listed, [(Some("F0112"), Some("constructs")), (Some("F0104"), Some("cfn-lint"))]);
}
