//! Deploys the stacks of `dev` to an emulator with the AWS CLI, and reports unexpected results.
//!
//! `life` deploys, deploys again, and deletes; `settings` changes deployed stacks; `elsewhere` imports from another
//! app, deploys YAML, and deploys a template that is too large to send inline.

mod elsewhere;
mod life;
mod settings;

use crate::conformance::access;
use crate::conformance::bench::Bench;
use crate::conformance::emulator::{Cloud, Emulator};
use crate::conformance::exports;
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::python::{PythonPackages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::stacks::PLAIN;

pub(in crate::conformance) use life::{deploy, find_leftovers};

/// Deploys the stacks, compares the account, deploys again, changes a setting, and deletes.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let tools = VirtualEnvironment::open(bench, PythonPackages::Main)?;
    let server = VirtualEnvironment::open(bench, PythonPackages::Ministack)?;
    let (folder, logs) = (bench.create_folder("deploy")?, bench.logs("deploy")?);
    let app = ReferenceApp::build(bench, &logs)?;
    let stacks = PLAIN.stacks(&app, &folder)?;
    let expected = access::read_expected(bench.workspace)?;
    let emulator = Emulator::start(&server, &logs)?;
    let cloud = Cloud::new(bench, &tools, &folder, &logs, emulator.endpoint());
    let mut findings = elsewhere::without_exports(&cloud, &app)?;
    deploy(&cloud, &stacks)?;
    findings.extend(exports::findings(&cloud, &stacks)?);
    findings.extend(access::compare_account(&cloud, &expected)?);
    findings.extend(life::deploy_again(&cloud, &stacks)?);
    let imported = exports::find_imported_stacks(&stacks);
    findings.extend(life::refuse_to_delete(&cloud, &imported)?);
    findings.extend(elsewhere::with_exports(&cloud, &app, &expected)?);
    findings.extend(settings::change(&cloud, &app, &expected)?);
    findings.extend(life::delete(&cloud, &stacks)?);
    findings.extend(elsewhere::in_yaml(&cloud, &app)?);
    findings.extend(elsewhere::too_large_to_send(&cloud, &app)?);
    findings.extend(life::find_leftovers(&cloud)?);
    let [all, some] = [stacks.len(), imported.len()];
    let summary = format!(
        "{all} stacks made, made again, changed and deleted, {some} held while imported; imports, YAML, S3"
    );
    Ok(CheckReport::new(findings, summary))
}
