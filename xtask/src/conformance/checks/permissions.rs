//! The deployed roles' sessions -> what each may do to every resource, cell by cell beside the written matrix.
//!
//! `tests/conformance/permissions/cells.py` asks with real clients over HTTP, and IAM's simulator. A difference is a
//! finding unless `limits.txt` names the limit of the emulator that it comes from.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::conformance::bench::Bench;
use crate::conformance::emulator::{ACCOUNT, Cloud, Emulator, REGION, sign_in};
use crate::conformance::listed::Listed;
use crate::conformance::outcome::{Report, Stop};
use crate::conformance::process::Logs;
use crate::conformance::python::{Packages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::stacks::PLAIN;
use crate::fault::{Context, Fault};
use crate::files;

const FOLDER: &str = "tests/conformance/permissions";
const LIMIT: Duration = Duration::from_secs(120);
/// The matrix's columns, and the roles that they speak of.
const ROLES: [(&str, &str); 4] = [
    ("execution", "chat-dev-ecs-execution-role"),
    ("api", "chat-dev-api-task-role"),
    ("realtime", "chat-dev-realtime-task-role"),
    ("workers", "chat-dev-workers-task-role"),
];
/// Who answers. The project's own `access can` is to be a third: a name here, and its answers in [`answers`].
const COLUMNS: [&str; 2] = ["http", "simulated"];

/// One role, one action, one resource.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    role: String,
    action: String,
    resource: String,
}

/// For each cell what was said, in the order of [`COLUMNS`].
type Answers = BTreeMap<Cell, [String; COLUMNS.len()]>;

/// Deploys, asks, compares.
pub(super) fn run(bench: &Bench<'_>) -> Result<Report, Stop> {
    let tools = VirtualEnvironment::open(bench, Packages::Main)?;
    let server = VirtualEnvironment::open(bench, Packages::Ministack)?;
    let (folder, logs) = (bench.emptied("permissions")?, bench.logs("permissions")?);
    let app = ReferenceApp::build(bench, &logs)?;
    let stacks = PLAIN.stacks(&app, &folder)?;
    let matrix = matrix(&files::read(&bench.workspace.path(FOLDER).join("matrix.txt"))?)?;
    let mut limits = Listed::read(&bench.workspace.path(FOLDER).join("limits.txt"))?;
    let emulator = Emulator::start(&server, &logs)?;
    super::deploy::deploy(&Cloud::new(&tools, &folder, &logs, emulator.endpoint()), &stacks)?;
    let task = folder.join("task.json");
    files::write(&task, &self::task(&matrix, &emulator.endpoint()).to_string())?;
    let answers = answers(&tools, &logs, &bench.workspace.path(FOLDER), &task)?;
    let (mut findings, table, explained) = compare(&matrix, &answers, &mut limits);
    files::write(&folder.join("cells.txt"), &table)?;
    findings.extend(limits.stale());
    let summary = format!(
        "{} cells over HTTP and by IAM's simulator, {explained} answers explained by {} limits of the emulator",
        matrix.len(),
        limits.used()
    );
    Ok(Report { findings, summary })
}

/// What the program that asks is told.
fn task(matrix: &[(Cell, String)], endpoint: &str) -> Value {
    let mut cells: Vec<[&str; 2]> = Vec::new();
    for (cell, _) in matrix {
        let pair = [&*cell.action, &*cell.resource];
        if cells.last() != Some(&pair) {
            cells.push(pair);
        }
    }
    let roles = ROLES.map(|(_, role)| role);
    json!({"endpoint": endpoint, "account": ACCOUNT, "region": REGION, "roles": roles, "cells": cells})
}

/// Asks over HTTP and asks the simulator.
fn answers(
    tools: &VirtualEnvironment,
    logs: &Logs,
    folder: &Path,
    task: &Path,
) -> Result<Answers, Fault> {
    let mut command = tools.command("python");
    sign_in(&mut command);
    let doing = "asking what the roles may do";
    let answer = logs.run("cells", command.arg(folder.join("cells.py")).arg(task), LIMIT)?;
    let mut answers = Answers::new();
    for line in answer.or_fault(doing)?.stdout.lines() {
        let said: Value = serde_json::from_str(line).context(|| doing.to_owned())?;
        let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let is_asked = |(_, role): &&(&str, &str)| *role == text("role");
        let (column, _) = ROLES.iter().find(is_asked).context(|| format!("no role in `{line}`"))?;
        let cell =
            Cell { role: (*column).to_owned(), action: text("action"), resource: text("resource") };
        answers.insert(cell, COLUMNS.map(text));
    }
    Ok(answers)
}

/// The written matrix: `action | resource | execution | api | realtime | workers`, `yes` or `-` for each role.
fn matrix(text: &str) -> Result<Vec<(Cell, String)>, Fault> {
    let mut rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let split = |line: &str| line.split('|').map(|part| part.trim().to_owned()).collect::<Vec<_>>();
    let head = rows.next().map(split).unwrap_or_default();
    let is_known = head.iter().skip(2).eq(ROLES.iter().map(|(column, _)| column));
    let mut cells = Vec::new();
    for line in rows {
        let row = split(line);
        let [action, resource, verdicts @ ..] = row.as_slice() else { return Err(wrong(line)) };
        if !is_known
            || verdicts.len() != ROLES.len()
            || verdicts.iter().any(|one| one != "yes" && one != "-")
        {
            return Err(wrong(line));
        }
        for ((role, _), verdict) in ROLES.iter().zip(verdicts) {
            let (action, resource) = (action.clone(), resource.clone());
            cells.push((Cell { role: (*role).to_owned(), action, resource }, verdict.clone()));
        }
    }
    Ok(cells)
}

fn wrong(line: &str) -> Fault {
    Fault::new(format!("`matrix.txt`: `{line}` is no row of the matrix"))
}

/// What differs and is not explained, all cells as text, and how many answers are explained.
fn compare(
    matrix: &[(Cell, String)],
    answers: &Answers,
    limits: &mut Listed,
) -> (Vec<String>, String, usize) {
    let (mut findings, mut table, mut explained) = (Vec::new(), String::new(), 0);
    for (cell, verdict) in matrix {
        let Cell { role, action, resource } = cell;
        let said = answers.get(cell);
        table.push_str(&format!("{role:9} {action:33} {resource:39} matrix {verdict}"));
        for (index, column) in COLUMNS.iter().enumerate() {
            let said = said.and_then(|said| said.get(index)).map_or("no answer", String::as_str);
            table.push_str(&format!(", {column} {said}"));
            let difference = format!("{column} {role} {action} {resource}: {said}");
            if said == verdict {
                continue;
            } else if limits.explains(&difference) {
                explained += 1;
            } else {
                findings.push(format!("{difference}, the matrix says {verdict}"));
            }
        }
        table.push('\n');
    }
    (findings, table, explained)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_cell_for_each_role() {
        let head = "# note\naction | resource | execution | api | realtime | workers\n";
        let cells = matrix(&format!("{head}a:B | queue x | yes | - | - | yes\n")).unwrap();
        let verdicts: Vec<&str> = cells.iter().map(|(_, verdict)| verdict.as_str()).collect();
        assert_eq!(verdicts, ["yes", "-", "-", "yes"]);
        assert_eq!(cells[3].0.role, "workers");
        assert!(matrix(&format!("{head}a:B | queue x | yes | - | -\n")).is_err());
        assert!(matrix(&format!("{head}a:B | queue x | yes | - | - | no\n")).is_err());
        assert!(matrix("action | resource | api\na:B | queue x | yes\n").is_err());
    }
}
