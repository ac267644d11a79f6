//! Several templates at once: what they can't both have, and what one needs of another.

use serde_json::json;

use crate::{folder, found, report};

fn template(output: &str, export: &str, role: &str) -> String {
    json!({
        "Resources": {"Role": {"Type": "AWS::IAM::Role", "Properties": {
            "RoleName": role,
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            }]},
        }}},
        "Outputs": {output: {"Value": {"Fn::GetAtt": ["Role", "Arn"]}, "Export": {"Name": export}}},
    })
    .to_string()
}

fn pair(code: &str, pointer: &str) -> (String, String) {
    (code.to_owned(), pointer.to_owned())
}

#[test]
fn an_export_or_a_role_that_is_taken_is_found_in_the_second_and_leads_to_the_first() {
    let folder = folder(&[
        ("a.json", &template("A", "shared", "one")),
        ("b.json", &template("B", "shared", "ONE")),
    ]);
    let report = report(folder.path(), &["a.json", "b.json"]);
    let mut both = found(&report);
    both.sort();
    let name = "/Resources/Role/Properties/RoleName";
    assert_eq!(both, [pair("C0305", "/Outputs/B/Export/Name"), pair("C0609", name)]);
    let findings = report["findings"].as_array().expect("findings");
    let taken = findings.iter().find(|one| one["code"] == "C0305").expect("an export");
    let first = &taken["related"][0];
    assert_eq!(first["template"]["file"], "a.json");
    assert_eq!(first["template"]["pointer"], "/Outputs/A/Export/Name");
}

#[test]
fn one_file_named_twice_is_read_once() {
    let folder = folder(&[("a.json", &template("A", "shared", "one"))]);
    assert_eq!(found(&report(folder.path(), &["a.json", "./a.json"])), []);
}

#[test]
fn stacks_of_two_regions_may_have_the_same_exports_and_not_the_same_roles() {
    let artifact = |file: &str, region: &str| {
        json!({
            "type": "aws:cloudformation:stack", "environment": format!("aws://111122223333/{region}"),
            "properties": {"templateFile": file, "stackName": "shop"},
        })
    };
    let manifest = json!({"version": "48.0.0", "artifacts": {
        "A": artifact("a.json", "eu-west-1"), "B": artifact("b.json", "us-east-1"),
    }});
    let folder = folder(&[
        ("a.json", &template("A", "shared", "one")),
        ("b.json", &template("B", "shared", "one")),
        ("manifest.json", &manifest.to_string()),
    ]);
    let found = found(&report(folder.path(), &["."]));
    assert_eq!(found, [pair("C0609", "/Resources/Role/Properties/RoleName")]);
}

#[test]
fn an_import_that_none_of_several_templates_exports_is_a_note() {
    let import = json!({"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {
        "TopicName": {"Fn::ImportValue": "nobody"}, "DisplayName": {"Fn::ImportValue": "shared"},
    }}}});
    let folder =
        folder(&[("a.json", &template("A", "shared", "one")), ("b.json", &import.to_string())]);
    let report = report(folder.path(), &["a.json", "b.json"]);
    assert_eq!(found(&report), [pair("F0401", "/Resources/Topic/Properties/TopicName")]);
    assert_eq!(report["findings"][0]["severity"], "note");
    assert_eq!(found(&crate::report(folder.path(), &["b.json"])), []);
}
