//! Collects answers about a deployment from real clients over HTTP, IAM's simulator, and the project's `access can`.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::matrix::{Matrix, MatrixColumn};
use super::thing::Thing;
use crate::conformance::emulator::{ACCOUNT, REGION, sign_in};
use crate::conformance::process::Logs;
use crate::conformance::python::VirtualEnvironment;
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::side_by_side;
use crate::error::{Context, Error};
use crate::files;

/// The sources of the answers.
pub(super) const COLUMNS: [&str; 3] = ["http", "simulator", "access-can"];
const LIMIT: Duration = Duration::from_secs(120);

/// For an action, a thing, and a column of the matrix: the answers in the order of [`COLUMNS`].
pub(super) type Answers = BTreeMap<[String; 3], [String; COLUMNS.len()]>;

/// Asks the emulator at `endpoint` with the program `program`, whose input goes into `folder`.
pub(super) fn ask_emulator(
    tools: &VirtualEnvironment,
    logs: &Logs,
    program: &Path,
    folder: &Path,
    endpoint: &str,
    (matrix, questions): (&Matrix, &[(String, Thing)]),
) -> Result<Answers, Error> {
    let cell = |(action, thing): &(String, Thing)| {
        let keys: BTreeMap<_, _> = thing.keys.iter().cloned().collect();
        json!({"action": action, "resource": thing.words, "arn": thing.arn, "keys": keys})
    };
    let roles: Vec<[&str; 2]> =
        matrix.roles.iter().map(|role| [&*role.column, &*role.name]).collect();
    let task = json!({
        "endpoint": endpoint,
        "account": ACCOUNT,
        "region": REGION,
        "roles": roles,
        "cells": questions.iter().map(cell).collect::<Vec<_>>(),
    });
    let file = folder.join("task.json");
    files::write(&file, &format!("{task:#}\n"))?;
    let mut command = tools.command("python");
    sign_in(&mut command);
    let doing = || "asking what the roles may do".to_owned();
    let answer = logs.run("cells", command.arg(program).arg(&file), LIMIT)?.or_error(&doing())?;
    let mut answers = Answers::new();
    for line in answer.stdout.lines() {
        let said: Value = serde_json::from_str(line).context(doing)?;
        let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let said = [text("http"), text("simulator"), String::new()];
        answers.insert(["action", "resource", "role"].map(text), said);
    }
    Ok(answers)
}

/// Asks `access can` about the templates of an assembly, as deployed to the emulator's account and region.
pub(super) fn add_access_can(
    answers: &mut Answers,
    app: &ReferenceApp<'_>,
    assembly: &Path,
    (matrix, questions): (&Matrix, &[(String, Thing)]),
) -> Result<(), Error> {
    let pair = |role| move |(action, thing)| (role, action, thing);
    let pairs = matrix
        .roles
        .iter()
        .flat_map(|role| questions.iter().map(|(action, thing)| (action, thing)).map(pair(role)));
    let cells: Vec<(&MatrixColumn, &String, &Thing)> = pairs.collect();
    let said = side_by_side::run(
        &cells,
        |_| 0,
        |(role, action, thing)| ask_access_can(app, assembly, role, action, thing),
    );
    for ((role, action, thing), said) in cells.into_iter().zip(said) {
        let cell = [action.clone(), thing.words.clone(), role.column.clone()];
        let [_, _, own] = answers.entry(cell).or_default();
        *own = said?;
    }
    Ok(())
}

fn ask_access_can(
    app: &ReferenceApp<'_>,
    assembly: &Path,
    role: &MatrixColumn,
    action: &str,
    thing: &Thing,
) -> Result<String, Error> {
    let about = thing.id.as_deref().unwrap_or(&thing.arn);
    let keys: Vec<String> =
        thing.keys.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let mut question = vec![&*role.id, action, about];
    question.extend(keys.iter().flat_map(|key| ["--context", key]));
    let line = app.ask_access_can(assembly, &question)?;
    Ok(match line.split(':').next() {
        Some("yes") => "yes".to_owned(),
        Some("no") => "-".to_owned(),
        Some("sometimes") => "sometimes".to_owned(),
        _ => "undecided".to_owned(),
    })
}

/// Copies an assembly, and puts the account and the region of the deployment into its manifest.
pub(super) fn copy_assembly(assembly: &Path, into: &Path) -> Result<(), Error> {
    for name in files::names_in(assembly)? {
        if name.ends_with(".template.json") {
            files::write(&into.join(&name), &files::read(&assembly.join(&name))?)?;
        }
    }
    let manifest = files::read(&assembly.join("manifest.json"))?;
    let anywhere = "aws://unknown-account/unknown-region";
    if !manifest.contains(anywhere) {
        return Err(Error::new("the manifest has no stacks without account and region"));
    }
    let here = format!("aws://{ACCOUNT}/{REGION}");
    files::write(&into.join("manifest.json"), &manifest.replace(anywhere, &here))
}
