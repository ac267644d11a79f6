//! What can't be read, in `tests/cases/access/unread.jsonl`, a line each: two states that differ only in it, and a text that names
//! it. A gate fails and names it; where it is the same in both states, it is an assumption; no answer says that nobody can.
//!
//! ```text
//! {"case": …, "old": {a template}, "new": {a template}, "named": "stack set `S`"}
//! ```

use serde_json::Value as Json;

use super::{Output, rows, run_on};

fn difference(old: &Json, new: &Json) -> Output {
    let (old, new) = (old.to_string(), new.to_string());
    let templates = [("old.json", old.as_str()), ("new.json", new.as_str())];
    run_on(&templates, &["diff", "@old.json", "@new.json", "--no-new-access"])
}

/// What is wrong with the rows, by a check that says what is.
fn check(wrong: impl Fn(&Json) -> Option<String>) {
    let found = rows("unread.jsonl")
        .into_iter()
        .filter_map(|row| Some(format!("{}: {}", row["case"], wrong(&row)?)));
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_gate_fails_and_names_it() {
    check(|row| {
        let Output { text, code } = difference(&row["old"], &row["new"]);
        let named = row["named"].as_str().unwrap();
        (code != 1 || !text.contains(named)).then(|| format!("{code}\n{text}"))
    });
}

#[test]
fn what_is_alike_in_both_states_passes() {
    check(|row| {
        let Output { text, code } = difference(&row["new"], &row["new"]);
        (code != 0).then_some(text)
    });
}

#[test]
fn nobody_is_never_said() {
    check(|row| {
        let new = row["new"].to_string();
        let others = [
            "EKS",
            "Organizations",
            "Events",
            "DynamoDB",
            "Logs",
            "S3Express",
            "IdentityStore",
            "ApiGateway",
            "SageMaker",
        ];
        if others.iter().any(|other| new.contains(&format!("AWS::{other}::"))) {
            return None; // They give nobody an action of IAM.
        }
        let question = ["who-can", "iam:CreateUser", "*", "--templates", "@new.json"];
        let Output { text, .. } = run_on(&[("new.json", &new)], &question);
        text.contains("nobody").then_some(text)
    });
}

/// Who can send messages where pods have this role, and there is a role `R` that may do nothing.
fn who_can_where_pods_have(role: &str) -> String {
    let template = format!(
        r#"{{"Resources": {{"R": {{"Type": "AWS::IAM::Role", "Properties": {{}}}}, "P": {{"Type": "AWS::EKS::PodIdentityAssociation",
        "Properties": {{"ClusterName": "c", "Namespace": "n", "ServiceAccount": "s", "RoleArn": {role}}}}}}}}}"#
    );
    let question = ["who-can", "sqs:SendMessage", "*", "--templates", "@new.json"];
    run_on(&[("new.json", &template)], &question).text
}

#[test]
fn somebody_may_have_a_role_that_is_elsewhere() {
    let text = who_can_where_pods_have(r#"{"Fn::GetAtt": ["R", "Arn"]}"#);
    assert!(text.starts_with("nobody"), "{text}");
    let text = who_can_where_pods_have(r#""arn:aws:iam::111122223333:role/a""#);
    let undecided = "undecided whether anybody else can: the association of pods `new.P` assigns a role, a policy, or a permission set that is not in these templates";
    assert!(text.starts_with(undecided), "{text}");
}

#[test]
fn what_is_nested_is_there_where_its_stack_is() {
    let nested = r#"{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [{"PolicyName": "p",
        "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}}}]}}}}"#;
    let parent = |condition: &str| {
        format!(
            r#"{{"Conditions": {{"C": {{"Fn::Equals": [{{"Ref": "AWS::Region"}}, "eu-west-1"]}}}}, "Resources": {{
            "N": {{"Type": "AWS::CloudFormation::Stack", {condition} "Properties": {{"TemplateURL": "n.json"}}}}}}}}"#
        )
    };
    let (with, without) = (parent(r#""Condition": "C","#), parent(""));
    let templates = [("n.json", nested), ("old.json", with.as_str()), ("new.json", &without)];
    let gate = |old, new| run_on(&templates, &["diff", old, new, "--no-new-access"]).code;
    assert_eq!(gate("@old.json", "@new.json"), 1);
    assert_eq!([gate("@old.json", "@old.json"), gate("@new.json", "@old.json")], [0, 0]);
}
