//! Runs `access` commands on templates: reported inputs, which got wrong answers, and their neighbors.

mod folders;
mod gains;
mod matrices;
mod neighbors;
mod reported;
mod unread;
mod words;

use std::fs;
use std::path::Path;

use clap::Parser;
use constructs_access::report::render_text;

use super::arguments::AccessCommand;
use super::{can, diff, load, matrix, who_can};
use crate::args::{Arguments, Command};
use crate::failure::Failure;

/// The lines of a file of cases.
fn rows(file: &str) -> Vec<serde_json::Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/access");
    let text = fs::read_to_string(folder.join(file)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What a command prints, and its exit code.
struct Output {
    text: String,
    code: u8,
}

/// Runs `access` with these arguments in a folder; `@name` is a file or folder in it.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let path = |word: &&str| match word.strip_prefix('@') {
        Some(name) => folder.join(name).display().to_string(),
        None => (*word).to_owned(),
    };
    let words = ["app", "access"].map(str::to_owned).into_iter();
    let arguments = Arguments::try_parse_from(words.chain(arguments.iter().map(path))).unwrap();
    let Command::Access(options) = arguments.command else { panic!("another command") };
    let (text, result) = match answer(folder, &options.command) {
        Ok(found) => found,
        Err(failure) => (String::new(), Err(failure)),
    };
    let (mut text, code) = match result {
        Ok(()) => (text, 0),
        Err(failure) => {
            let help = failure.help().unwrap_or_default();
            (format!("{text}error: {failure}\nhelp: {help}\n"), failure.exit_code())
        }
    };
    text = text.replace(&format!("{}/", folder.display()), "");
    Output { text, code }
}

fn answer(
    folder: &Path,
    command: &AccessCommand,
) -> Result<(String, Result<(), Failure>), Failure> {
    match command {
        AccessCommand::Can(options) => {
            Ok((can::answer(&load::stacks(&options.templates)?, &[], None, options)?, Ok(())))
        }
        AccessCommand::WhoCan(options) => {
            Ok((who_can::answer(&load::stacks(&options.templates)?, &[], options)?, Ok(())))
        }
        AccessCommand::Matrix(options) => {
            Ok((render_text(&matrix::report(&load::stacks(&options.templates)?)), Ok(())))
        }
        AccessCommand::Diff(options) => diff::answer(folder, options),
        _ => panic!("a command without a test"),
    }
}

/// Runs a command on templates that are written to a folder first.
fn run_on(templates: &[(&str, &str)], arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in templates {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    run(folder.path(), arguments)
}

/// A template of a role `R` with the inline policy `statements`, and other resources and sections.
fn role(statements: &str, resources: &str, sections: &str) -> String {
    role_with(
        &format!(
            r#""Policies": [{{"PolicyName": "p", "PolicyDocument": {{"Version": "2012-10-17", "Statement": {statements}}}}}]"#
        ),
        resources,
        sections,
    )
}

/// A template of a role `R` that Lambda assumes, with more properties, and other resources and sections.
fn role_with(properties: &str, resources: &str, sections: &str) -> String {
    let comma = |text: &str| if text.is_empty() { String::new() } else { format!(", {text}") };
    format!(
        r#"{{"Resources": {{"R": {{"Type": "AWS::IAM::Role", "Properties": {{"RoleName": "r", "AssumeRolePolicyDocument": {{
        "Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": {{"Service": "lambda.amazonaws.com"}}, "Action": "sts:AssumeRole"}}}}{}}}}}{}}}{}}}"#,
        comma(properties),
        comma(resources),
        comma(sections)
    )
}
