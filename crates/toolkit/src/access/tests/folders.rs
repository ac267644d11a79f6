//! Compares and searches folders of templates without a manifest.

use super::{role, run_on};

fn allowing(action: &str) -> String {
    let statement = format!(r#"[{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}]"#);
    role(&statement, "", "").replace(r#""RoleName": "r", "#, "")
}

const DIFF: [&str; 4] = ["diff", "@old", "@new", "--no-new-access"];

#[test]
fn a_template_in_a_subfolder_counts() {
    let (less, more) = (allowing("sqs:SendMessage"), allowing("*"));
    let files = [("old/a/b/roles.json", &*less), ("new/a/b/roles.json", &*more)];
    let output = run_on(&files, &DIFF);
    assert_eq!(output.code, 1, "{}", output.text);
    let output = run_on(&files, &["who-can", "iam:*", "*", "--templates", "@new"]);
    assert!(output.text.starts_with("a/b/roles.R\n"), "{}", output.text);
}

#[test]
fn templates_of_one_name_in_two_folders_are_two_stacks() {
    let (less, more) = (allowing("sqs:SendMessage"), allowing("*"));
    let swapped = [
        ("old/dev/roles.json", &*more),
        ("old/prod/roles.json", &*less),
        ("new/dev/roles.json", &*less),
        ("new/prod/roles.json", &*more),
    ];
    let output = run_on(&swapped, &DIFF);
    assert_eq!(output.code, 1, "{}", output.text);
    assert!(output.text.contains("prod/roles.R\n  + gained: "), "{}", output.text);
    assert!(output.text.contains("dev/roles.R\n  - lost: "), "{}", output.text);
}

#[test]
fn a_state_without_stacks_is_an_empty_template_and_not_an_empty_folder() {
    let template = allowing("sqs:SendMessage");
    let files = [
        ("old/roles.json", &*template),
        ("empty.json", "{}"),
        ("new/readme.md", ""),
        ("none/manifest.json", r#"{"version": "36.0.0", "artifacts": {}}"#),
    ];
    for (new, code, text) in [
        ("@new", 3, "error: there is no `manifest.json`"),
        ("@none", 3, "error: `none/manifest.json`: it names no stack"),
        ("@empty.json", 0, "roles.R (gone)\n  - lost: "),
    ] {
        let output = run_on(&files, &["diff", "@old", new, "--no-new-access"]);
        assert_eq!(output.code, code, "{new}: {}", output.text);
        assert!(output.text.contains(text), "{new}: {}", output.text);
    }
}

#[test]
fn a_file_that_is_no_template_is_an_error() {
    for text in [r#"{"name": "x"}"#, r#"{"Resources": []}"#, r#"{"app": "x"}"#] {
        let files = [("old.json", text), ("new.json", text)];
        for arguments in [
            &["diff", "@old.json", "@new.json"][..],
            &["who-can", "sqs:*", "*", "--templates", "@old.json"],
            &["matrix", "--templates", "@new.json"],
        ] {
            let output = run_on(&files, arguments);
            assert_eq!(output.code, 3, "{text} {arguments:?}: {}", output.text);
            assert!(output.text.contains("not a CloudFormation template"), "{}", output.text);
        }
    }
}

#[test]
fn what_an_assembly_gives_for_a_parameter_counts() {
    let statement =
        r#"[{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Ref": "Objects"}}]"#;
    let template = role(statement, "", r#""Parameters": {"Objects": {"Type": "String"}}"#);
    let manifest = |value: &str| {
        format!(
            r#"{{"version": "36.0.0", "artifacts": {{"Shop": {{"type": "aws:cloudformation:stack",
                "properties": {{"templateFile": "shop.json", "parameters": {{"Objects": {value}}}}}}}}}}}"#
        )
    };
    let (one, all) = (manifest(r#""arn:aws:s3:::shop/*""#), manifest(r#""*""#));
    let files = |new: &str| {
        let files = [
            ("old/manifest.json", one.as_str()),
            ("old/shop.json", &template),
            ("new/manifest.json", new),
            ("new/shop.json", &template),
        ];
        run_on(&files, &DIFF)
    };
    let output = files(&all);
    assert_eq!(output.code, 1, "{}", output.text);
    let output = files(&one);
    assert_eq!(output.code, 0, "{}", output.text);
    let output = files(&manifest("1"));
    assert_eq!(output.code, 3, "{}", output.text);
    assert!(output.text.contains("`parameters` of the artifact `Shop`"), "{}", output.text);
}

#[test]
fn a_stack_s_tags_count() {
    let statement = r#"[{"Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalTag/team": "shop"}}}]"#;
    let template = role(statement, "", "");
    let manifest = |tags: &str| {
        format!(
            r#"{{"version": "36.0.0", "artifacts": {{"Shop": {{"type": "aws:cloudformation:stack",
                "properties": {{"templateFile": "shop.json", "tags": {tags}}}}}}}}}"#
        )
    };
    let with = |old: &str, new: &str| {
        let (old, new) = (manifest(old), manifest(new));
        let files = [
            ("old/manifest.json", old.as_str()),
            ("old/shop.json", &template),
            ("new/manifest.json", &new),
            ("new/shop.json", &template),
        ];
        run_on(&files, &DIFF).code
    };
    assert_eq!(with("{}", r#"{"team": "shop"}"#), 1);
    assert_eq!(with(r#"{"team": "shop"}"#, r#"{"team": "shop", "cost": "1"}"#), 0);
}
