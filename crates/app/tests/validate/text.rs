//! The text report: what it prints, and that the README shows the same.

use crate::{folder, project, run, stdout};

#[test]
fn the_rust_line_is_quoted() {
    let arguments = [
        "--env",
        "dev",
        "-c",
        "environments.dev.baseName=chat-dev-very-long-name-for-rol",
        "-c",
        "environments.dev.roleNamesWithRegion=true",
        "-c",
        "environments.dev.region=ap-southeast-2",
    ];
    let output = run(&project(), &arguments);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    insta::assert_snapshot!(text);
    let readme = std::fs::read_to_string(project().join("README.md")).expect("a README");
    let first = text.split("\n\n").nth(1).expect("two findings");
    assert!(readme.contains(first), "the README does not show this output:\n{first}");
}

#[test]
fn the_line_of_a_template_is_quoted() {
    let text = "Resources:\n  Push:\n    Type: AWS::SQS::Queue\n    Properties:\n\t\n      'QueueNam': \"日本\" # \u{202e}x\n";
    let text = text.replace("\t", "");
    let other = "{\"Resources\": {\"Push\": {\"Type\": \"AWS::SQS::Queue\", \"Properties\": {\"VisibilityTimeout\": 43201}}}}";
    let padded = format!("{}{other}{}", " ".repeat(200), " ".repeat(200));
    let folder = folder(&[("a.yaml", &text), ("b.json", &padded)]);
    insta::assert_snapshot!(stdout(&run(folder.path(), &["a.yaml", "b.json"])));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let folder =
        folder(&[("a.yaml", "Resources: {A: {Type: 'AWS::SQS::Queue', Properties: {X: 1}}}")]);
    let run = |variables: &[(&str, &str)]| {
        let mut command = crate::program(folder.path());
        command.arg("a.yaml").envs(variables.iter().copied());
        stdout(&command.output().expect("the program starts"))
    };
    assert!(!run(&[]).contains('\u{1b}'));
    assert!(run(&[("CLICOLOR_FORCE", "1")]).contains("\u{1b}[1;31merror"));
    assert!(!run(&[("NO_COLOR", "1")]).contains('\u{1b}'));
}
