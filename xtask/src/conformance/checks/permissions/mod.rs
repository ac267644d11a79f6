//! Compares what the deployed roles may do to every resource with the permission matrix, cell by cell.
//!
//! The expected result is from `crates/app/permissions.yaml`, the file that every `synth` proves. There are three
//! answers to compare with it: from real clients over HTTP, from IAM's simulator, and from the project's own `access
//! can` on the deployed templates. A difference is a finding unless `limits.txt` names the limit that causes it.
//!
//! ```text
//! matrix     permissions.yaml, expanded by the app's example  -> roles, rows, grants
//! questions  rows, asked.txt                                -> actions, each with a thing that it is done to
//! answers    questions                                        -> the answer of each source
//! table      matrix, questions, answers                       -> differences, and a table for a reviewer
//! ```

mod answers;
mod matrix;
mod questions;
mod table;
mod thing;

use crate::conformance::bench::Bench;
use crate::conformance::emulator::{ACCOUNT, Cloud, Emulator, REGION};
use crate::conformance::listed::Listed;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::python::{PythonPackages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::stacks::PLAIN;
use crate::files;

use matrix::Matrix;

const FOLDER: &str = "tests/conformance/permissions";

/// Deploys the stacks, collects the answers, and compares them.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let tools = VirtualEnvironment::open(bench, PythonPackages::Main)?;
    let server = VirtualEnvironment::open(bench, PythonPackages::Ministack)?;
    let (folder, logs) = (bench.create_folder("permissions")?, bench.logs("permissions")?);
    let app = ReferenceApp::build(bench, &logs)?;
    let stacks = PLAIN.stacks(&app, &folder)?;
    let source = bench.workspace.path(FOLDER);
    let settings = bench.workspace.path("cdk.json").to_string_lossy().into_owned();
    let matrix = app.example("matrix", &[&settings, PLAIN.environment, ACCOUNT, REGION])?;
    let matrix = Matrix::read(&matrix)?;
    let questions = questions::questions(&matrix, &files::read(&source.join("asked.txt"))?)?;
    let mut limits = Listed::read(&source.join("limits.txt"))?;
    let emulator = Emulator::start(&server, &logs)?;
    let endpoint = emulator.endpoint();
    super::deploy::deploy(&Cloud::new(bench, &tools, &folder, &logs, endpoint.clone()), &stacks)?;
    let (program, asked) = (source.join("cells.py"), (&matrix, &*questions));
    let mut answers = answers::ask_emulator(&tools, &logs, &program, &folder, &endpoint, asked)?;
    let placed = folder.join("placed");
    answers::copy_assembly(&folder.join(PLAIN.folder), &placed)?;
    answers::add_access_can(&mut answers, &app, &placed, asked)?;
    let mut compared = table::compare(&matrix, &questions, &answers, &mut limits);
    files::write(&folder.join("cells.txt"), &compared.text)?;
    compared.findings.extend(limits.stale_lines());
    let summary = format!(
        "{} cells of the matrix over HTTP, by IAM's simulator and by `access can`; {} answers differ, all for {} listed limits",
        compared.cells,
        compared.explained,
        limits.count_used()
    );
    Ok(CheckReport { findings: compared.findings, summary, evidence: compared.text })
}
